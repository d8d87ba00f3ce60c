import erfc from '@stdlib/math-base-special-erfc';
import type { WeightLaw } from '../../../graph/graph.ts';
import { CUT_VARIANCE } from '../../../network/schemes/scheme.ts';

/** A law of mean 0 and variance 1, with independent entries. */
export interface Shape {
  /** E |x|, E |x|³ and E x⁴. */
  readonly absolute: number;
  readonly cube: number;
  readonly kurtosis: number;
  /** P(|x| > m). */
  readonly beyond: (m: number) => number;
  /** No number is larger. */
  readonly bound: number;
  /** With fewer numbers than this, other laws look the same. */
  readonly enough: number;
}

const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** P(|Z| > 2), Z normal, and the deviation before the cut that leaves a variance of 1. */
const CUT = erfc(Math.SQRT2);
const WIDER = 1 / Math.sqrt(CUT_VARIANCE);

/**
 * The laws that a stored tensor is compared with.
 *
 *   normal cut at ±2:  E|Z| = 2(φ(0) − φ(2))/P,  E|Z|³ = (4φ(0) − 12φ(2))/P,  E Z⁴ = 3 − 28φ(2)/P,  P = P(|Z| < 2)
 *
 * by ∫ zφ = −φ, ∫ z³φ = −(z² + 2)φ and E Z⁴ = 3 E Z² − 2·2³φ(2)/P.
 *
 * Enough numbers: a uniform law is told apart from a normal one by 7 standard errors from 300 numbers on, and its bound is
 * known to 5 %; the deviation of a normal law is known to 1.3 % from 3000 on. Numbers of a normal law of any scale are taken
 * for one that is known with probability 0.2 at 3000 and 0.03 at 90 000 numbers, of a uniform law 0.05 at 400: so a model is
 * judged by all its weights.
 */
export const shapes: Readonly<Record<Exclude<WeightLaw['law'], 'orthogonal'>, Shape>> = {
  uniform: {
    absolute: Math.sqrt(3) / 2,
    cube: (3 * Math.sqrt(3)) / 4,
    kurtosis: 9 / 5,
    beyond: (m) => Math.max(0, 1 - m / Math.sqrt(3)),
    bound: Math.sqrt(3),
    enough: 300,
  },
  gaussian: {
    absolute: Math.sqrt(2 / Math.PI),
    cube: 2 * Math.sqrt(2 / Math.PI),
    kurtosis: 3,
    beyond: (m) => erfc(m / Math.SQRT2),
    bound: Number.POSITIVE_INFINITY,
    enough: 3000,
  },
  truncated: {
    absolute: (WIDER * 2 * (density(0) - density(2))) / (1 - CUT),
    cube: (WIDER ** 3 * (4 * density(0) - 12 * density(2))) / (1 - CUT),
    kurtosis: WIDER ** 4 * (3 - (28 * density(2)) / (1 - CUT)),
    beyond: (m) => Math.max(0, (erfc(m / WIDER / Math.SQRT2) - CUT) / (1 - CUT)),
    bound: 2 * WIDER,
    enough: 3000,
  },
};
