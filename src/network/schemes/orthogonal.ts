import { positive } from '../../notation/parameters.ts';
import { type Fans, fansOfOutputs, scheme } from './scheme.ts';

const gain = positive('length of the orthonormal vectors').default(1);

/** Rows or columns, whichever are fewer, are orthonormal: entries have variance gain²/max(rows, columns). */
const orthonormal = ({ fanIn, units }: Fans, { gain }: { readonly gain: number }) => ({
  law: 'orthogonal' as const,
  sigmaW2: (gain ** 2 * fanIn) / Math.max(fanIn, units),
});

export const orthogonal = scheme({
  name: 'orthogonal',
  summary: 'gain × orthonormal rows or columns, whichever are fewer: variance gain²/max(fan-in, units), no biases',
  source: 'orthogonal_ of torch/nn/init.py, PyTorch 1.13; OrthogonalInitializer of Keras 3; orthogonal of JAX 0.4',
  parameters: { gain },
  dense: orthonormal,
  transposedFans: fansOfOutputs,
});

/**
 * Convolutions that are 0 but for the centre of the kernel, an orthogonal matrix over channels. JAX refuses more channels
 * going in than coming out; here the rows are then the orthonormal ones, as in `orthogonal`.
 */
export const deltaOrthogonal = scheme({
  name: 'delta_orthogonal',
  summary: 'as orthogonal; convolutions are 0 but for the centre of the kernel, orthogonal over channels',
  source: 'delta_orthogonal of jax/_src/nn/initializers.py, JAX 0.4; Xiao et al. 2018, algorithm 1',
  parameters: { gain },
  dense: orthonormal,
  centreOnly: true,
});
