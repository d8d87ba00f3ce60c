import type { GraphBuilder, Tensor } from '../../../graph/graph.ts';
import { nonNegative } from '../../../notation/parameters.ts';
import { passing } from '../../standIn.ts';

/**
 * (x − mean) / √(variance + ε) over some axes, the first of which counts the points; `centred: false` divides by the
 * root mean square instead. The variance is the mean of squares (PyTorch's "biased"), taken after centring: the shorter
 * E x² − (E x)² of fused kernels loses its digits where the mean is large, which is what biased networks are about.
 */
export function standardise(
  g: GraphBuilder,
  x: Tensor,
  { axes, epsilon, centred = true }: { axes: readonly number[]; epsilon: number; centred?: boolean },
): Tensor {
  const mean = (of: Tensor) => g.node('ReduceMean', [of], { axes, keepdims: 1 });
  const values = centred ? g.node('Sub', [x, mean(x)]) : x;
  const variance = mean(g.node('Mul', [values, values]));
  const deviation = g.node('Sqrt', [g.node('Add', [variance, g.constant(epsilon)])]);
  return g.node('Div', [values, deviation]);
}

/** The axes of a point's values in a tensor whose first axis counts the points: 1, 2, … */
export function axesOfPoint(rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => axis + 1);
}

export const epsilon = nonNegative('added to the variance before its root is taken').default(1e-5);

/** In the place of a normalisation the input passes as it is. */
export const noNormalisation = passing('no normalisation');
