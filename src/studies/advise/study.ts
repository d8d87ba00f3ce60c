import { headings } from '../../console/inputOptions.ts';
import type { FlagsOf, Study } from '../../console/study.ts';
import { drawOptions } from '../../measure/plan/options.ts';
import { goals } from '../../remedies/remedy.ts';
import { real, toggle, word } from '../../setup/option.ts';
import { dataOption, modeOptions, networkOption, pointOptions, weightOptions } from '../../setup/options.ts';
import { options as auditOptions } from '../audit/study.ts';
import { priorsOption } from '../neutralise/fitOptions.ts';

const { inits, readouts, dataDraw, ties, theory, theoryTime, workers } = drawOptions(48);

const { dim } = auditOptions['Data:'];
const { keep, redraw, tie } = auditOptions[headings.weights];
const { output, unfoldBn, dropout } = auditOptions['Model:'];
const { memory } = auditOptions[headings.measurement];

export const options = {
  [headings.input]: { ...networkOption, ...modeOptions, ...dataOption, ...pointOptions },
  [headings.weights]: weightOptions,
  'Models (.onnx):': { dim, ...{ keep, redraw, tie }, ...{ output, unfoldBn, dropout, memory } },
  'Advice:': {
    goal: word(goals, {
      placeholder: 'goal',
      meaning:
        'rank remedies by agreement (neutral), by how far gradients reach (edge-of-chaos), or by the loss at step 0 (default: neutral)',
      fallback: 'neutral',
    }),
    initSearch: toggle('try every initialisation that --init knows as well'),
    priors: priorsOption,
  },
  [headings.measurement]: {
    inits,
    maxTime: real('positive', {
      placeholder: 's',
      meaning: 'core-seconds of drawing; fewer initialisations are drawn where all would take more (default: 60)',
    }),
    ...{ readouts, dataDraw, ties, theory, theoryTime, workers },
  },
} as const;

export type Flags = FlagsOf<typeof options>;

/** `firstguess advise`: what to change about a biased start. */
export const study: Study = {
  name: 'advise',
  summary: 'what to change: remedies tried and ranked',
  description: `Applies every remedy that fits, one at a time, and the best in pairs; measures each on the same initialisations as the network as it
is, beside theory; and ranks them by what they remove and by how little they change.`,
  takes: { name: '[model]', meaning: 'an ONNX file of a classifier; or give --network' },
  options,
  leaves: {
    what: 'advice',
    files: ['advice.json', 'advice.html', 'remedies'],
    tables: ['remedies'],
    meaning: 'write advice.json, advice.html, remedies.svg and .png to a folder',
  },
  examples: [
    ['a network on its data', 'firstguess advise --network "5*(dense(512), relu), dense(10)" --data digits'],
    ['your own model', 'firstguess advise model.onnx --data photos/ --preprocess standardize'],
    ['the loss at step 0', 'firstguess advise --network lenet --init torch --goal loss'],
    [
      'where gradients reach far',
      'firstguess advise --network "20*(dense(256), tanh), dense(10)" --goal edge-of-chaos',
    ],
    ['which initialisation', 'firstguess advise --network "3*(dense(512), relu), dense(10)" --init-search'],
  ],
  answer: async () => (await import('./answer.ts')).answer,
};
