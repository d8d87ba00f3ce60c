import { inputRemedy } from '../input.ts';

/** x − mean point: takes away what all points share, which every layer hands on and rectifying ones add to. Docs/theory §0, eq. 6. */
export const centreInput = inputRemedy({
  name: 'centre-input',
  title: () => 'centred input',
  summary: 'the mean point is subtracted from the data',
  step: 'center',
  paste: {
    pytorch: 'mean = x_train.mean(0)\nx = x - mean',
    keras: 'mean = x_train.mean(axis=0)\nx = x - mean',
    flax: 'mean = x_train.mean(axis=0)\nx = x - mean',
  },
});
