import { type Call, parseCalls } from '../notation/syntax.ts';
import { type Arguments, type Maker, make } from './arguments.ts';
import { pers } from './groups.ts';
import { type Preprocess, preprocess, type Step } from './preprocess.ts';
import {
  center,
  clip,
  flip,
  grayscale,
  minmax,
  noise,
  none,
  pca,
  resize,
  scale,
  shift,
  standardize,
  unitNorm,
  whiten,
} from './steps/index.ts';

const STEPS: Readonly<Record<string, Maker<Step>>> = {
  none: { parameters: [], make: none },
  center: {
    parameters: ['per', 'mean'],
    make: (args) => center({ per: per(args), mean: args.optionalNumbers('mean') }),
  },
  standardize: {
    parameters: ['per', 'mean', 'sd'],
    make: (args) => standardize({ per: per(args), mean: args.optionalNumbers('mean'), sd: args.optionalNumbers('sd') }),
  },
  minmax: {
    parameters: ['per', 'min', 'max'],
    make: (args) => minmax({ per: per(args), min: args.optionalNumbers('min'), max: args.optionalNumbers('max') }),
  },
  unitNorm: { parameters: [], make: unitNorm },
  scale: { parameters: ['factor'], make: (args) => scale(args.number('factor')) },
  shift: { parameters: ['offset'], make: (args) => shift(args.number('offset')) },
  whiten: { parameters: ['eps'], make: (args) => whiten({ eps: args.optionalNumber('eps') }) },
  pca: {
    parameters: ['components', 'whiten'],
    make: (args) =>
      pca(args.number('components', 50), { whiten: args.optionalWord('whiten', ['true', 'false']) === 'true' }),
  },
  grayscale: { parameters: [], make: grayscale },
  resize: { parameters: ['size'], make: (args) => resize(args.optionalShape('size') ?? []) },
  flip: { parameters: [], make: flip },
  noise: { parameters: ['sd', 'seed'], make: (args) => noise(args.number('sd', 0.1), args.optionalNumber('seed')) },
  clip: { parameters: ['low', 'high'], make: (args) => clip(args.number('low', -3), args.number('high', 3)) },
};

/**
 * Preprocessing from the notation: a comma list of steps, done in that order, e.g. `center, scale(0.5)`.
 * @throws UserError `notation`, `unknown-name` or `bad-argument`, with a caret under the fault
 */
export function parsePreprocess(text: string, what = 'the preprocessing'): Preprocess {
  return preprocess(...parseSteps(text, what));
}

/** As `parsePreprocess`, for a part of a pipeline. */
export function parseSteps(text: string, what: string): Step[] {
  return parseCalls(text, what, 'none or standardize').map(makeStep);
}

/** @throws UserError `unknown-name` or `bad-argument`, with a caret under the fault */
export function makeStep(call: Call): Step {
  return make(call, STEPS, 'preprocessing step');
}

function per(args: Arguments) {
  return args.optionalWord('per', pers);
}
