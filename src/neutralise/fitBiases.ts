import { fractionBiases } from './fractionBiases.ts';
import { isConstant, type LogitArray } from './logits.ts';
import { meanBiases } from './meanBiases.ts';
import type { OutputChange } from './outputChange.ts';
import { scaledBiases } from './scaledBiases.ts';

/** What biases are fitted to. */
export const biasFits = ['fractions', 'mean', 'scaled'] as const;
export type BiasFit = (typeof biasFits)[number];

export interface FittedBiases extends OutputChange {
  /** Whether all points have the same outputs up to rounding, so that no bias parts their guesses. */
  readonly constant: boolean;
}

/**
 * @param logits points × classes
 * @param priors left out: equal
 */
export function fitBiases(fit: BiasFit, logits: LogitArray, classes: number, priors?: ArrayLike<number>): FittedBiases {
  if (fit === 'fractions') return fractionBiases(logits, classes, priors);
  const biases = fit === 'mean' ? meanBiases : scaledBiases;
  return { ...biases(logits, classes, priors), constant: isConstant(logits, classes) };
}

/** The logits (0, f) of two classes that the sign of a single output tells apart. */
export function twoClasses(single: LogitArray): LogitArray {
  const both =
    single instanceof Float32Array ? new Float32Array(2 * single.length) : new Float64Array(2 * single.length);
  for (const [i, f] of single.entries()) both[2 * i + 1] = f;
  return both;
}

/**
 * The change of a single output f that tells two classes apart as the changed pair (0, f) does.
 * @param change of the pair, whose first class keeps a scale of 1, as it never varies
 */
export function ofSingleOutput({ shift, scale }: OutputChange): OutputChange {
  const difference = Float64Array.of(shift[1] - shift[0]);
  return scale ? { shift: difference, scale: scale.slice(1) } : { shift: difference };
}
