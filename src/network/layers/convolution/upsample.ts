import { bothAxes, type Extent, extent } from '../../../notation/extents.ts';
import { layer } from '../../layer.ts';
import { NO_STAND_IN } from '../../standIn.ts';
import { requireImage } from '../inputs.ts';
import { measuredOnly } from '../measuredOnly.ts';

/** upsample(scale): enlarges an image by repeating each pixel: y(p) = x(⌊p/scale⌋), the nearest neighbour of PyTorch and Keras. */
export const upsample = layer({
  name: 'upsample',
  summary: 'enlarges an image by repeating its pixels (nearest neighbour)',
  family: 'layer',
  theory: 'none',
  parameters: { scale: extent('how many times as high and wide, 2 or 2x1', '2') },
  positional: (scale: Extent) => ({ scale }),
  examples: [{ network: 'conv(4, 3), φ, upsample(2)', on: 'images' }],
  shape: (input, { scale }) => {
    const [channels, height, width] = requireImage('upsample', input);
    const [down, across] = bothAxes(scale);
    return [channels, down * height, across * width];
  },
  kernel: () => measuredOnly('theory follows windows that move by whole pixels, not images that are enlarged'),
  graph: (g, x, { scale }, { input: [channels, height, width] }) => {
    const [down, across] = bothAxes(scale);
    const operands = [x, g.constant([], [0]), g.constant([1, 1, down, across], [4])];
    const nearest = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
    return g.node('Resize', operands, nearest, [channels, down * height, across * width]);
  },
  homogeneous: () => true,
  standIn: () => NO_STAND_IN,
});
