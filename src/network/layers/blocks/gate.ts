import type { Shape } from '../../../graph/graph.ts';
import { describeShape, shapeError } from '../../shape.ts';
import { passing } from '../../standIn.ts';
import { measuredOnly } from '../measuredOnly.ts';
import { block, branch } from './block.ts';
import { graphInside, shapeInside } from './inside.ts';

/**
 * gate(…layers): y = x · F(x), each unit times that of a branch. The branch gives the shape of x, or one factor for each
 * channel of an image or feature of tokens, as squeeze-and-excitation does:
 * `gate(globalAvgPool, dense(4), relu, dense(16), sigmoid)`.
 * Source: Hu et al., Squeeze-and-Excitation Networks, 2018.
 */
export const gate = block({
  name: 'gate',
  summary: 'multiplies its input by the output of a branch of layers: x·F(x)',
  family: 'layer',
  theory: 'none',
  parameters: { branch: branch('the layers of the branch') },
  examples: [
    { network: 'dense(400), gate(dense(400), sigmoid), φ', on: 'vectors' },
    { network: 'dense(400), gate(meanTokens, dense(400), sigmoid)', on: 'tokens' },
    { network: 'conv(4, 3), φ, gate(globalAvgPool, dense(2), relu, dense(4), sigmoid)', on: 'images' },
  ],
  shape: (input, { branch }) => {
    factorShape(input, shapeInside(branch, input));
    return input;
  },
  kernel: () => measuredOnly('a product of units is not Gaussian, and its kernel depends on how they vary together'),
  graph: (g, x, { branch }, setting) => {
    const end = graphInside(g, x, branch, setting);
    const shape = factorShape(x.shape, end.shape);
    const factors = shape === end.shape ? end : g.node('Reshape', [end, g.integers([0, ...shape])], {}, shape);
    return g.node('Mul', [x, factors], {}, x.shape);
  },
  standIn: () => passing('its input alone'),
});

/** The shape in which the branch multiplies the input, where an axis of 1 serves all places. */
function factorShape(input: Shape, branch: Shape): Shape {
  if (branch.length === input.length && branch.every((size, axis) => size === 1 || size === input[axis])) return branch;
  if (branch.length === 1 && input.length === 3 && branch[0] === input[0]) return [branch[0], 1, 1];
  if (branch.length === 1 && input.length === 2 && branch[0] === input[1]) return [1, branch[0]];
  const message = `gate cannot multiply ${describeShape(input)} by ${describeShape(branch)}`;
  throw shapeError(
    message,
    [],
    'let the branch give the shape of its input, or one number for each channel or feature',
  );
}
