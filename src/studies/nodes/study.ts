import { headings, setupGroups } from '../../console/inputOptions.ts';
import type { FlagsOf, Study } from '../../console/study.ts';
import { whole } from '../../setup/option.ts';

const options = {
  ...setupGroups,
  [headings.measurement]: {
    inits: whole(2, { placeholder: 'R', meaning: 'random initialisations to draw (default: 100)' }),
    readouts: whole(1, { placeholder: 'M', meaning: 'output layers drawn on each initialisation (default: 16)' }),
  },
} as const;

export type Flags = FlagsOf<typeof options>;

/** `firstguess nodes`: how single nodes are spread over the data. */
export const study: Study = {
  name: 'nodes',
  summary: 'how single nodes are spread over the data',
  description: `Looks at single nodes, of the output and of the last dense layer before it. At one draw of the weights the nodes of a biased network have different distributions over the data, each shifted by an amount that all points share; over many draws they are alike.
Lengths are in units of the standard deviation of a node over data and draws.`,
  options,
  examples: [
    [
      'does relu break the symmetry between nodes?',
      'firstguess nodes --network "5*(dense(500), relu), dense(10)" --preprocess standardize --points 500',
    ],
    ['for another program', 'firstguess nodes --network "dense(500), tanh, dense(10)" --points 500 --json'],
  ],
  answer: async () => (await import('./answer.ts')).answer,
};
