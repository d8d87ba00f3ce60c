import { type Maker, make, maker } from '../notation/makers.ts';
import { choice, number, numbers, shape } from '../notation/parameters.ts';
import { type Call, parseCalls } from '../notation/syntax.ts';
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

const per = choice(pers, 'what has statistics of its own').optional();
const given = (what: string) => numbers(`${what}, instead of those of the data at hand`).optional();

const STEPS: Readonly<Record<string, Maker<Step>>> = {
  none: maker({}, none),
  center: maker({ per, mean: given('means') }, center),
  standardize: maker({ per, mean: given('means'), sd: given('standard deviations') }, standardize),
  minmax: maker({ per, min: given('least values'), max: given('largest values') }, minmax),
  unitNorm: maker({}, unitNorm),
  scale: maker({ factor: number('what all numbers are multiplied by') }, ({ factor }) => scale(factor)),
  shift: maker({ offset: number('what is added to all numbers') }, ({ offset }) => shift(offset)),
  whiten: maker({ eps: number('added to every variance, as a share of the largest').optional() }, whiten),
  pca: maker(
    {
      components: number('how many components', '50'),
      whiten: choice(['true', 'false'], 'divides components by their standard deviation').default('false'),
    },
    ({ components, whiten }) => pca(components, { whiten: whiten === 'true' }),
  ),
  grayscale: maker({}, grayscale),
  resize: maker({ size: shape('height and width', '16x16').optional() }, ({ size = [] }) => resize(size)),
  flip: maker({}, flip),
  noise: maker(
    { sd: number('standard deviation', '0.1'), seed: number('a whole number from 0').optional() },
    ({ sd, seed }) => noise(sd, seed),
  ),
  clip: maker({ low: number('least value', '-3'), high: number('largest value', '3') }, ({ low, high }) =>
    clip(low, high),
  ),
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
