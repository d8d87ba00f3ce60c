import { headings } from '../../console/inputOptions.ts';
import type { FlagsOf, Study } from '../../console/study.ts';
import { drawOptions } from '../../measure/plan/options.ts';
import { toggle } from '../../setup/option.ts';
import { dataOption, modeOptions, networksOption, pointOptions, weightOptions } from '../../setup/options.ts';

const { points, seed } = pointOptions;

export const theoryOption = { theoryOnly: toggle('draw no networks') } as const;

const options = {
  [headings.input]: { ...networksOption, ...modeOptions, ...dataOption, points, seed },
  [headings.weights]: weightOptions,
  [headings.measurement]: drawOptions(),
  [headings.output]: theoryOption,
} as const;

export type Flags = FlagsOf<typeof options>;

/** `firstguess preprocess`: what preprocessing does to the guesses. */
export const study: Study = {
  name: 'preprocess',
  summary: 'what preprocessing does to the guesses',
  description: `Sets pipelines of preprocessing side by side: what each does to the data, and what networks guess after it, by theory and measured on the same weights.
Pipelines that differ in one number alone become a curve.
Of data with more than 1,000 points a sample of 1,000 is taken, after preprocessing all, unless --points says otherwise.
Ctrl-C finishes the draws under way and compares what was measured until then.`,
  takes: {
    name: '[pipelines...]',
    meaning:
      'steps in quotes, e.g. "center, scale(0.5)", or steps.yaml; "shift({0, 1, 2})" is three (default: raw, rescaled, centred, standardised, whitened)',
  },
  options,
  leaves: {
    what: 'a comparison of pipelines',
    files: ['preprocessing.json', 'preprocessing.html', 'agreement', 'max-fraction'],
    tables: ['guesses', 'ratios', 'losses'],
    meaning:
      'write preprocessing.html, preprocessing.json and the figures agreement and max-fraction (.svg, .png) to a folder',
  },
  examples: [
    [
      'raw, in 0..1, centred, standardised, whitened',
      'firstguess preprocess --network "3*(dense(512), relu), dense(10)"',
    ],
    [
      'what a shift of the data does to three activations',
      'firstguess preprocess "shift({0, 0.5, 1, 2, 4})" --data "gaussian(1000)" --network "dense(1000), linear, dense(10)" --network "dense(1000), tanh, dense(10)" --network "dense(1000), relu, dense(10)" --out runs/shift',
    ],
  ],
  answer: async () => (await import('./answer.ts')).answer,
};
