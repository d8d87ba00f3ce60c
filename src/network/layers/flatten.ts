import { sizeOf } from '../../graph/graph.ts';
import { layer } from '../layer.ts';

/** flatten: reads an image or a sequence of tokens as one vector. Leaves the kernel as it is. */
export const flatten = layer<[]>({
  name: 'flatten',
  summary: 'reads an image or tokens as one vector',
  family: 'layer',
  theory: 'exact',
  parameters: {},
  shape: (input) => [sizeOf(input)],
  kernel: (state) => state.flatten(),
  graph: (g, x, _args, { input }) => g.node('Flatten', [x], { axis: 1 }, [sizeOf(input)]),
});
