import { parseCalls } from '../notation/syntax.ts';
import { type Maker, make } from './arguments.ts';
import { type Preprocess, preprocess, type Step } from './preprocess.ts';
import { center, minmax, none, scale, shift, standardize, unitNorm } from './steps.ts';

const STEPS: Readonly<Record<string, Maker<Step>>> = {
  none: { parameters: [], make: none },
  center: { parameters: [], make: center },
  standardize: { parameters: [], make: standardize },
  minmax: { parameters: [], make: minmax },
  unitNorm: { parameters: [], make: unitNorm },
  scale: { parameters: ['factor'], make: (args) => scale(args.number('factor')) },
  shift: { parameters: ['offset'], make: (args) => shift(args.number('offset')) },
};

/**
 * Preprocessing from the notation: a comma list of steps, done in that order, e.g. `center, scale(0.5)`.
 * @throws UserError `notation`, `unknown-name` or `bad-argument`, with a caret under the fault
 */
export function parsePreprocess(text: string, what = 'the preprocessing'): Preprocess {
  const calls = parseCalls(text, what, 'none or standardize');
  return preprocess(...calls.map((call) => make(call, STEPS, 'preprocessing step')));
}
