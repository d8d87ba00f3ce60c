import type { Activation } from '../activations/activation.ts';
import type { Estimate } from '../numerics/sampling/controlVariates.ts';

/** One line of a prediction: where the kernel stands after a layer. */
export interface KernelSummary {
  /** Covariance of two inputs; the mean over pairs i ≠ j in dataset mode, over sampled pairs in spatial mode. */
  readonly cov: number;
  /** ½ E (f(x) − f(x′))², carried, never formed as variance − cov. */
  readonly spread: number;
  /** cov / spread in pair mode; mean c / mean (1 − c) in dataset and spatial mode. */
  readonly gamma: number;
  /** c; the mean over pairs in dataset and spatial mode. */
  readonly correlation: number;
}

/** Covariance, spread and mean 1 − c with the errors of what was sampled for them. */
export interface KernelScales {
  readonly cov: Estimate;
  readonly spread: Estimate;
  readonly complement: Estimate;
}

/** `average` and `max` over the units of a window. */
export type PoolKind = 'average' | 'max';

/**
 * `layer`: each point's units to mean 0 and variance 1; `rms`: to mean square 1; `batch`: each unit over the points to
 * mean 0 and variance 1.
 */
export type NormKind = 'layer' | 'rms' | 'batch';

/** A window sliding over an image, in pixels. Beyond the image lie zeros (convolution) or nothing (pooling). */
export interface Window {
  readonly size: readonly [height: number, width: number];
  readonly stride: readonly [vertical: number, horizontal: number];
  /** Pixels added on each side: [top, left, bottom, right]. */
  readonly padding: readonly [top: number, left: number, bottom: number, right: number];
  /** Distance between the pixels that a window looks at; 1 looks at all. */
  readonly dilation: readonly [vertical: number, horizontal: number];
  /** Whether an average counts the pixels added as zeros, instead of leaving them out. */
  readonly countsPadding?: boolean;
}

/**
 * The kernel of an infinitely wide network over its inputs, as layers transform it. A layer's kernel is written once in
 * these verbs and never asks which kind of state it acts on: one exchangeable pair (`PairState`), all pairs of a dataset
 * (`DatasetState`), sampled pairs of images with their positions (`SpatialState`) or the neighbourhood of coinciding
 * inputs (`TangentState`, for χ₁). A verb that a state cannot follow answers with the reason.
 *
 * States are immutable: every verb returns a new one, of its own kind, `Self`, and a branch is of that kind, too.
 */
export interface KernelState<Self> {
  /**
   * Mixing by fresh Gaussian-like weights of variance σ_w²/fan-in and biases of variance σ_b², at each position alike.
   * @param units that come out, which matters to states of finite width alone
   */
  affine(sigmaW2: number, sigmaB2: number, units?: number): KernelResult<Self>;
  /** Applying φ to every unit. */
  activate(phi: Activation): KernelResult<Self>;
  /** Reading an image or tokens as one vector. */
  flatten(): KernelResult<Self>;
  /** Multiplying all units by a number. */
  scale(factor: number): KernelResult<Self>;
  /** Adding the output of a branch of the same input that ends in fresh weights of mean 0. */
  add(branch: Self): KernelResult<Self>;
  /** Setting the units of a branch of the same input beside one's own; `share` of all units are the branch's. */
  join(branch: Self, share: number): KernelResult<Self>;
  /** Pooling `size` consecutive units of a vector. */
  pool(kind: PoolKind, size: number): KernelResult<Self>;
  /**
   * @param points in a batch, for `batch`; null: an infinite population
   * @param groups of units, each normalised on its own, which matters to states of finite width alone
   */
  normalise(kind: NormKind, epsilon: number, points: number | null, groups?: number): KernelResult<Self>;
  /** Convolving an image with fresh weights of variance σ_w²/fan-in. */
  convolve(window: Window, sigmaW2: number, sigmaB2: number): KernelResult<Self>;
  /** Pooling the pixels of a window, in each channel. */
  poolImage(kind: PoolKind, window: Window): KernelResult<Self>;
  /** Averaging each channel over all pixels, which gives a vector. */
  poolGlobally(): KernelResult<Self>;
  /** What is done to single tokens; absent where the state does not follow the tokens of sequences. */
  readonly sequence?: Sequence<Self>;
  summary(): KernelSummary;
  /** Whether values were sampled on the way, and would differ with another scramble. */
  readonly sampled: boolean;
  /** Whether values are computed only when asked for; the last layer's first, as they bring the others with them. */
  readonly lazy?: true;
}

/** Verbs of states that follow sequences token by token, where all other verbs act on each token alike. */
export interface Sequence<Self> {
  /** One token of each point, as a vector. */
  select(index: number): KernelResult<Self>;
  /** Adding to every token a vector of its position with entries N(0, sigma2), the same for all points. */
  embedPositions(sigma2: number): KernelResult<Self>;
  /** Convolving the tokens, an image one pixel wide, with fresh weights of variance σ_w²/fan-in. */
  convolve(window: Window, sigmaW2: number, sigmaB2: number): KernelResult<Self>;
}

/** What a layer answers: the next state, or why theory stops here (the network can still be measured). */
export type KernelResult<State> = State | Unknown;

export interface Unknown {
  readonly reason: string;
}

export function isUnknown<State extends object>(result: State | Unknown): result is Unknown {
  return 'reason' in result;
}

/**
 * Goes on from a result unless theory has stopped: `andThen(state.affine(2, 0), (s) => s.activate(phi))`. A module that
 * exports "then" would be taken for a promise by `import()`, hence the name.
 */
export function andThen<State extends object>(
  result: KernelResult<State>,
  next: (state: State) => KernelResult<State>,
): KernelResult<State> {
  return isUnknown(result) ? result : next(result);
}
