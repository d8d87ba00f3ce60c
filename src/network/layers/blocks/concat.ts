import type { Shape } from '../../../graph/graph.ts';
import { andThen } from '../../../kernel/state.ts';
import { describeShape, shapeError } from '../../shape.ts';
import { passing } from '../../standIn.ts';
import { block, branch } from './block.ts';
import { graphInside, kernelInside, shapeInside } from './inside.ts';

/**
 * concat(…layers): y = (x, F(x)), the features, or channels, of a branch beside those of its input (DenseNet).
 * Kernels are means over units, so they mix in the shares of the widths. Source: derived, docs/theory §7.
 */
export const concat = block({
  name: 'concat',
  summary: 'sets the output of a branch of layers beside its input: (x, F(x))',
  family: 'layer',
  theory: 'exact',
  parameters: { branch: branch('the layers of the branch') },
  examples: [
    { network: 'dense(400), concat(φ, dense(400))', on: 'law', seed: 5100 },
    { network: 'dense(400), concat(φ, dense(400)), φ', on: 'vectors', seed: 6015 },
  ],
  shape: (input, { branch }) => joined(input, shapeInside(branch, input)),
  kernel: (state, { branch }, setting) => {
    const axis = featureAxis(setting.input);
    const own = setting.input[axis];
    const added = shapeInside(branch, setting.input)[axis];
    return andThen(kernelInside(branch, state, setting), (end) => state.join(end, added / (own + added)));
  },
  graph: (g, x, { branch }, setting) => {
    const end = graphInside(g, x, branch, setting);
    const axis = featureAxis(setting.input) + 1;
    return g.node('Concat', [x, end], { axis }, joined(setting.input, end.shape));
  },
  standIn: () => passing('its input alone'),
});

/** Channels come first in an image, features last in tokens. */
function featureAxis(shape: Shape): number {
  return shape.length === 3 ? 0 : shape.length - 1;
}

function joined(input: Shape, branch: Shape): Shape {
  const axis = featureAxis(input);
  const alike = branch.length === input.length && branch.every((size, i) => i === axis || size === input[i]);
  if (!alike) {
    const message = `concat cannot set ${describeShape(branch)} beside ${describeShape(input)}`;
    throw shapeError(message, [], 'the branch may change the number of features or channels only');
  }
  return input.map((size, i) => (i === axis ? size + branch[i] : size));
}
