import { headings } from '../../console/inputOptions.ts';
import type { FlagsOf, Study } from '../../console/study.ts';
import { text } from '../../setup/option.ts';
import { scoreOptions } from './options.ts';

const { kind, axes, classes, seed, ties } = scoreOptions;

export const options = {
  'Scores:': {
    kind,
    axes,
    classes,
    labels: text({ placeholder: 'file', meaning: 'the true class of every point: whole numbers from 0' }),
    steps: text({
      placeholder: 'numbers',
      meaning: 'steps of training at which the scores were taken, such as 0,1,10,100, or a file (default: 0, 1, 2, …)',
    }),
  },
  [headings.measurement]: { seed, ties },
} as const;

export type Flags = FlagsOf<typeof options>;

/** `firstguess score`: what networks guess whose outputs another program computed. */
export const study: Study = {
  name: 'score',
  summary: 'what networks guess whose logits your framework wrote',
  description: `Takes logits, probabilities or guesses that any framework wrote (.npy, .npz, .safetensors, .csv or .parquet), and gives the statistics that measure gives, with errors clustered by initialisation; at each step of training, where there are several.
FILE:name is one of several arrays in a file, or one column of a table. One output tells two classes apart by its sign.
docs/score.md shows how to write the file from PyTorch, Keras, JAX and Lightning.`,
  takes: { name: '[file]', meaning: 'logits, probabilities or guesses; FILE:name is one of several arrays' },
  options,
  leaves: {
    what: 'a score',
    files: ['score.json', 'score.html', 'score-bias', 'score-popularity'],
    tables: ['score', 'score-popularity'],
    meaning: 'write score.html, score.json and figures of the steps to a folder',
  },
  examples: [
    ['of 100 initialisations', 'firstguess score logits.npy --labels labels.npy'],
    [
      'over training',
      'firstguess score run.npz:logits --axes steps,points,classes --steps 0,1,10,100 --out runs/score',
    ],
    ['guesses of 10 classes', 'firstguess score guesses.csv --classes 10'],
  ],
  answer: async () => (await import('./answer.ts')).answer,
};
