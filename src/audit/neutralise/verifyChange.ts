import { editGraph } from '../../engine/onnx/write/editGraph.ts';
import { UserError } from '../../errors.ts';
import { changedLogits, type OutputChange } from '../../neutralise/outputChange.ts';
import { fixedBatch } from '../rewrite/freeBatch.ts';
import type { AuditInput, AuditScores } from '../run/auditAssignment.ts';
import type { Runtime } from '../runtime.ts';
import { batchesOf, logitsOf, type ModelEnds } from './storedLogits.ts';

/** Logits of the file may differ from those expected by this, as a share of the largest number, or of 1. */
const TOLERANCE = 1e-6;
/** Points that are run. */
const MOST_POINTS = 64;

/** What running both files showed. */
export interface Verified {
  readonly points: number;
  /** Largest difference of a logit of the changed file from a_k f_k + b_k, as a share of the largest number, or of 1. */
  readonly difference: number;
}

/**
 * Runs a file before and after its change, as they are, and compares the logits: f′ = a f + b.
 *
 * @param run runs bytes as a file where the values beside it are found
 * @throws UserError `bad-model` where they differ, and where the changed file does not run
 */
export async function verifyChange(
  { model, inputs }: ModelEnds,
  files: { readonly before: Uint8Array; readonly after: Uint8Array },
  { layout, fed, points, change }: Checked,
  run: (bytes: Uint8Array, use: (file: Uint8Array | string) => Promise<Float32Array>) => Promise<Float32Array>,
  runtime: Runtime,
): Promise<Verified> {
  const together = fixedBatch(inputs) ?? Math.min(points, MOST_POINTS);
  if (together > points) {
    const message = `${model.file} takes ${together} points at a time, and there are ${points}`;
    throw new UserError('data', message, [], `give at least ${together}, or export it with a free batch axis`);
  }
  const batches = batchesOf(fed, points - (points % together), together).slice(0, Math.ceil(MOST_POINTS / together));
  const isOutput = model.outputs.some(({ name }) => name === layout.name);
  const logits = (bytes: Uint8Array) => {
    const looked = isOutput ? bytes : editGraph(bytes, { outputs: [layout.name] });
    return run(looked, (file) => logitsOf(file, batches, layout, runtime));
  };
  const expected = changedLogits(await logits(files.before), change);
  const found = await logits(files.after);
  const difference = largestDifference(expected as Float32Array, found, change);
  if (!(difference <= TOLERANCE)) {
    const message = `the changed model gives logits that differ by ${difference.toPrecision(2)} from those expected`;
    throw new UserError('bad-model', message, [], 'nothing was written; the model may not give the same outputs twice');
  }
  return { points: batches.length * together, difference };
}

interface Checked {
  readonly layout: AuditScores;
  /** What is fed, with all points. */
  readonly fed: readonly AuditInput[];
  readonly points: number;
  readonly change: OutputChange;
}

function largestDifference(expected: Float32Array, found: Float32Array, { shift }: OutputChange): number {
  let [largest, apart] = [1, 0];
  for (const b of shift) largest = Math.max(largest, Math.abs(b));
  for (const [at, value] of expected.entries()) {
    largest = Math.max(largest, Math.abs(value));
    if (Number.isNaN(value - found[at])) return Infinity;
    apart = Math.max(apart, Math.abs(value - found[at]));
  }
  return apart / largest;
}
