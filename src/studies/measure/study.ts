import { autoPointsOption, headings } from '../../console/inputOptions.ts';
import type { FlagsOf, Study } from '../../console/study.ts';
import { drawOptions, samplerOption } from '../../measure/plan/options.ts';
import { folder } from '../../setup/option.ts';
import {
  dataOption,
  headOption,
  modeOptions,
  networkOption,
  pointOptions,
  weightOptions,
} from '../../setup/options.ts';

const options = {
  [headings.input]: { ...networkOption, ...modeOptions, ...dataOption, ...pointOptions, ...autoPointsOption },
  [headings.weights]: weightOptions,
  [headings.head]: headOption,
  [headings.measurement]: {
    ...drawOptions(),
    ...samplerOption,
    resume: folder({
      placeholder: 'dir',
      meaning: 'continue an interrupted measurement; other options must be as they were',
    }),
  },
} as const;

export type Flags = FlagsOf<typeof options>;

/** `firstguess measure`: draws networks, counts what they guess, and compares with theory. */
export const study: Study = {
  name: 'measure',
  summary: 'what random networks guess, beside theory',
  description: `Draws networks at random, lets them guess the class of every point, and sets what comes out beside theory.
Ctrl-C finishes the draws under way and shows what is done; with --out, --resume goes on from there later.
The same seed gives the same counts whatever the number of workers, interruptions and resumptions.`,
  options,
  leaves: {
    what: 'a measurement',
    files: ['result.json', 'report.html', 'guess-law', 'layer-trace', 'confusion'],
    tables: ['quantities', 'layers'],
    meaning: 'write result.json, fractions.parquet, report.html and figures to a folder',
  },
  examples: [
    [
      'digits, results in a folder',
      'firstguess measure --network "3*(dense(512), relu), dense(10)" --preprocess standardize --out runs/relu',
    ],
    [
      'until agreement is known to 0.002',
      'firstguess measure --network "dense(500), tanh, dense(2)" --data "gaussian(dim=500)" --until-se 0.002',
    ],
    [
      'figures and tables for a paper',
      'firstguess measure --network "dense(500), tanh, dense(10)" --out runs/paper --figure-format pdf --figure-width 88 --no-figure-headline --tables tex',
    ],
    ['continue after Ctrl-C', 'firstguess measure --resume runs/relu'],
  ],
  answer: async () => (await import('./answer.ts')).answer,
};
