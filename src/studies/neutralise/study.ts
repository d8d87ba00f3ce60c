import { headings, setupGroups } from '../../console/inputOptions.ts';
import type { FlagsOf, Study } from '../../console/study.ts';
import { biasFits } from '../../neutralise/fitBiases.ts';
import { real, several, text, toggle, whole, word } from '../../setup/option.ts';
import { priorsOption } from './fitOptions.ts';

const options = {
  ...setupGroups,
  'Fit:': {
    fit: word(biasFits, {
      placeholder: 'what',
      meaning:
        'fractions of the guesses, or the mean output of each class, or its mean and deviation (default: fractions)',
      fallback: 'fractions',
    }),
    priors: priorsOption,
    heldOut: real('positive', {
      placeholder: 'x',
      meaning: 'share of the points that are not fitted, on which biases are verified (default: 0.5)',
    }),
    inits: whole(2, {
      placeholder: 'R',
      meaning: 'of a network: initialisations, each with biases of its own (default: 100)',
    }),
  },
  'Model:': {
    output: text({ placeholder: 'name', meaning: 'the output that is looked at (default: the first)' }),
    dim: several(text({ placeholder: 'name=n', meaning: 'the length of an axis that the model leaves open' })),
    memory: real('positive', {
      placeholder: 'GB',
      meaning: 'memory that a process of the model may take (default: some times its weights and points)',
    }),
  },
  [headings.output]: {
    out: { ...text({ placeholder: 'file', meaning: 'write the model with its new biases to a file' }), short: 'o' },
    overwrite: toggle('replace a file that is already there, the model itself included'),
  },
} as const;

export type Flags = FlagsOf<typeof options>;

/** `firstguess neutralise`: biases of the outputs that take the favourite class away. */
export const study: Study = {
  name: 'neutralise',
  summary: 'give your model output biases that take its favourite class away',
  description: `Runs an ONNX model with its stored weights, fits one bias to each output on half of the points, and counts the guesses on the other half. --out writes the model with these biases; all other weights stay bit for bit, and the file is run to compare.
With --network the same for networks before training: each initialisation gets biases of its own, and no file is written.
The change takes away the favourite class of these data. It does not make a network tell more of its inputs.`,
  takes: { name: '[model]', meaning: 'an ONNX file of a classifier' },
  options,
  examples: [
    ['what it would do', 'firstguess neutralise model.onnx --data x.npy'],
    [
      'write the model',
      'firstguess neutralise model.onnx --data photos/ --preprocess "standardize" --out neutral.onnx',
    ],
    [
      'guess as often as there are labels',
      'firstguess neutralise model.onnx --data "csv(\\"d.csv\\", label=y)" --priors data',
    ],
    ['a network before training', 'firstguess neutralise --network "5*(dense(512), relu), dense(10)" --fit mean'],
  ],
  answer: async () => (await import('./answer.ts')).answer,
};
