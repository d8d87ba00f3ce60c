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

const NORMALIZE =
  'write standardize (mean 0, sd 1, or given: standardize(mean=0.1307, sd=0.3081)), minmax (0 to 1) or unitNorm (every point of length 1)';
const AUGMENTATION = 'points are taken as they are, not augmented; flip, noise and resize are the steps of this kind';

/** Names of torchvision, Keras and scikit-learn. */
const ANSWERS: Readonly<Record<string, string>> = {
  normalize: NORMALIZE,
  normalise: NORMALIZE,
  normalization: NORMALIZE,
  normalizer: 'write unitNorm, every point of length 1',
  l2normalize: 'write unitNorm, every point of length 1',
  standardscaler: 'write standardize',
  zscore: 'write standardize',
  demean: 'write center',
  minmaxscaler: 'write minmax',
  totensor: 'write minmax(min=0, max=255), or scale(0.00392) to divide by 255',
  rescale: 'write minmax(min=0, max=255), or scale(0.00392) to divide by 255',
  rescaling: 'write minmax(min=0, max=255), or scale(0.00392) to divide by 255',
  zca: 'write whiten',
  whitening: 'write whiten',
  randomcrop: AUGMENTATION,
  randomhorizontalflip: AUGMENTATION,
  randomrotation: AUGMENTATION,
  colorjitter: AUGMENTATION,
  augment: AUGMENTATION,
  centercrop: 'write resize, for instance resize(24x24)',
  flatten: 'flatten belongs to --network; dense flattens by itself',
};

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
  return make(call, STEPS, 'preprocessing step', undefined, ANSWERS);
}
