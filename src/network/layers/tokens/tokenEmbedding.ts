import { positive, wholePositive } from '../../../notation/parameters.ts';
import { embeddingLaw } from '../../init.ts';
import { layer } from '../../layer.ts';
import { describeShape, shapeError } from '../../shape.ts';
import { measuredOnly } from '../measuredOnly.ts';

/** TensorProto.DataType.INT64 of ONNX. */
const INT64 = 7;

/**
 * tokenEmbedding(vocabulary, dim): looks up a random vector for every token id, N(0, sigma2) an entry, or as the
 * initialisation says (N(0, 1) for PyTorch). Takes vectors of ids, whole numbers from 0 to vocabulary − 1.
 */
export const tokenEmbedding = layer({
  name: 'tokenEmbedding',
  summary: 'looks up a random vector for every token id',
  family: 'layer',
  theory: 'none',
  parameters: {
    vocabulary: wholePositive('how many token ids there are, counted from 0', '1000'),
    dim: wholePositive('features of a token', '48'),
    sigma2: positive('variance of an entry, by default as --init says, else 1').optional(),
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
  graph: (g, x, { vocabulary, dim, sigma2 }, { input, init }) => {
    const table = g.weights(
      [vocabulary, dim],
      sigma2 ? { law: 'gaussian', variance: sigma2 } : embeddingLaw(init, dim),
    );
    const ids = g.node('Cast', [x], { to: INT64 });
    return g.node('Gather', [table, ids], { axis: 0 }, [input[0], dim]);
  },
});
