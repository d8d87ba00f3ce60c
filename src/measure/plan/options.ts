import type { Experiment } from '../../results/schema.ts';
import { type OptionsOf, real, switchOff, whole, wholeOrAuto, word } from '../../setup/option.ts';
import { dataDraws, samplers, setupOptionNames, theoryTimeOption, tieRules } from '../../setup/options.ts';

/** Worker threads. */
export const workerOption = {
  /** Worker threads; default one a core. The result does not depend on it. */
  workers: whole(1, {
    placeholder: 'n',
    meaning: 'threads; the result does not depend on them (default: one a core)',
  }),
} as const;

/** Whether, and how long, theory is computed beside what is drawn. */
const theoryOptions = {
  /** Whether theory stands beside what is measured; default true. */
  theory: switchOff('measure only, and leave out what theory expects'),
  ...theoryTimeOption,
} as const;

/**
 * How much is drawn, and on what.
 * @param inits initialisations drawn by default, for help
 */
export function drawOptions(inits = 200) {
  return {
    /** Initialisations R, i.e. draws of the hidden layers; with `untilSe` the most that are drawn. Default 200. */
    inits: whole(2, {
      placeholder: 'R',
      meaning: `random initialisations to draw (default: ${inits}; with --until-se as many as it takes)`,
    }),
    /** Output layers drawn on each hidden draw; "auto" (default) chooses from the measured intra-class correlation. */
    readouts: wholeOrAuto(1, {
      placeholder: 'M',
      meaning: 'output layers drawn on each initialisation (default: auto)',
    }),
    /** Stop as soon as the standard error of agreement is below this. */
    untilSe: real('positive', {
      placeholder: 'x',
      meaning: 'stop when the standard error of agreement is below x',
    }),
    /** Generated data: new points for each initialisation (default), or one set for all. Real data stay. */
    dataDraw: word(dataDraws, {
      placeholder: 'when',
      meaning: 'draw generated data anew for each initialisation, or once for all (default: each)',
      fallback: 'each',
    }),
    /**
     * Points whose largest output several classes share: "random" (default) gives them to the class that comes first in a random
     * order, fixed per network; "first" to the first class, as argmax in NumPy and PyTorch does.
     */
    ties: word(tieRules, {
      placeholder: 'rule',
      meaning: 'ties go to a random order of classes, or to the first class (default: random)',
      fallback: 'random',
    }),
    ...theoryOptions,
    ...workerOption,
    /**
     * What the networks run on: the CPU ("auto", default), or a GPU if it is there, else the CPU with a note. Weights are
     * the same on all; products in float32 are rounded differently, so that a rare near-tie may go the other way.
     */
    device: word(['auto', 'cpu', 'webgpu', 'cuda'], {
      synonyms: { gpu: 'webgpu or cuda', mps: 'webgpu', metal: 'webgpu', 'cuda:0': 'cuda' },
      placeholder: 'device',
      meaning: 'what networks run on; without that GPU, the CPU (default: auto, the CPU)',
      fallback: 'auto',
    }),
  } as const;
}

/** For studies that do not compare networks weight by weight. */
export const samplerOption = {
  /**
   * How dense layers with Gaussian weights are drawn: "weights" draws all of them, "gram" as many as there are points on a
   * factor of the points' Gram matrix where that is fewer, "auto" (default) whichever costs less. The law is the same.
   */
  sampler: word(samplers, {
    placeholder: 'sampler',
    meaning: 'draw all weights, or fewer on a factor of the Gram matrix of the points (default: auto, the cheaper)',
    fallback: 'auto',
  }),
} as const;

/** The options that an experiment was made of. */
export function optionsOf({ init, points, initialisations, untilSe, ...same }: OptionedExperiment) {
  const { scheme, ...scales } = init;
  const { preprocess, seed, readouts, dataDraw, sampler, ties, head } = same;
  return {
    init: scheme,
    ...scales,
    preprocess,
    points: points ?? undefined,
    seed,
    inits: initialisations,
    readouts,
    dataDraw,
    untilSe: untilSe ?? undefined,
    sampler,
    ...(ties && { ties }),
    ...(head && { head }),
  };
}

type OptionedExperiment = Omit<Experiment, 'network' | 'data' | 'preprocess'> & Partial<Pick<Experiment, 'preprocess'>>;

/** The names of all options of a measurement. */
export const measureOptionNames = [
  ...setupOptionNames,
  ...Object.keys({ ...drawOptions(), ...samplerOption }),
  ...['signal', 'onProgress'],
];

export type DrawOptions = OptionsOf<ReturnType<typeof drawOptions> & typeof samplerOption>;
