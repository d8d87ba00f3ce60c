import { UserError } from '../../errors.ts';
import type { WeightLaw } from '../../graph/graph.ts';
import { number, positive, wholeNonNegative } from '../../notation/parameters.ts';
import { CUT_VARIANCE, type Fans, ofVariance, scheme } from './scheme.ts';

/** Where the variance does not depend on the fan-in; embeddings and positions are drawn in the same way. */
function everywhere<Args>(entries: (args: Args) => WeightLaw) {
  return {
    entries,
    dense: (fans: Fans, args: Args) => {
      const { law, variance } = entries(args);
      return ofVariance(law, variance)(fans);
    },
  };
}

const sd = positive('standard deviation of a weight', '0.02');

export const normal = scheme({
  name: 'normal',
  aliases: ['random_normal', 'gaussian'],
  summary: 'N(0, sd²) for every weight, embeddings and positions included, no biases',
  source: 'normal_ of torch/nn/init.py, PyTorch 1.13; RandomNormal of Keras 3; normal of JAX 0.4',
  parameters: { sd },
  ...everywhere(({ sd }: { readonly sd: number }) => gaussian(sd)),
});

export const truncatedNormal = scheme({
  name: 'truncated_normal',
  summary: 'N(0, sd²) cut at ±2 sd and not stretched back, which leaves a variance of 0.774 sd², no biases',
  source: 'TruncatedNormal of Keras 3 and tfjs-layers 4; truncated_normal of jax/_src/nn/initializers.py, JAX 0.4',
  parameters: { sd },
  ...everywhere(({ sd }: { readonly sd: number }) => cut(sd)),
});

/** PyTorch cuts at the values a and b themselves: trunc_normal_(std=0.02) cuts at 100 deviations, which is no cut. */
export const truncNormal = scheme({
  name: 'trunc_normal',
  summary: 'N(0, sd²) cut at the values a and b, by default ±2: for an sd of 0.02 no cut at all, no biases',
  source: 'trunc_normal_ of torch/nn/init.py, PyTorch 1.13',
  parameters: {
    sd,
    a: number('where it is cut below').default(-2),
    b: number('where it is cut above').default(2),
  },
  ...everywhere(cutAt),
});

export const uniform = scheme({
  name: 'uniform',
  aliases: ['random_uniform'],
  summary: 'U(±limit) for every weight, embeddings and positions included, no biases',
  source: 'uniform_(−limit, limit) of torch/nn/init.py, PyTorch 1.13; RandomUniform of Keras 3',
  parameters: { limit: positive('the largest weight', '0.05') },
  ...everywhere(({ limit }: { readonly limit: number }) => flat(limit)),
});

export const zeros = scheme({
  name: 'zeros',
  summary: 'all weights 0, so that all outputs are equal; biases only by --sigma-b2',
  source: 'zeros_ of torch/nn/init.py, PyTorch 1.13; Zeros of Keras 3; zeros of JAX 0.4',
  parameters: {},
  dense: ofVariance('gaussian', 0),
});

/** GPT-2: the ends of residual branches are drawn smaller, so that the sum over all branches keeps its scale. */
export const gpt2 = scheme({
  name: 'gpt2',
  aliases: ['gpt'],
  summary:
    'N(0, 0.02²) for weights, embeddings and positions, the last weights of each residual branch divided by √branches, no biases',
  source: 'GPT2PreTrainedModel._init_weights, transformers 4: 0.02/√(2·n_layer) for c_proj; two branches a block',
  parameters: {
    branches: wholeNonNegative('residual branches of the network, by default counted').optional(),
    positions: positive('standard deviation of positions; 0.01 in the code of OpenAI').default(0.02),
  },
  dense: ofVariance('gaussian', 0.02 ** 2),
  branchEnd: (fans, { branches = 1 }) => ofVariance('gaussian', 0.02 ** 2 / Math.max(1, branches))(fans),
  embedding: () => gaussian(0.02),
  positions: ({ positions }) => gaussian(positions),
});

function gaussian(sd: number): WeightLaw {
  return { law: 'gaussian', variance: sd ** 2 };
}

function flat(limit: number): WeightLaw {
  return { law: 'uniform', variance: limit ** 2 / 3 };
}

function cut(sd: number): WeightLaw {
  return { law: 'truncated', variance: CUT_VARIANCE * sd ** 2 };
}

/** Beyond this many deviations a cut takes away less than one weight in 10⁹. */
const NO_CUT = 6;

function cutAt({ sd, a, b }: { readonly sd: number; readonly a: number; readonly b: number }): WeightLaw {
  if (-a >= NO_CUT * sd && b >= NO_CUT * sd) return gaussian(sd);
  const isTwo = (end: number) => Math.abs(end / sd - 2) < 1e-9;
  if (isTwo(-a) && isTwo(b)) return cut(sd);
  const message = `trunc_normal: a normal of deviation ${sd} cut at ${a} and ${b} is not among the laws drawn here`;
  throw new UserError('bad-argument', message, [], 'cut at ±2 sd, or at more than 6 sd, where nothing is cut');
}
