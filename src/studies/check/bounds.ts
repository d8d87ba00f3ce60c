import type { MeasuredValue } from '../../numerics/sampling/zScore.ts';
import type { Measurement } from '../../results/schema.ts';
import { type OptionsOf, real } from '../../setup/option.ts';

/** Upper bounds on the start of a network, as options. */
export const boundOptions = {
  /** Of the probability that two points get the same guess: from 1/K to 1. */
  maxAgreement: real('nonNegative', {
    placeholder: 'x',
    meaning: 'most agreement: how often two points get the same guess, from 1/K to 1',
  }),
  /** Of the mean share of the favourite class: from 1/K to 1. */
  maxFraction: real('nonNegative', {
    placeholder: 'x',
    meaning: 'largest share of the points for the favourite class, from 1/K to 1',
  }),
  /** Of (loss − ln K)/ln K at step 0: from 0. */
  maxLossOverLnK: real('nonNegative', {
    placeholder: 'x',
    meaning: 'most loss at step 0 above ln K, as a share of ln K: (loss - ln K)/ln K, from 0',
  }),
} as const;

export type Bounds = OptionsOf<typeof boundOptions>;
export type BoundName = keyof typeof boundOptions;

/** What a bound limits. */
interface Bounded {
  /** In JSON, as a measurement calls it where it has it. */
  readonly name: 'agreement' | 'maxFraction' | 'lossOverLnK';
  /** In words. */
  readonly title: string;
  /** Values that a single draw can have; a loss has no largest. */
  readonly range: (classes: number) => readonly [least: number, most: number];
  /** A bound that a network with little bias keeps. */
  readonly sensible: (classes: number) => number;
  /** @returns infinite where outputs overflowed, so that there is no loss */
  readonly of: (measurement: Measurement) => MeasuredValue;
}

export const bounded: Readonly<Record<BoundName, Bounded>> = {
  maxAgreement: {
    name: 'agreement',
    title: 'agreement',
    range: (classes) => [1 / classes, 1],
    sensible: (classes) => (classes === 2 ? 0.75 : 2 / classes),
    of: ({ agreement }) => agreement,
  },
  maxFraction: {
    name: 'maxFraction',
    title: 'max fraction',
    range: (classes) => [1 / classes, 1],
    sensible: (classes) => (classes === 2 ? 0.75 : 0.5),
    of: ({ maxFraction }) => maxFraction,
  },
  maxLossOverLnK: {
    name: 'lossOverLnK',
    title: '(loss − ln K)/ln K',
    // Equal outputs have the smallest mean loss over all labels, ln K.
    range: () => [0, Number.POSITIVE_INFINITY],
    sensible: () => 0.3,
    of: ({ loss }) => {
      if (!loss) return { mean: Number.POSITIVE_INFINITY, standardError: Number.POSITIVE_INFINITY };
      const { mean, standardError, logClasses } = loss;
      return { mean: mean / logClasses - 1, standardError: standardError / logClasses };
    },
  },
};

export const boundNames = Object.keys(bounded) as BoundName[];
