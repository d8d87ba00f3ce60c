import { andThen } from '../../../kernel/state.ts';
import { passing } from '../../standIn.ts';
import { block, branch } from './block.ts';
import { graphInside, kernelInside, shapeInside } from './inside.ts';
import { besideEachOther, join, shareOf } from './joined.ts';

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
  shape: (input, { branch }) => besideEachOther('concat', [input, shapeInside(branch, input)]),
  kernel: (state, { branch }, setting) => {
    const share = shareOf(shapeInside(branch, setting.input), [setting.input]);
    return andThen(kernelInside(branch, state, setting), (end) => state.join(end, share));
  },
  graph: (g, x, { branch }, setting) => {
    const end = graphInside(g, x, branch, setting);
    return join(g, 'concat', [x, end]);
  },
  standIn: () => passing('its input alone'),
});
