import type { FlagsOf, Study } from '../../console/study.ts';
import { pointOptions } from '../../setup/options.ts';

const options = { 'Data:': pointOptions } as const;

export type Flags = FlagsOf<typeof options>;

/** `firstguess data`: what data are, how alike their points are, and what bias they bring. */
export const study: Study = {
  name: 'data',
  summary: 'look at data as theory sees them',
  description: `Looks at data as theory sees them: how large their points are, how much two of them overlap, in one class and across classes, what bias that brings to a network of linear units, and what theory will assume of them.
Generated data are looked at through points drawn from them.`,
  takes: { name: '<source>', meaning: 'the data in the notation, e.g. digits or "digits, keep(3, 8)"' },
  options,
  leaves: {
    what: 'a summary of data',
    files: ['data.json', 'data.html', 'overlaps', 'contact-sheet'],
    tables: ['distributions', 'agreements'],
    meaning: 'write data.html, data.json and the figures overlaps and contact-sheet to a folder',
  },
  examples: [
    [
      'how alike handwritten digits are once every pixel has mean 0 and sd 1',
      'firstguess data digits --preprocess standardize',
    ],
    ['figures, report and JSON in a folder', 'firstguess data digits --out runs/digits'],
    ['the bias ratio of generated data', 'firstguess data "gaussian(dim=1000, mean=0.5)" --json | jq .overlaps.gamma'],
  ],
  answer: async () => (await import('./answer.ts')).answer,
};
