import type { Model } from '../../engine/onnx/read/model.ts';
import { titleOf } from '../../engine/onnx/read/problems.ts';
import { UserError } from '../../errors.ts';
import type { AnyTensor, Runtime } from '../runtime.ts';
import type { AuditInput } from './auditAssignment.ts';
import { lookAt, type Seen } from './lookAt.ts';

/** Points that are compared. */
const COMPARED = 3;
/** Largest difference that passes for rounding, as a share of the largest score. */
const TOLERANCE = 1e-5;

/** Whether several points may go through together, and why not; with what was seen of the model in that way. */
export type BatchVerdict =
  | { readonly batch: 'free'; readonly seen: Seen }
  | {
      readonly batch: 'single';
      readonly seen: Seen;
      readonly reason: string;
      /** Whether even one point goes through only with a free batch, as where the model was exported for several. */
      readonly needsFree: boolean;
    };

/**
 * Compares what a model whose batch was freed makes of three points at once with what the model makes of one after the
 * other, with the stored weights. Shapes are compared, too: some models drop all points but the first without a word.
 *
 * @param model as it was read; batch norms take running statistics, since batch statistics couple points as they should
 * @param freed the same with a free batch
 * @param scores name of the value that is compared
 * @throws UserError of the runtime where the model does not take a single point either
 */
export async function verifyBatch(
  model: Model,
  freed: Model,
  scores: string,
  { inputs, points }: { readonly inputs: readonly AuditInput[]; readonly points: number },
  runtime: Runtime,
): Promise<BatchVerdict> {
  const count = Math.min(COMPARED, points);
  const lookTogether = lookAt(freed, scores, inputs, runtime);
  // A model that was exported for several points takes one with a free batch alone.
  let needsFree = false;
  const apart = await lookApart(lookAt(model, scores, inputs, runtime), count).catch((error) => {
    if (isLimit(error)) throw error;
    needsFree = true;
    return lookApart(lookTogether, count);
  });
  const single = { batch: 'single', seen: apart[0], needsFree } as const;
  try {
    const seen = await lookTogether(0, count);
    const reason = differing(
      seen.scores,
      apart.map((one) => one.scores),
    );
    return reason === undefined ? { batch: 'free', seen } : { ...single, reason };
  } catch (error) {
    if (isLimit(error)) throw error;
    return { ...single, reason: `${refusing(error)} does not take ${count} points at once` };
  }
}

/** More memory or time than it may take says nothing of whether a model takes points. */
function isLimit(error: unknown): boolean {
  return error instanceof UserError && error.code === 'limit';
}

async function lookApart(look: ReturnType<typeof lookAt>, count: number): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let point = 0; point < count; point++) seen.push(await look(point, 1));
  return seen;
}

/** In what scores of points at once differ from those of one after the other; undefined where it is rounding. */
function differing(together: AnyTensor, apart: readonly AnyTensor[]): string | undefined {
  const [{ dims }] = apart;
  const expected = [apart.length * (dims[0] ?? 1), ...dims.slice(1)];
  if (expected.join() !== together.dims.join()) {
    const shape = together.dims.join('×') || 'no axis';
    return `${apart.length} points at once give scores of ${shape}, not ${expected.join('×')}`;
  }
  const width = together.data.length / apart.length;
  let [largest, difference] = [0, 0];
  apart.forEach(({ data }, point) => {
    for (let k = 0; k < width; k++) {
      const [alone, beside] = [Number(data[k]), Number(together.data[point * width + k])];
      if (Object.is(alone, beside)) continue;
      largest = Math.max(largest, Math.abs(alone));
      difference = Math.max(difference, Math.abs(alone - beside));
    }
  });
  if (difference <= TOLERANCE * largest) return undefined;
  return `scores of ${apart.length} points at once differ by ${difference.toPrecision(1)} from those of one after the other`;
}

/** The node at which the engine failed, if it says. */
function refusing(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [, op, name] = /while running (\w+) node\. Name:'([^']*)'/.exec(text) ?? [];
  return op ? titleOf({ op, name, outputs: [] }) : 'the model';
}
