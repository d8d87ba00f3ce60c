import { headings } from '../../console/inputOptions.ts';
import type { FlagsOf, Study } from '../../console/study.ts';
import { drawOptions, samplerOption } from '../../measure/plan/options.ts';
import { dataOption, modeOptions, pointOptions, weightOptions } from '../../setup/options.ts';

const options = {
  [headings.input]: { ...modeOptions, ...dataOption, ...pointOptions },
  [headings.weights]: weightOptions,
  [headings.measurement]: { ...drawOptions(), ...samplerOption },
} as const;

export type Flags = FlagsOf<typeof options>;

/** `firstguess compare`: several networks on the same data, side by side. */
export const study: Study = {
  name: 'compare',
  summary: 'several networks on the same data',
  description: `Measures several networks on the same data with the same options, and sets them side by side: one table, one picture.
Ctrl-C finishes the draws under way and compares the networks measured until then.`,
  takes: { name: '<networks...>', meaning: 'two networks or more, each in quotes' },
  options,
  leaves: {
    what: 'a comparison',
    files: ['comparison.json', 'comparison.html', 'comparison'],
    tables: ['comparison'],
    meaning: 'write comparison.svg, .png, .html and .json to a folder',
  },
  examples: [
    [
      'which activation is even-handed',
      'firstguess compare "5*(dense(500), relu), dense(10)" "5*(dense(500), tanh), dense(10)" --preprocess standardize',
    ],
    [
      'the picture, on generated data',
      'firstguess compare "dense(500), relu, dense(2)" "dense(500), abs, dense(2)" --data "gaussian(500)" --out runs/abs',
    ],
  ],
  answer: async () => (await import('./answer.ts')).answer,
};
