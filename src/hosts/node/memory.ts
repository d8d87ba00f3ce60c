import { totalmem } from 'node:os';
import { UserError } from '../../errors.ts';
import type { Assignment } from '../../measure/plan/assignment.ts';
import { memoryOf } from '../../measure/plan/memory.ts';

/** The generator of one worker has no more. */
const GENERATOR_BYTES = 2 ** 32;
/** Of the memory of the machine, or of the container. */
const SHARE = 0.8;

/**
 * How many of the workers asked for fit in memory.
 * @throws UserError `bad-argument` when not even one does
 */
export function affordableWorkers(assignment: Assignment, workers: number, memory = availableMemory()): number {
  const { generator, all } = memoryOf(assignment);
  if (generator >= GENERATOR_BYTES)
    throw tooLarge(all, `a worker has ${gigabytes(GENERATOR_BYTES)} for weights and points`);
  const affordable = Math.floor((SHARE * memory) / all);
  if (affordable < 1) throw tooLarge(all, `this machine has ${gigabytes(memory)}`);
  return Math.min(workers, affordable);
}

function tooLarge(bytes: number, limit: string): UserError {
  return new UserError(
    'bad-argument',
    `one initialisation of this network needs ${gigabytes(bytes)} of memory, and ${limit}`,
    [],
    'make the widest layers narrower, or take fewer points (--points)',
  );
}

function availableMemory(): number {
  const limit = process.constrainedMemory?.() ?? 0;
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toPrecision(2)} GB`;
}
