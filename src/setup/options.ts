import type { Preprocess } from '../data/preprocess.ts';
import { batchNormModes } from '../network/batchNormMode.ts';
import { weightLaws } from '../network/init.ts';
import { parseScheme, schemeWords } from '../network/schemes/index.ts';
import { type OptionsOf, real, several, text, whole, word } from './option.ts';
import { headWords } from './outputHead.ts';

/** Generated data: new points for each initialisation, or one set for all. */
export const dataDraws = ['each', 'once'] as const;
/** How dense layers are drawn: whichever costs less, all weights, or on a factor of the Gram matrix of the points. */
export const samplers = ['auto', 'weights', 'gram'] as const;

/** What becomes of ties: a random order of the classes, or the first class, as argmax in NumPy and PyTorch has it. */
export const tieRules = ['random', 'first'] as const;

/** What is used without `--data`. */
export const defaultData = 'digits';

export const networkOption = {
  network: text({ placeholder: 'notation', meaning: 'the network, e.g. "3*(dense(512), relu), dense(10)"' }),
} as const;

/** The same for studies that put several networks on the same data. */
export const networksOption = {
  network: several(text({ placeholder: 'notation', meaning: 'a network; may be given several times' })),
} as const;

export const dataOption = {
  data: text({
    placeholder: 'notation',
    meaning: `a source such as digits, gaussian(dim=1000), fashion-mnist or csv("data.csv"), or a path (default: ${defaultData})`,
    words: ['digits', 'fashion-mnist'],
  }),
} as const;

/** How points are looked at. */
export const pointOptions = {
  /** Steps such as "standardize, scale(2)", or a pipeline built in TypeScript. Default none. */
  preprocess: text<string | Preprocess>({
    placeholder: 'steps',
    meaning: 'e.g. "standardize", "center, scale(0.5)" or steps.yaml (default: none)',
    words: ['none', 'center', 'standardize', 'minmax', 'unitNorm', 'whiten'],
    fallback: 'none',
  }),
  /** Number of points; a seeded subsample of real data, taken after preprocessing. Default: all, or 1000 generated. */
  points: whole(2, {
    placeholder: 'N',
    meaning: 'a random subsample of N points; of generated data, how many are drawn',
  }),
  /** A whole number from 0. Default 0. */
  seed: whole(0, { placeholder: 'n', meaning: 'decides every random number (default: 0)' }),
} as const;

/** Named first in help. */
const FIRST = new Set(['he', 'torch', 'keras', 'flax', 'tfjs', 'gpt2']);

/** What weights are drawn from, where layers do not say so themselves. */
export const weightOptions = {
  /** How layers are drawn, in a framework's word: "torch", "kaiming_normal(mode=fan_out)". Default "he": N(0, 2/fan-in). */
  init: {
    ...text({
      placeholder: 'scheme',
      meaning: `how layers are drawn: he (default: variance 2/fan-in, no biases), or as frameworks do: torch, keras, flax, tfjs, gpt2; or ${schemeWords.filter((word) => !FIRST.has(word)).join(', ')}`,
      words: schemeWords.filter((word) => !word.includes('(')),
    }),
    read: (given: string, flag: string) => parseScheme(given, flag).notation,
  },
  /** Law of the weights, with the variances of `init`; default the law of `init`. */
  law: word(weightLaws, {
    placeholder: 'law',
    meaning: 'another law of the weights, with the variances of --init',
    synonyms: { normal: 'gaussian', truncated_normal: 'truncated' },
  }),
  /** σ_w² = fan-in × weight variance of every layer without its own. */
  sigmaW2: real('positive', {
    placeholder: 'x',
    meaning: 'weight variance times fan-in, of layers without their own',
  }),
  /** σ_b² = bias variance of every layer without its own. */
  sigmaB2: real('nonNegative', { placeholder: 'x', meaning: 'bias variance, of layers without their own' }),
} as const;

/** What layers do, where they do not say so themselves. */
export const modeOptions = {
  /** Statistics of the points (default), or the initial running statistics 0 and 1, as after `model.eval()`. */
  batchNorm: word(batchNormModes, {
    placeholder: 'mode',
    meaning: 'batchNorm by the statistics of the points, or by its initial ones, 0 and 1 (default: train)',
  }),
} as const;

/** How long theory may take. */
export const theoryTimeOption = {
  /**
   * Seconds that theory may take, by its counted work on a usual core; its errors fall with them. Default: 10 for the law of
   * the guesses over given points, 60 for images. What takes longer, even with the fewest images, is left out.
   */
  theoryTime: real('positive', {
    placeholder: 's',
    meaning: 'seconds that theory may take, by counted work (default: 10, of images 60)',
  }),
} as const;

export type TheoryOptions = OptionsOf<typeof theoryTimeOption>;

/** What the outputs of a network are read as. */
export const headOption = {
  /**
   * argmax (default; of one output sigmoid), multilabel, sample, regression, or "several(2, 31)": heads of this many classes side
   * by side.
   */
  head: text({
    placeholder: 'head',
    meaning:
      'how outputs are read: argmax (default), sigmoid, multilabel, sample, regression or "several(2, 31)", heads side by side',
    words: headWords,
  }),
} as const;

export type HeadOption = OptionsOf<typeof headOption>;

/** The names of the options that theory and measurement share. */
export const setupOptionNames = Object.keys({
  ...modeOptions,
  ...weightOptions,
  ...pointOptions,
  ...theoryTimeOption,
  ...headOption,
});

/** What theory and measurement both depend on, beside network and data. */
export type SetupOptions = OptionsOf<typeof modeOptions & typeof weightOptions & typeof pointOptions>;
