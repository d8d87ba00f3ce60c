import type { Model } from '../../engine/onnx/read/model.ts';
import { sizeOf } from '../../graph/graph.ts';
import type { Parameter } from '../plan/auditPlan.ts';
import { inputOf, parametersAsInputs } from './parametersAsInputs.ts';
import { node, withNodes } from './parts.ts';

/** Smaller parameters stay: they may be variances, which must not be negative. */
const LEAST = 2 ** 16;

/**
 * A model whose large parameters the engine draws itself, by fixed seeds, with mean and standard deviation of what is stored. It
 * shows the shapes of a model, and whether points may go through together, without its weights, which may be too many for one
 * file.
 */
export function randomParameters(model: Model, parameters: readonly Parameter[], least = LEAST): Model {
  const large = parameters.filter(({ dims }) => sizeOf(dims) >= least);
  const drawn = parametersAsInputs(model, large);
  const drawing = large.map(({ name, dims, number, stored }) =>
    node('RandomNormal', [], [inputOf(name)], {
      shape: dims,
      seed: { float: number + 1 },
      mean: { float: stored.mean },
      scale: { float: stored.sd },
    }),
  );
  return { ...withNodes(drawn, [...drawing, ...drawn.nodes]), inputs: model.inputs };
}
