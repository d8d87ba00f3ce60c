import type { Model } from '../../engine/onnx/read/model.ts';
import { writeModel } from '../../engine/onnx/write/writeModel.ts';
import { withOutputs } from '../rewrite/withOutputs.ts';
import type { AnyTensor, Runtime } from '../runtime.ts';
import type { AuditInput } from './auditAssignment.ts';
import { taken } from './shapes.ts';
import { pointsOf } from './slices.ts';

/** Points that are compared. */
const COMPARED = 3;
/** Largest difference that passes for rounding, as a share of the largest score. */
const TOLERANCE = 1e-5;

/** Whether several points may go through together, and why not. */
export type BatchVerdict = { readonly batch: 'free' } | { readonly batch: 'single'; readonly reason: string };

/**
 * Compares what a model whose batch was freed makes of three points at once with what the model makes of one after the
 * other, with the stored weights. Shapes are compared, too: some models drop all points but the first without a word.
 *
 * @param model as it was read; batch norms take running statistics, since batch statistics couple points as they should
 * @param freed the same with a free batch
 * @param inputs with at least two points
 * @throws UserError of the runtime where the model does not take a single point either
 */
export async function verifyBatch(
  model: Model,
  freed: Model,
  scores: string,
  inputs: readonly AuditInput[],
  points: number,
  runtime: Runtime,
): Promise<BatchVerdict> {
  const count = Math.min(COMPARED, points);
  const single = oneByOne(model, freed, scores, runtime);
  const apart: AnyTensor[] = [];
  for (let point = 0; point < count; point++) apart.push(await single(pointsOf(inputs, point, 1)));
  let together: AnyTensor;
  try {
    together = await run(freed, scores, pointsOf(inputs, 0, count), runtime);
  } catch (error) {
    return { batch: 'single', reason: `the model does not take ${count} points at once: ${firstLine(error)}` };
  }
  return compared(together, apart);
}

/** The model as it is takes one point; if not, for it was exported for several, the one with the free batch. */
function oneByOne(model: Model, freed: Model, scores: string, runtime: Runtime) {
  let takes: Model | undefined;
  return async (feeds: Readonly<Record<string, AnyTensor>>): Promise<AnyTensor> => {
    if (takes) return run(takes, scores, feeds, runtime);
    try {
      const found = await run(model, scores, feeds, runtime);
      takes = model;
      return found;
    } catch {
      takes = freed;
      return run(freed, scores, feeds, runtime);
    }
  };
}

async function run(
  model: Model,
  scores: string,
  feeds: Readonly<Record<string, AnyTensor>>,
  runtime: Runtime,
): Promise<AnyTensor> {
  const needed = withOutputs(model, [scores]);
  return (await runtime.evaluate(writeModel(needed), taken(needed, feeds), [scores]))[scores];
}

function compared(together: AnyTensor, apart: readonly AnyTensor[]): BatchVerdict {
  const [{ dims }] = apart;
  const expected = [apart.length * (dims[0] ?? 1), ...dims.slice(1)];
  if (expected.join() !== together.dims.join()) {
    const shapes = `scores of ${together.dims.join('×') || 'no axis'}, not ${expected.join('×')}`;
    return { batch: 'single', reason: `${apart.length} points at once give ${shapes}` };
  }
  const width = together.data.length / apart.length;
  let [largest, difference] = [0, 0];
  apart.forEach(({ data }, point) => {
    for (let k = 0; k < width; k++) {
      const [alone, beside] = [Number(data[k]), Number(together.data[point * width + k])];
      if (!Number.isFinite(alone) && Object.is(alone, beside)) continue;
      largest = Math.max(largest, Math.abs(alone));
      difference = Math.max(difference, Math.abs(alone - beside));
    }
  });
  if (difference <= TOLERANCE * largest) return { batch: 'free' };
  const share = largest > 0 ? difference / largest : Number.POSITIVE_INFINITY;
  const reason = `scores of points that go through together differ by ${share.toPrecision(1)} of the largest`;
  return { batch: 'single', reason };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0].slice(0, 200);
}
