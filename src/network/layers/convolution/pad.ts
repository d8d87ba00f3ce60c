import type { Shape } from '../../../graph/graph.ts';
import type { Window } from '../../../kernel/state.ts';
import { type Padding, padding } from '../../../notation/extents.ts';
import { layer } from '../../layer.ts';
import { shapeError } from '../../shape.ts';
import { NO_STAND_IN } from '../../standIn.ts';
import { requireImage } from '../inputs.ts';
import { framed, framedShape } from './convolution.ts';
import { windowOn } from './window.ts';

/**
 * pad(sides): zeros around an image. To the kernel it is an average over windows of one pixel that counts the zeros, so
 * that K′ is 0 wherever one of two pixels lies outside. Source: docs/theory §11.
 */
export const pad = layer({
  name: 'pad',
  summary: 'zeros around an image',
  family: 'layer',
  theory: 'exact',
  spatial: true,
  parameters: { sides: padding('zeros on each side: 1, 1x0 or (top, left, bottom, right)') },
  positional: (sides: Padding) => ({ sides }),
  examples: [{ network: 'conv(4, 3), φ, pad((0, 1, 1, 0))', on: 'images' }],
  shape: (input, { sides }) => framedShape(input, framing(sides, input)),
  kernel: (state, { sides }, { input }) =>
    state.poolImage('average', { ...framing(sides, input), countsPadding: true }),
  graph: (g, x, { sides }, { input }) => framed(g, x, framing(sides, input)),
  homogeneous: () => true,
  standIn: () => NO_STAND_IN,
});

/** A window of one pixel that goes over the zeros, too. */
function framing(sides: Padding, input: Shape): Window {
  requireImage('pad', input);
  if (sides === 'same') throw shapeError('pad needs numbers of pixels, not same', [], 'for instance pad(1)');
  return windowOn('pad', input, { size: 1, stride: 1, padding: sides, dilation: 1 });
}
