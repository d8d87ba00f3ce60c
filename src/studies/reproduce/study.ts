import { headings } from '../../console/inputOptions.ts';
import type { FlagsOf, Study } from '../../console/study.ts';
import { workerOption } from '../../measure/plan/options.ts';
import { text, toggle } from '../../setup/option.ts';

const options = {
  '': {
    quick: toggle('fewer and smaller networks: minutes rather than an hour'),
    list: toggle('show the claims and run none'),
    file: text({ placeholder: 'yaml', meaning: 'an experiment of your own in place of those that come along' }),
  },
  [headings.measurement]: workerOption,
} as const;

export type Flags = FlagsOf<typeof options>;

/** `firstguess reproduce`: claims, each tried by an experiment that could refute it. */
export const study: Study = {
  name: 'reproduce',
  summary: 'try the claims on guessing bias, one experiment each',
  description: `Runs claims on the guessing bias of untrained networks as experiments and says of each whether it is confirmed, refuted or undecided, with numbers, figures and a page.
An experiment is a YAML file: networks, data, what varies, what is measured, what must come out and what would refute it.
Ctrl-C keeps the claims that have a verdict. Ends with 1 when a claim is refuted.`,
  takes: { name: '[claims...]', meaning: 'numbers of claims or names of experiments (default: all)' },
  options,
  leaves: {
    what: 'a reproduction',
    files: ['reproduction.json', 'report.html'],
    meaning:
      'folder for report.html, reproduction.json, and a page and figures for each claim (default: runs/reproduce)',
    folder: 'runs/reproduce',
  },
  examples: [
    ['all claims in five to ten minutes', 'firstguess reproduce --quick'],
    [
      'does self-averaging fail? With larger networks, into a folder',
      'firstguess reproduce 9 --out runs/self-averaging',
    ],
  ],
  answer: async () => (await import('./answer.ts')).answer,
};
