import { inputRemedy } from '../input.ts';

/** U (Λ + ε)^(−1/2) Uᵀ (x − mean): no direction is shared by all points, nor larger than others. */
export const whitenInput = inputRemedy({
  name: 'whiten-input',
  title: () => 'whitened input',
  summary: 'the data are whitened (ZCA)',
  step: 'whiten',
  paste: {
    pytorch: [
      'mean = x_train.mean(0)',
      'values, axes = torch.linalg.eigh(torch.cov((x_train - mean).flatten(1).T))',
      'zca = axes @ torch.diag((values + 1e-5 * values.max()).rsqrt()) @ axes.T',
      'x = ((x - mean).flatten(1) @ zca).view_as(x)',
    ].join('\n'),
    keras: [
      'flat = x_train.reshape(len(x_train), -1); mean = flat.mean(axis=0)',
      'values, axes = numpy.linalg.eigh(numpy.cov((flat - mean).T))',
      'zca = axes / numpy.sqrt(values + 1e-5 * values.max()) @ axes.T',
      'x = ((x.reshape(len(x), -1) - mean) @ zca).reshape(x.shape)',
    ].join('\n'),
    flax: [
      'flat = x_train.reshape(len(x_train), -1); mean = flat.mean(axis=0)',
      'values, axes = jnp.linalg.eigh(jnp.cov((flat - mean).T))',
      'zca = axes / jnp.sqrt(values + 1e-5 * values.max()) @ axes.T',
      'x = ((x.reshape(len(x), -1) - mean) @ zca).reshape(x.shape)',
    ].join('\n'),
  },
});
