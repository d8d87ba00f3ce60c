import type { GraphBuilder, Tensor } from '../graph/graph.ts';

/**
 * Two jointly Gaussian pre-activations (u, v) of equal variance q = cov + spread.
 * `complement` = 1 − correlation = spread / q, carried, never formed by subtraction.
 */
export interface GaussianPair {
  readonly q: number;
  readonly cov: number;
  readonly spread: number;
  readonly complement: number;
}

/** C = E φ(u)φ(v) and D = ½ E (φ(u) − φ(v))²; the second moment is Q = C + D. */
export interface DualPair {
  readonly cov: number;
  readonly spread: number;
}

/** A place where φ itself jumps: height = φ(x+) − φ(x−). */
export interface Jump {
  readonly x: number;
  readonly height: number;
}

/**
 * An activation function φ with all that theory and program need of it. One object serves both, so they stay consistent.
 */
export interface Activation {
  /** Name in the notation, e.g. "leakyRelu". */
  readonly name: string;
  /** Notation with arguments, e.g. "leakyRelu(0.2)"; parses back to the same activation. */
  readonly notation: string;
  /** φ as a plain-text formula, e.g. "max(0, x)". */
  readonly formula: string;
  value(x: number): number;
  /** φ′ almost everywhere. */
  derivative(x: number): number;
  /** All x where φ or one of its derivatives jumps, ascending. Quadratures are cut there; [] for a smooth φ. */
  readonly kinks: readonly number[];
  /**
   * Half-width of the strip about the real axis in which φ is analytic and tame (tanh has its poles at ±iπ/2); the step
   * of the trapezoidal rule follows from it. 1.2 unless given.
   */
  readonly strip?: number;
  /**
   * Points, kinks included, between which 20 Gauss–Legendre nodes resolve φ however wide its argument spreads; beyond
   * the outermost φ is a polynomial. Absent where such points are unknown.
   */
  readonly knots?: readonly number[];
  /** The kinks at which φ itself jumps (step, sign), ascending: D ~ √(1−c) there, so χ₁ is undefined. */
  readonly jumps: readonly Jump[];
  /** φ(x) = x. */
  readonly identity?: true;
  /** Closed form of the dual map for equal variances, where one exists. */
  readonly dual?: (pair: GaussianPair) => DualPair;
  /**
   * For φ homogeneous on each half-line (relu, abs, sign, square …) the correlation map does not depend on norms:
   * returns 1 − c′ from 1 − c.
   */
  readonly angular?: (complement: number) => number;
  /** Closed form of Q(q) = E φ(√q z)², where one exists. */
  readonly secondMoment?: (q: number) => number;
  /** Closed form of E φ′(√q z)², where one exists. */
  readonly derivativeSecondMoment?: (q: number) => number;
  /** Emits the ONNX nodes that compute φ elementwise. */
  graph(g: GraphBuilder, x: Tensor): Tensor;
}
