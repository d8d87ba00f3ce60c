import type { WeightLaw } from '../../graph/graph.ts';
import { choice, positive } from '../../notation/parameters.ts';
import {
  CUT_VARIANCE,
  type Fans,
  fansOfOutputs,
  type Recurrent,
  type RecurrentSizes,
  scheme,
  type TransposedKernel,
} from './scheme.ts';

const KERAS = 'keras/src/initializers/random_initializers.py, Keras 3; jax/_src/nn/initializers.py, JAX 0.4';

const glorot = ({ fanIn, fanOut }: Fans) => (2 * fanIn) / (fanIn + fanOut);

/** Layers as Keras builds them. */
export const keras = scheme({
  name: 'keras',
  aliases: ['tf', 'tensorflow'],
  summary:
    'weights U of variance 2/(fan-in + fan-out), no biases; recurrent: state orthogonal, bias of the forget gate 1; embeddings U(±0.05)',
  source:
    'Keras 3: Dense, BaseConv, BaseConvTranspose, MultiHeadAttention (kernel_initializer="glorot_uniform"), LSTM, GRU and SimpleRNN (recurrent_initializer="orthogonal", unit_forget_bias), Embedding ("uniform"), PReLU ("Zeros")',
  parameters: {},
  dense: (fans) => ({ law: 'uniform', sigmaW2: glorot(fans) }),
  attention: kerasHeads('in'),
  attentionOutput: kerasHeads('out'),
  embedding: uniformEmbedding,
  recurrent: kerasRecurrent('uniform', 1),
  transposedFans: fansOfOutputs,
  slope: 0,
});

/** Layers as TensorFlow.js builds them: its Glorot normal is cut at ±2 deviations and not stretched back. */
export const tfjs = scheme({
  name: 'tfjs',
  aliases: ['tensorflow.js', 'tf.js'],
  summary:
    'weights normal of variance 2/(fan-in + fan-out) cut at ±2 deviations, which leaves 0.774 of it, no biases; embeddings U(±0.05)',
  source:
    'tfjs-layers 4: Dense and BaseConv (DEFAULT_KERNEL_INITIALIZER = "glorotNormal"), VarianceScaling.apply, LSTMCell (DEFAULT_RECURRENT_INITIALIZER = "orthogonal", unitForgetBias), Embedding ("randomUniform"), MultiHeadAttention ("glorotUniform")',
  parameters: {},
  dense: (fans) => ({ law: 'truncated', sigmaW2: CUT_VARIANCE * glorot(fans) }),
  attention: kerasHeads('in'),
  attentionOutput: kerasHeads('out'),
  embedding: uniformEmbedding,
  recurrent: kerasRecurrent('truncated', CUT_VARIANCE),
  transposedFans: fansOfOutputs,
  slope: 0,
});

/** Layers as Flax builds them. */
export const flax = scheme({
  name: 'flax',
  aliases: ['linen', 'jax'],
  summary:
    'weights normal of variance 1/fan-in cut at ±2 deviations, no biases; recurrent: state orthogonal gate by gate; embeddings N(0, 1/features)',
  source:
    'flax/linen/linear.py, Flax 0.8: default_kernel_init = lecun_normal(), bias_init = zeros_init(), default_embed_init = variance_scaling(1.0, "fan_in", "normal", out_axis=0); flax/linen/recurrent.py: recurrent_kernel_init = orthogonal(); flax/linen/activation.py: negative_slope_init = 0.01',
  parameters: {},
  dense: () => ({ law: 'truncated', sigmaW2: 1 }),
  embedding: (features) => ({ law: 'gaussian', variance: 1 / features }),
  recurrent: {
    input: ({ inputs }) => ({ law: 'truncated', variance: 1 / inputs }),
    state: orthonormalGates,
    byGate: true,
  },
  transposedFans: fansOfInputs,
  slope: 0.01,
});

/** The kernel of ConvTranspose is [window, inputs, outputs], as that of Conv is. */
function fansOfInputs({ inputs, outputs, window }: TransposedKernel): Fans {
  return { fanIn: inputs * window, fanOut: outputs * window, units: outputs };
}

