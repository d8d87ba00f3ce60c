import { andThen } from '../../../kernel/state.ts';
import { type Layer, layer } from '../../layer.ts';
import type { Part, Repeat } from '../../network.ts';
import { describeShape, shapeError } from '../../shape.ts';
import { graphInside, kernelInside, shapeInside } from './inside.ts';

interface ResidualOptions {
  /** Factor α of the branch. */
  readonly alpha?: number;
  /** Layers on the skip path, as a downsampling block of a ResNet has them; none by default. */
  readonly shortcut?: readonly Part[];
}

/**
 * residual(…layers): y = x + α F(x).
 *
 *   cov′ = cov + α² cov_F,  spread′ = spread + α² spread_F
 *
 * when the branch F ends in fresh weights. A post-norm block is `residual(…), layerNorm`, a pre-norm block
 * `residual(layerNorm, …)`. Source: docs/theory §7.
 */
export const residual = layer<(Layer | Repeat | ResidualOptions)[]>({
  name: 'residual',
  summary: 'adds a branch of layers to its own input: x + alpha·F(x)',
  family: 'layer',
  theory: 'exact',
  parameters: {
    branch: { kind: 'layers', meaning: 'the layers of the branch' },
    alpha: { kind: 'number', meaning: 'factor of the branch', default: 1 },
    shortcut: { kind: 'layers', meaning: 'layers on the skip path', optional: true },
  },
  shape: (input, { branch, shortcut }) => {
    const skip = shortcut ? shapeInside(shortcut, input) : input;
    const output = shapeInside(branch, input);
    if (String(output) !== String(skip)) {
      const message = `the branch of residual gives ${describeShape(output)}, but the skip ${describeShape(skip)}`;
      throw shapeError(message, [], 'let the branch end in the shape it began with, or give a shortcut=');
    }
    return output;
  },
  kernel: (state, { branch, alpha, shortcut }, setting) =>
    andThen(kernelInside(branch, state, setting), (end) =>
      andThen(end.scale(Number(alpha)), (scaled) =>
        andThen(shortcut ? kernelInside(shortcut, state, { ...setting, observe: undefined }) : state, (skip) =>
          skip.add(scaled),
        ),
      ),
    ),
  graph: (g, x, { branch, alpha, shortcut }, setting) => {
    const end = graphInside(g, x, branch, setting);
    const scaled = alpha === 1 ? end : g.node('Mul', [end, g.constant(Number(alpha))]);
    const skip = shortcut ? graphInside(g, x, shortcut, setting) : x;
    return g.node('Add', [skip, scaled]);
  },
});
