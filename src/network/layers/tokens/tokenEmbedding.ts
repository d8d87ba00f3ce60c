import { positive, wholePositive } from '../../../notation/parameters.ts';
import { layer } from '../../layer.ts';
import { describeShape, shapeError } from '../../shape.ts';
import { measuredOnly } from '../measuredOnly.ts';

/** TensorProto.DataType.INT64 of ONNX. */
const INT64 = 7;

/**
 * tokenEmbedding(vocabulary, dim): looks up a random vector for every token id, N(0, sigma2) an entry (1 by default, as
 * PyTorch's Embedding). Takes vectors of ids, whole numbers from 0 to vocabulary − 1.
 */
export const tokenEmbedding = layer({
  name: 'tokenEmbedding',
  summary: 'looks up a random vector for every token id',
  family: 'layer',
  theory: 'none',
  parameters: {
    vocabulary: wholePositive('how many token ids there are, counted from 0', '1000'),
    dim: wholePositive('features of a token', '48'),
    sigma2: positive('variance of an entry').default(1),
  },
  positional: (vocabulary: number, dim: number) => ({ vocabulary, dim }),
  examples: [{ network: 'tokenEmbedding(16, 400), φ', on: 'ids' }],
  shape: (input, { dim }) => {
    if (input.length !== 1) {
      throw shapeError(`tokenEmbedding takes a vector of token ids, not ${describeShape(input)}`);
    }
    return [input[0], dim];
  },
  vocabulary: ({ vocabulary }) => vocabulary,
  kernel: () => measuredOnly('equal token ids share a vector, and theory keeps no count of ids'),
  graph: (g, x, { vocabulary, dim, sigma2 }, { input }) => {
    const table = g.weights([vocabulary, dim], { law: 'gaussian', variance: sigma2 });
    const ids = g.node('Cast', [x], { to: INT64 });
    return g.node('Gather', [table, ids], { axis: 0 }, [input[0], dim]);
  },
});
