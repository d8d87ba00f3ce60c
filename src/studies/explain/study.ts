import { headings, setupGroups } from '../../console/inputOptions.ts';
import type { FlagsOf, Study } from '../../console/study.ts';
import { drawOptions } from '../../measure/plan/options.ts';
import { switchOff } from '../../setup/option.ts';

const options = {
  ...setupGroups,
  [headings.measurement]: drawOptions(60),
  [headings.output]: { worth: switchOff('only follow the bias through the layers, and neutralise none') },
} as const;

export type Flags = FlagsOf<typeof options>;

/** `firstguess explain`: which layer makes the bias, which amplify it, which remove it. */
export const study: Study = {
  name: 'explain',
  summary: 'which layer makes the bias',
  description: `Follows the bias through the layers: where it is introduced, which layers amplify it and which reduce it.
Then neutralises one layer after the other, by theory where there is one, else by drawing the network without the layer, and says how much of the final agreement each is worth.
Takes the mean and the first principal component out of the data, too, and says how much of the bias comes from each.
Ctrl-C finishes the draws under way and shows what is done.
Without --points, fewer points than usual are used where an initialisation would be expensive.`,
  options,
  leaves: {
    what: 'an explanation',
    files: ['explanation.json', 'explanation.html', 'blame'],
    tables: ['layers', 'alternatives', 'directions'],
    meaning: 'write explanation.json, explanation.html and the figure blame.svg, .png to a folder',
  },
  examples: [
    [
      'a deep network with normalisation',
      'firstguess explain --network "4*(dense(500), batchNorm, relu), dense(10)" --preprocess standardize',
    ],
    [
      'a residual network on images',
      'firstguess explain --network resnet18 --data "gaussian(shape=3x32x32)" --points 32 --inits 30 --out runs/resnet18',
    ],
  ],
  answer: async () => (await import('./answer.ts')).answer,
};
