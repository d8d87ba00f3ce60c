import type { WeightLaw } from '../../graph/graph.ts';
import { choice, number, positive } from '../../notation/parameters.ts';
import { type Drawn, type Fans, fansOfOutputs, type RecurrentSizes, scheme } from './scheme.ts';

const INIT = 'torch/nn/init.py, PyTorch 1.13';

/** Layers as PyTorch builds them, when nobody initialises anything. */
export const torch = scheme({
  name: 'torch',
  aliases: ['pytorch'],
  summary:
    'weights and biases U(±1/√fan-in); attention: inputs xavier_uniform over the packed 3E×E, no biases; recurrent weights and biases U(±1/√hidden); embeddings N(0, 1)',
  source:
    'PyTorch 1.13: Linear and _ConvNd.reset_parameters (kaiming_uniform_(a=√5)), MultiheadAttention._reset_parameters, RNNBase and Embedding.reset_parameters',
  parameters: {},
  dense: ({ fanIn }) => ({ law: 'uniform', sigmaW2: 1 / 3, sigmaB2: 1 / (3 * fanIn) }),
  // One matrix of three times as many rows: its fan-out counts queries, keys and values.
  attention: ({ fanIn, units }) => ({ law: 'uniform', sigmaW2: (2 * fanIn) / (fanIn + 3 * units) }),
  attentionOutput: () => ({ law: 'uniform', sigmaW2: 1 / 3 }),
  recurrent: { input: ofHidden, state: ofHidden, bias: ofHidden },
  transposedFans: fansOfOutputs,
});

/** U(±1/√hidden), whatever the weight takes. */
function ofHidden({ hidden }: Pick<RecurrentSizes, 'hidden'>): WeightLaw {
  return { law: 'uniform', variance: 1 / (3 * hidden) };
}

const gain = positive('factor of the standard deviation').default(1);

export const xavierUniform = scheme({
  name: 'xavier_uniform',
  summary: 'U of variance gain²·2/(fan-in + fan-out), no biases',
  source: `xavier_uniform_ of ${INIT}`,
  parameters: { gain },
  transposedFans: fansOfOutputs,
  dense: ({ fanIn, fanOut }, { gain }) => ({ law: 'uniform', sigmaW2: (2 * gain ** 2 * fanIn) / (fanIn + fanOut) }),
});

export const xavierNormal = scheme({
  name: 'xavier_normal',
  summary: 'N of variance gain²·2/(fan-in + fan-out), no biases',
  source: `xavier_normal_ of ${INIT}`,
  parameters: { gain },
  transposedFans: fansOfOutputs,
  dense: ({ fanIn, fanOut }, { gain }) => ({ law: 'gaussian', sigmaW2: (2 * gain ** 2 * fanIn) / (fanIn + fanOut) }),
});

const nonlinearities = [
  ...(['leaky_relu', 'relu', 'tanh', 'selu', 'sigmoid', 'linear'] as const),
  ...(['conv1d', 'conv2d', 'conv3d'] as const),
] as const;

const kaimingParameters = {
  mode: choice(['fan_in', 'fan_out'], 'which fan the variance is divided by').default('fan_in'),
  nonlinearity: choice(nonlinearities, 'what follows').default('leaky_relu'),
  a: number('slope of leaky_relu below 0').default(0),
};

type Kaiming = {
  readonly mode: 'fan_in' | 'fan_out';
  readonly nonlinearity: (typeof nonlinearities)[number];
  readonly a: number;
};

/** gain²/fan, with the gain of calculate_gain. */
const kaiming =
  (law: Drawn['law']) =>
  ({ fanIn, fanOut }: Fans, { mode, nonlinearity, a }: Kaiming): Drawn => {
    const squared = squaredGain(nonlinearity, a);
    return { law, sigmaW2: mode === 'fan_in' ? squared : (squared * fanIn) / fanOut };
  };

function squaredGain(nonlinearity: Kaiming['nonlinearity'], a: number): number {
  switch (nonlinearity) {
    case 'relu':
      return 2;
    case 'leaky_relu':
      return 2 / (1 + a ** 2);
    case 'tanh':
      return 25 / 9;
    case 'selu':
      return 9 / 16;
    default:
      return 1;
  }
}

export const kaimingUniform = scheme({
  name: 'kaiming_uniform',
  summary: 'U of variance gain(nonlinearity)²/fan, by default 2/fan-in, no biases',
  source: `kaiming_uniform_ and calculate_gain of ${INIT}`,
  parameters: kaimingParameters,
  transposedFans: fansOfOutputs,
  dense: kaiming('uniform'),
});

export const kaimingNormal = scheme({
  name: 'kaiming_normal',
  summary: 'N of variance gain(nonlinearity)²/fan, by default 2/fan-in, no biases',
  source: `kaiming_normal_ and calculate_gain of ${INIT}`,
  parameters: kaimingParameters,
  transposedFans: fansOfOutputs,
  dense: kaiming('gaussian'),
});
