import { headings } from '../../console/inputOptions.ts';
import type { FlagsOf, Study } from '../../console/study.ts';
import { drawOptions } from '../../measure/plan/options.ts';
import { text, toggle } from '../../setup/option.ts';
import { dataOption, modeOptions, networkOption, pointOptions, weightOptions } from '../../setup/options.ts';
import { options as auditOptions } from '../audit/study.ts';
import { boundOptions } from './bounds.ts';

const { law, sigmaW2, sigmaB2 } = weightOptions;
const { init: auditInit, keep, redraw, tie } = auditOptions[headings.weights];
const { output, unfoldBn, dropout } = auditOptions['Model:'];
const { maxTime, memory } = auditOptions[headings.measurement];
const { inits: drawnInits, ties, workers } = drawOptions();

const init = {
  ...auditInit,
  meaning:
    'how weights are drawn: torch, keras, flax, he, glorot, "normal(0.02)" and all that measure takes, of a model also as-exported or laws.yaml (default: of a network he, of a model what its file says)',
} as const;
const inits = { ...drawnInits, meaning: 'random initialisations to draw (default: 100)' } as const;

/** What only a network in the notation takes. */
export const networkOptions = { law, sigmaW2, sigmaB2 } as const;
/** What only an ONNX model takes. */
export const modelOptions = {
  ...{ keep, redraw, tie, dim: auditOptions['Data:'].dim },
  ...{ output, unfoldBn, dropout, maxTime, memory },
} as const;
/** What decides the numbers of either. */
export const drawnOptions = { ...pointOptions, ...modeOptions, init, inits, ties } as const;

const options = {
  '': { config: text({ placeholder: 'yaml', meaning: 'a file that lists several checks, in place of a model' }) },
  'Bounds:': boundOptions,
  [headings.input]: { ...networkOption, ...dataOption, ...pointOptions, ...modeOptions },
  [headings.weights]: { init },
  [headings.measurement]: { inits, ties, workers },
  'Networks in the notation alone:': networkOptions,
  'ONNX models alone:': modelOptions,
  [headings.output]: {
    strict: toggle('fail what is not shown to be within its bound, the inconclusive included'),
    junit: text({ placeholder: 'file', meaning: 'write the verdicts as JUnit XML' }),
    github: toggle('print annotations for GitHub Actions on stderr (default: where GITHUB_ACTIONS is true)'),
  },
} as const;

export type Flags = FlagsOf<typeof options>;

/** `firstguess check`: bounds on what an untrained model guesses, as an exit code. */
export const study: Study = {
  name: 'check',
  summary: 'bounds on the bias of a start, for continuous integration',
  description: `Draws a network or an ONNX model many times and compares what it guesses before training with bounds. Ends with 1 where one is broken.
A bound counts as broken only where the measurement shows it: false alarms are at most 5 %, all bounds of a model together.
What a measurement does not decide is inconclusive, which passes with a warning; --strict fails it.`,
  takes: { name: '[model]', meaning: 'an ONNX file of a classifier' },
  options,
  examples: [
    [
      'a model of your own',
      'firstguess check model.onnx --data x.npy --max-agreement 0.2 --max-fraction 0.5 --max-loss-over-lnK 0.3 --inits 50',
    ],
    [
      'a network in the notation, with a report for GitLab or Jenkins',
      'firstguess check --network "3*(dense(512), relu), dense(10)" --max-agreement 0.2 --junit check.xml',
    ],
    ['several models by one command', 'firstguess check --config firstguess.yaml'],
  ],
  answer: async () => (await import('./answer.ts')).answer,
};
