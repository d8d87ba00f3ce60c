import { headings, setupGroups } from '../../console/inputOptions.ts';
import type { FlagsOf, Study } from '../../console/study.ts';
import { real, toggle } from '../../setup/option.ts';
import { headOption, theoryTimeOption } from '../../setup/options.ts';

const options = {
  ...setupGroups,
  [headings.head]: headOption,
  'Theory:': theoryTimeOption,
  'Finite width:': {
    finite: toggle('predict for the actual widths, with Gaussian weights'),
    untilSe: real('positive', {
      placeholder: 'x',
      meaning: 'draw until the standard error of agreement is below x (default: 0.001)',
    }),
  },
} as const;

export type Flags = FlagsOf<typeof options>;

/** `firstguess predict`: what theory expects, without running anything. */
export const study: Study = {
  name: 'predict',
  summary: 'what theory expects of a network',
  description: `What theory expects a network of infinite width to guess before training: the bias ratio gamma after each layer, the probability that two inputs get the same guess (agreement), and the share of the favourite class.
Generated data are taken as infinitely many, unless --points is given; datasets exactly as they are.
With --finite: the same for the actual widths, sampled by pairs of points in networks of their own, beside infinite width.`,
  options,
  examples: [
    [
      'five hidden layers, two classes',
      'firstguess predict --network "5*(dense(1000), relu), dense(2)" --data "gaussian(dim=1000)"',
    ],
    [
      'a tanh network that starts at the edge of chaos',
      'firstguess predict --network "100*(dense(1000), tanh), dense(2)" --data "gaussian(1000)" --sigma-w2 1 --sigma-b2 0.1',
    ],
    [
      'what the actual width changes, in milliseconds',
      'firstguess predict --network "5*(dense(100), relu), dense(2)" --data "gaussian(dim=100)" --finite --until-se 1e-4',
    ],
    [
      'for another program',
      'firstguess predict --network "dense(64), gelu, dense(10)" --preprocess standardize --json | jq .gamma',
    ],
  ],
  answer: async () => (await import('./answer.ts')).answer,
};