/** Glorot's scale with the fans of the kernel of all gates, [inputs, gates·hidden]. The biases are drawn once, for the inputs. */
function kerasRecurrent(law: WeightLaw['law'], share: number): Recurrent {
  return {
    input: ({ inputs, hidden, gates }) => ({ law, variance: (share * 2) / (inputs + gates * hidden) }),
    state: orthonormalGates,
    forgetBias: 1,
  };
}

/** The hidden columns of [gates·hidden, hidden] are orthonormal. */
function orthonormalGates({ hidden, gates }: RecurrentSizes): WeightLaw {
  return { law: 'orthogonal', variance: 1 / (gates * hidden) };
}

/**
 * The kernels of MultiHeadAttention have three axes, [features, heads, size] and [heads, size, features], of which the
 * first counts as receptive field: variance 2/(features (heads + size)) and 2/(heads (size + features)).
 */
function kerasHeads(side: 'in' | 'out') {
  return ({ fanIn, units, heads = 1 }: Fans) => {
    const sum = side === 'in' ? fanIn * (heads + units / heads) : heads * (fanIn / heads + units);
    return { law: 'uniform' as const, sigmaW2: (2 * fanIn) / sum };
  };
}

function uniformEmbedding(): WeightLaw {
  return { law: 'uniform', variance: 0.05 ** 2 / 3 };
}

const scalings = [
  { name: 'glorot', scale: 1, fan: 'fan_avg' },
  { name: 'he', scale: 2, fan: 'fan_in' },
  { name: 'lecun', scale: 1, fan: 'fan_in' },
] as const;

/** glorot_uniform, he_normal and the like: normals are cut at ±2 deviations and stretched back to their variance. */
export const namedScalings = scalings.flatMap(({ name, scale, fan }) => {
  const variance = `${scale}/${fan === 'fan_avg' ? 'mean of the fans' : 'fan-in'}`;
  const sigmaW2 = (fans: Fans) => scaled(scale, fan, fans);
  return [
    scheme({
      name: `${name}_uniform`,
      aliases: name === 'lecun' ? ['le_cun_uniform'] : [],
      summary: `U of variance ${variance}, no biases`,
      source: `${name}_uniform of ${KERAS}`,
      parameters: {},
      transposedFans: fansOfOutputs,
      dense: (fans) => ({ law: 'uniform', sigmaW2: sigmaW2(fans) }),
    }),
    scheme({
      name: `${name}_normal`,
      aliases: name === 'lecun' ? ['le_cun_normal'] : [],
      summary: `normal of variance ${variance} cut at ±2 deviations, no biases`,
      source: `${name}_normal of ${KERAS}`,
      parameters: {},
      transposedFans: fansOfOutputs,
      dense: (fans) => ({ law: 'truncated', sigmaW2: sigmaW2(fans) }),
    }),
  ];
});

const distributions = ['truncated_normal', 'untruncated_normal', 'normal', 'uniform'] as const;
const lawOf = {
  truncated_normal: 'truncated',
  untruncated_normal: 'gaussian',
  normal: 'gaussian',
  uniform: 'uniform',
} as const;

export const varianceScaling = scheme({
  name: 'variance_scaling',
  summary: 'variance scale/fan by the distribution named, no biases',
  source: `VarianceScaling of ${KERAS}`,
  parameters: {
    scale: positive('factor of the variance').default(1),
    mode: choice(['fan_in', 'fan_out', 'fan_avg'], 'which fan the variance is divided by').default('fan_in'),
    distribution: choice(distributions, 'law of the weights').default('truncated_normal'),
  },
  transposedFans: fansOfOutputs,
  dense: (fans, { scale, mode, distribution }) => ({ law: lawOf[distribution], sigmaW2: scaled(scale, mode, fans) }),
});

function scaled(scale: number, mode: 'fan_in' | 'fan_out' | 'fan_avg', { fanIn, fanOut }: Fans): number {
  if (mode === 'fan_in') return scale;
  return mode === 'fan_out' ? (scale * fanIn) / fanOut : (2 * scale * fanIn) / (fanIn + fanOut);
}
