import { type GraphBuilder, type Shape, sizeOf, type Tensor } from '../../../graph/graph.ts';
import { wholePositive } from '../../../notation/parameters.ts';
import { layer } from '../../layer.ts';
import { describeShape, shapeError } from '../../shape.ts';
import { requireImage } from '../inputs.ts';
import { measuredOnly } from '../measuredOnly.ts';
import { epsilon, noNormalisation, standardise } from './standardise.ts';

/**
 * groupNorm(groups): brings each group of channels of an image, or of units of a vector, to mean 0 and variance 1 for
 * each point, at the initial scale 1 and shift 0. With infinitely many channels in a group it does what layerNorm does.
 */
export const groupNorm = layer({
  name: 'groupNorm',
  summary: 'brings groups of channels, or of units, of each point to mean 0 and variance 1',
  family: 'layer',
  theory: 'exact',
  parameters: { groups: wholePositive('number of groups'), eps: epsilon },
  positional: (groups: number) => ({ groups }),
  examples: [
    { network: 'dense(400), groupNorm(2), φ, rmsNorm', on: 'vectors', seed: 6012 },
    { network: 'conv(4, 3), groupNorm(2), φ', on: 'images' },
  ],
  shape: (input, { groups }) => {
    if (input.length === 2) {
      const remedy = 'use layerNorm, which acts on each token alike';
      throw shapeError(`groupNorm takes vectors and images, not ${describeShape(input)}`, [], remedy);
    }
    if (input[0] % groups !== 0) {
      const what = input.length === 3 ? 'channels' : 'units';
      throw shapeError(`groupNorm: ${groups} groups do not divide ${input[0]} ${what}`, [], 'choose another number');
    }
    requireSeveral('groupNorm', sizeOf(input) / groups);
    return input;
  },
  kernel: (state, { groups, eps }, { input, points }) =>
    input.length === 3 && groups === input[0] ? oneChannelEach : state.normalise('layer', eps, points, groups),
  graph: (g, x, { groups, eps }, { input }) => standardiseGroups(g, x, groups, eps, input),
  keepsExpectation: () => false,
  standIn: () => noNormalisation,
});

/** instanceNorm: brings every channel of every image to mean 0 and variance 1, as groupNorm(channels) does. */
export const instanceNorm = layer({
  name: 'instanceNorm',
  summary: 'brings every channel of every image to mean 0 and variance 1',
  family: 'layer',
  theory: 'none',
  parameters: { eps: epsilon },
  examples: [{ network: 'conv(4, 3), instanceNorm, φ', on: 'images' }],
  shape: (input) => {
    const [, height, width] = requireImage('instanceNorm', input);
    requireSeveral('instanceNorm', height * width);
    return input;
  },
  kernel: () => oneChannelEach,
  graph: (g, x, { eps }, { input }) => standardiseGroups(g, x, input[0], eps, input),
  standIn: () => noNormalisation,
});

const oneChannelEach = measuredOnly(
  'each channel is divided by a deviation of its own over few pixels, which is not a kernel map',
);

/** Of a single value nothing remains but 0. */
function requireSeveral(layer: string, values: number): void {
  if (values < 2) throw shapeError(`${layer} would normalise single values, which makes them 0`);
}

function standardiseGroups(g: GraphBuilder, x: Tensor, groups: number, epsilon: number, input: Shape): Tensor {
  const apart = g.node('Reshape', [x, g.integers([0, groups, -1])], {}, [groups, sizeOf(input) / groups]);
  const normalised = standardise(g, apart, { axes: [2], epsilon });
  return g.node('Reshape', [normalised, g.integers([0, ...input])], {}, input);
}
