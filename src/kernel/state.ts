import type { Activation } from '../activations/activation.ts';

/** One line of a prediction: where the kernel stands after a layer. */
export interface KernelSummary {
  /** Covariance of two inputs; the mean over pairs i ≠ j in dataset mode. */
  readonly cov: number;
  /** ½ E (f(x) − f(x′))², carried, never formed as variance − cov. */
  readonly spread: number;
  /** cov / spread in pair mode; mean c / mean (1 − c) in dataset mode. */
  readonly gamma: number;
  /** c; the mean over pairs i ≠ j in dataset mode. */
  readonly correlation: number;
}

/**
 * The kernel of an infinitely wide network over its inputs, as layers transform it. A layer's kernel is written once in
 * these verbs and never asks which kind of state it acts on: one exchangeable pair (`PairState`), all pairs of a dataset
 * (`DatasetState`) or the neighbourhood of coinciding inputs (`TangentState`, for χ₁).
 *
 * States are immutable: every verb returns a new one.
 */
export interface KernelState {
  /** Mixing by fresh Gaussian-like weights of variance σ_w²/fan-in and biases of variance σ_b². */
  affine(sigmaW2: number, sigmaB2: number): KernelState;
  /** Applying φ to every unit. */
  activate(phi: Activation): KernelState;
  /** Reading an image or tokens as one vector. */
  flatten(): KernelState;
  summary(): KernelSummary;
}

/** What a layer answers: the next state, or why theory stops here (the network can still be measured). */
export type KernelResult = KernelState | Unknown;

export interface Unknown {
  readonly reason: string;
}

export function isUnknown(result: KernelResult): result is Unknown {
  return 'reason' in result;
}
