import { wholePositive } from '../../../notation/parameters.ts';
import { layer } from '../../layer.ts';
import { describeShape, shapeError } from '../../shape.ts';
import { NO_STAND_IN, withoutBiases } from '../../standIn.ts';
import {
  type Convolution,
  convolutionGraph,
  convolutionScales,
  convolvedShape,
  seenWindow,
} from '../convolution/convolution.ts';
import { requireImage } from '../inputs.ts';
import { scaleParameters } from '../weights.ts';

/**
 * patchEmbedding(patch, dim): cuts an image into square patches and maps each to a token of `dim` features by the same
 * weights, as conv(dim, patch, stride=patch) does. Tokens come row by row. Fan-in is channels × patch².
 */
export const patchEmbedding = layer({
  name: 'patchEmbedding',
  summary: 'cuts an image into patches and maps each to a token',
  family: 'layer',
  theory: 'exact',
  spatial: true,
  parameters: {
    patch: wholePositive('height and width of a patch', '4'),
    dim: wholePositive('features of a token', '48'),
    ...scaleParameters,
  },
  positional: (patch: number, dim: number) => ({ patch, dim }),
  examples: [{ network: 'patchEmbedding(4, 400), φ', on: 'images' }],
  shape: (input, { patch, dim }) => {
    const [, height, width] = requireImage('patchEmbedding', input);
    if (height % patch !== 0 || width % patch !== 0) {
      const message = `patchEmbedding: patches of ${patch}×${patch} do not divide ${describeShape(input)}`;
      throw shapeError(message, [], 'choose a patch that divides height and width');
    }
    return [(height / patch) * (width / patch), dim];
  },
  kernel: (state, args, setting) => {
    const convolution = convolutionOf(args.patch, args.dim);
    const { sigmaW2, sigmaB2 } = convolutionScales(convolution, args, setting);
    return state.convolve(seenWindow(convolution.window, setting), sigmaW2, sigmaB2);
  },
  graph: (g, x, args, setting) => {
    const convolution = convolutionOf(args.patch, args.dim);
    const [features, height, width] = convolvedShape(convolution, setting.input);
    const image = convolutionGraph(g, x, convolution, args, setting);
    const rows = g.node('Reshape', [image, g.integers([0, features, -1])], {}, [features, height * width]);
    return g.node('Transpose', [rows], { perm: [0, 2, 1] }, [height * width, features]);
  },
  standIn: (_args, placed, init) => withoutBiases(placed, init) ?? NO_STAND_IN,
});

function convolutionOf(patch: number, channels: number): Convolution {
  const size = [patch, patch] as const;
  return { window: { size, stride: size, padding: [0, 0, 0, 0], dilation: [1, 1] }, channels, groups: 1 };
}
