import { UserError } from '../errors.ts';
import { fault, parseCalls } from '../notation/syntax.ts';
import { type Maker, make } from './arguments.ts';
import type { Data } from './dataset.ts';
import { digits } from './digits.ts';
import { gaussian } from './gaussian.ts';
import { type Preprocess, preprocess, type Step } from './preprocess.ts';
import { center, minmax, none, scale, shift, standardize, unitNorm } from './steps.ts';

const SOURCES: Readonly<Record<string, Maker<Data>>> = {
  digits: { parameters: [], make: digits },
  gaussian: {
    parameters: ['dim', 'mean', 'variance', 'shape'],
    make: (args) =>
      gaussian({
        dim: args.optionalNumber('dim'),
        shape: args.optionalShape('shape'),
        mean: args.optionalNumber('mean'),
        variance: args.optionalNumber('variance'),
      }),
  },
};

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
 * Data from the notation: `digits`, `gaussian(dim=1000)`, `gaussian(shape=3x32x32, mean=1, variance=2)`.
 * @throws UserError `notation`, `unknown-name` or `bad-argument`, with a caret under the fault
 */
export function parseData(text: string, what = 'the data'): Data {
  const [first, second] = parse(text, what, 'digits or gaussian(dim=1000)');
  if (second) throw fault(second, `${what} must be a single source`, `keep ${first.name}, or run twice`);
  return make(first, SOURCES, 'data source');
}

/**
 * Preprocessing from the notation: a comma list of steps, done in that order, e.g. `center, scale(0.5)`.
 * @throws UserError `notation`, `unknown-name` or `bad-argument`, with a caret under the fault
 */
export function parsePreprocess(text: string, what = 'the preprocessing'): Preprocess {
  const calls = parse(text, what, 'none or standardize');
  return preprocess(...calls.map((call) => make(call, STEPS, 'preprocessing step')));
}

function parse(text: string, what: string, example: string) {
  if (text.trim() === '') throw new UserError('notation', `${what} is empty`, [], `for instance ${example}`);
  return parseCalls(text, what);
}
