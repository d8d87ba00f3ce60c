import type { WeightLaw } from '../../graph/graph.ts';
import { choice, positive } from '../../notation/parameters.ts';
import { CUT_VARIANCE, type Fans, scheme } from './scheme.ts';

const KERAS = 'keras/src/initializers/random_initializers.py, Keras 3; jax/_src/nn/initializers.py, JAX 0.4';

const glorot = ({ fanIn, fanOut }: Fans) => (2 * fanIn) / (fanIn + fanOut);

/** Layers as Keras builds them. */
export const keras = scheme({
  name: 'keras',
  aliases: ['tf', 'tensorflow'],
  summary: 'weights U of variance 2/(fan-in + fan-out), no biases; embeddings U(±0.05)',
  source: 'Keras 3: Dense, BaseConv, MultiHeadAttention (kernel_initializer="glorot_uniform"), Embedding ("uniform")',
  parameters: {},
  dense: (fans) => ({ law: 'uniform', sigmaW2: glorot(fans) }),
  attention: kerasHeads('in'),
  attentionOutput: kerasHeads('out'),
  embedding: uniformEmbedding,
});

/** Layers as TensorFlow.js builds them: its Glorot normal is cut at ±2 deviations and not stretched back. */
export const tfjs = scheme({
  name: 'tfjs',
  aliases: ['tensorflow.js', 'tf.js'],
  summary:
    'weights normal of variance 2/(fan-in + fan-out) cut at ±2 deviations, which leaves 0.774 of it, no biases; embeddings U(±0.05)',
  source:
    'tfjs-layers 4: Dense and BaseConv (DEFAULT_KERNEL_INITIALIZER = "glorotNormal"), VarianceScaling.apply, Embedding ("randomUniform"), MultiHeadAttention ("glorotUniform")',
  parameters: {},
  dense: (fans) => ({ law: 'truncated', sigmaW2: CUT_VARIANCE * glorot(fans) }),
  attention: kerasHeads('in'),
  attentionOutput: kerasHeads('out'),
  embedding: uniformEmbedding,
});

/** Layers as Flax builds them. */
export const flax = scheme({
  name: 'flax',
  aliases: ['linen', 'jax'],
  summary: 'weights normal of variance 1/fan-in cut at ±2 deviations, no biases; embeddings N(0, 1/features)',
  source:
    'flax/linen/linear.py, Flax 0.8: default_kernel_init = lecun_normal(), bias_init = zeros_init(), default_embed_init = variance_scaling(1.0, "fan_in", "normal", out_axis=0)',
  parameters: {},
  dense: () => ({ law: 'truncated', sigmaW2: 1 }),
  embedding: (features) => ({ law: 'gaussian', variance: 1 / features }),
});

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
      dense: (fans) => ({ law: 'uniform', sigmaW2: sigmaW2(fans) }),
    }),
    scheme({
      name: `${name}_normal`,
      aliases: name === 'lecun' ? ['le_cun_normal'] : [],
      summary: `normal of variance ${variance} cut at ±2 deviations, no biases`,
      source: `${name}_normal of ${KERAS}`,
      parameters: {},
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
  dense: (fans, { scale, mode, distribution }) => ({ law: lawOf[distribution], sigmaW2: scaled(scale, mode, fans) }),
});

function scaled(scale: number, mode: 'fan_in' | 'fan_out' | 'fan_avg', { fanIn, fanOut }: Fans): number {
  if (mode === 'fan_in') return scale;
  return mode === 'fan_out' ? (scale * fanIn) / fanOut : (2 * scale * fanIn) / (fanIn + fanOut);
}
