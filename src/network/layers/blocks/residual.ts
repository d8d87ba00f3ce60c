import { type Shape, sizeOf } from '../../../graph/graph.ts';
import { andThen } from '../../../kernel/state.ts';
import { number } from '../../../notation/parameters.ts';
import { argumentsOf, type Part } from '../../layer.ts';
import { describeShape, MIXER_SIZE, shapeError } from '../../shape.ts';
import { passing } from '../../standIn.ts';
import { block, branch, layers } from './block.ts';
import { graphInside, isParts, kernelInside, shapeInside } from './inside.ts';

/**
 * residual(…layers): y = x + α F(x).
 *
 *   cov′ = cov + α² cov_F,  spread′ = spread + α² spread_F
 *
 * when the branch F ends in fresh weights. A post-norm block is `residual(…), layerNorm`, a pre-norm block
 * `residual(layerNorm, …)`. Source: docs/theory §7.
 */
export const residual = block({
  name: 'residual',
  summary: 'adds a branch of layers to its own input: x + alpha·F(x)',
  family: 'layer',
  theory: 'exact',
  parameters: {
    branch: branch('the layers of the branch'),
    alpha: number('factor of the branch').default(1),
    shortcut: layers('layers on the skip path').optional(),
  },
  examples: [
    { network: 'dense(400), residual(φ, dense(400))', on: 'law', seed: 5080 },
    {
      network: 'dense(400), residual(rmsNorm, dense(400), φ, dense(400), alpha=0.7), layerNorm',
      on: 'law',
      seed: 5090,
    },
    { network: 'dense(400), residual(φ, dense(400), alpha=0.7)', on: 'vectors', seed: 6018 },
  ],
  shape: (input, { branch, shortcut }) => {
    const skip = shortcut ? shapeInside(shortcut, input) : input;
    const output = shapeInside(branch, input);
    if (String(output) !== String(skip)) {
      const message = `the branch of residual gives ${describeShape(output)}, but the skip ${describeShape(skip)}`;
      throw shapeError(message, [], fittingRemedy(output, skip));
    }
    return output;
  },
  kernel: (state, { branch, alpha, shortcut }, setting) =>
    andThen(kernelInside(branch, state, setting, 'branch'), (end) =>
      andThen(end.scale(alpha), (scaled) =>
        andThen(shortcut ? kernelInside(shortcut, state, { ...setting, observe: undefined }) : state, (skip) =>
          skip.add(scaled),
        ),
      ),
    ),
  graph: (g, x, { branch, alpha, shortcut }, setting) => {
    const end = graphInside(g, x, branch, setting, 'branch');
    const scaled = alpha === 1 ? end : g.node('Mul', [end, g.constant(alpha)]);
    const skip = shortcut ? graphInside(g, x, shortcut, setting) : x;
    return g.node('Add', [skip, scaled]);
  },
  // Layers on the skip path are not traced.
  keepsExpectation: ({ shortcut }) => shortcut === undefined,
  standIn: ({ shortcut }) =>
    shortcut ? { what: 'its shortcut alone', layers: shortcut } : passing('its skip path alone'),
});

function fittingRemedy(output: Shape, skip: Shape): string {
  if (output.length === 1 && skip.length > 1 && output[0] === sizeOf(skip)) {
    return 'write flatten before it: flatten, residual(…)';
  }
  if (output.length === 2 && skip.length === 2 && output[1] === skip[1]) {
    return `let the last dense that mixes tokens have ${skip[0]} units, the number of tokens; ${MIXER_SIZE}`;
  }
  return 'let the branch end in the shape it began with, or give a shortcut=';
}

/** How many sums a network has, those inside branches included. */
export function countBranches(parts: readonly Part[]): number {
  const counts = parts.map((part) => {
    if (part.kind === 'repeat') return part.times * countBranches(part.body);
    const inside = Object.values(part.args).filter(isParts);
    const own = argumentsOf(residual, part) ? 1 : 0;
    return inside.reduce((sum, body) => sum + countBranches(body), own);
  });
  return counts.reduce((sum, count) => sum + count, 0);
}
