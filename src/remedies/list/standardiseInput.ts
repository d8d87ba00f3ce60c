import { inputRemedy } from '../input.ts';

/** (x − mean)/sd, feature by feature. */
export const standardiseInput = inputRemedy({
  name: 'standardise-input',
  title: () => 'standardised input',
  summary: 'every feature of the data is brought to mean 0 and variance 1',
  step: 'standardize',
  paste: {
    pytorch: 'mean, sd = x_train.mean(0), x_train.std(0).clamp_min(1e-6)\nx = (x - mean) / sd',
    keras: 'normalise = keras.layers.Normalization(axis=-1)\nnormalise.adapt(x_train)  # first layer of the model',
    flax: 'mean, sd = x_train.mean(axis=0), x_train.std(axis=0) + 1e-6\nx = (x - mean) / sd',
  },
});
