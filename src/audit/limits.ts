import { allNodes } from '../engine/onnx/read/model.ts';
import { UserError } from '../errors.ts';
import { sizeOf } from '../graph/graph.ts';
import { count } from '../results/format.ts';
import type { AuditPlan } from './plan/auditPlan.ts';
import type { RunLimits, Runtime } from './runtime.ts';

const MEGABYTE = 2 ** 20;
const FLOAT_BYTES = 4;
/** What a process takes that runs next to nothing, with room. */
const LEAST = 384;
/** Values of a network beside its weights and data, while its shapes are looked at. */
const PER_WEIGHT = 40;
const PER_NUMBER_OF_DATA = 32;
/** Models without loops end by themselves. */
const SECONDS = 120;
/** One run of three points through a loop. */
const SECONDS_OF_LOOP = 1.5;

/**
 * What the runs that look at a model may take: so much more than its weights and points that no honest classifier reaches it.
 * @param numbers of all points
 * @param gigabytes in place of that, where it was given
 */
export function limitsOf({ model, parameters }: AuditPlan, numbers: number, gigabytes?: number): RunLimits {
  const weights = parameters.reduce((sum, { dims }) => sum + sizeOf(dims), 0);
  const bytes = FLOAT_BYTES * (PER_WEIGHT * weights + PER_NUMBER_OF_DATA * numbers);
  const loops = model.nodes.some(({ op }) => op === 'Loop' || op === 'Scan');
  return {
    megabytes: gigabytes === undefined ? LEAST + bytes / MEGABYTE : 1024 * gigabytes,
    seconds: loops ? SECONDS_OF_LOOP : SECONDS,
  };
}

/** Values of a network of which points go through together. */
const OF_BATCH = 768;
/** All runs of a model with its stored weights. */
const SECONDS_OF_RUNS = 600;

/**
 * What running all points with the stored weights may take.
 * @param numbers of all points
 * @param gigabytes in place of that, where it was given
 */
export function limitsOfStored(model: AuditPlan['model'], numbers: number, gigabytes?: number): RunLimits {
  const bytes = FLOAT_BYTES * PER_NUMBER_OF_DATA * numbers;
  const megabytes = limitsOfConstants(model).megabytes + OF_BATCH + bytes / MEGABYTE;
  return { megabytes: gigabytes === undefined ? megabytes : 1024 * gigabytes, seconds: SECONDS_OF_RUNS };
}

/** What evaluating constants may take, which are made of those in the file. */
export function limitsOfConstants({ constants }: AuditPlan['model']): RunLimits {
  const stored = [...constants.values()].filter(({ fill }) => fill === undefined);
  const numbers = stored.reduce((sum, { size }) => sum + size, 0);
  return { megabytes: LEAST + (8 * FLOAT_BYTES * numbers) / MEGABYTE, seconds: SECONDS };
}

/** Exports of large networks have a few thousand; the engine takes seconds to open many more. */
const MOST_NODES = 20_000;

/** @throws UserError `bad-model` for graphs that no exporter of a classifier makes */
export function checkSize(model: AuditPlan['model']): void {
  const { length } = allNodes(model);
  if (length <= MOST_NODES) return;
  const message = `${model.file} has ${count(length)} operators, more than the ${count(MOST_NODES)} that are read`;
  throw new UserError('bad-model', message, [], 'export the model without unrolled loops, or simplify it with onnxsim');
}

/** A runtime with other limits than its own. */
export function bounded(runtime: Runtime, limits: RunLimits): Runtime {
  return {
    evaluate: (model, feeds, outputs) => runtime.evaluate(model, feeds, outputs, limits),
    evaluateEach: (model, runs, outputs) => runtime.evaluateEach(model, runs, outputs, limits),
  };
}

/** More weights are not written into one file (1 GB), which may have 2 GB. */
const MOST_WRITTEN = 2 ** 28;

/** Whether a model has too many weights to be written into one file. */
export function isTooLarge({ parameters }: AuditPlan): boolean {
  return parameters.reduce((sum, { dims }) => sum + sizeOf(dims), 0) > MOST_WRITTEN;
}
