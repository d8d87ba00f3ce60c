import type { Activation } from '../activations/activation.ts';
import type { KernelResult, KernelState, KernelSummary, NormKind, PoolKind } from '../kernel/state.ts';
import { meanOf } from '../numerics/sampling/mean.ts';
import { complementOf, kernelsOf, type PairKernels } from './pairKernels.ts';
import { finiteReasons } from './reasons.ts';

/** Draws what fresh weights make of pairs of points of given kernels: pairs × 2 × units pre-activations. */
export type Mix = (kernels: () => PairKernels, sigmaW2: number, sigmaB2: number, units: number) => Float64Array;

/**
 * The features of a number of pairs of points, each pair in a network of its own and of its actual width: the two-point
 * chain. A layer's kernel, written in verbs of a state, carries features here instead of a kernel.
 *
 * Given the features h₁, h₂ of two points, Gaussian weights and biases make every unit of the next layer an independent
 * draw of (u₁, u₂) ~ N(0, σ_w²/n (h_a·h_b) + σ_b²): 2n′ normals instead of n·n′ weights, with exactly the same law. All
 * other layers act on the features of each point as they do in a network. Whatever needs more than two points at once
 * (BatchNorm) or the positions of an image (convolutions) is refused with the reason. Source: docs/theory §15.
 */
export class FiniteState implements KernelState<FiniteState> {
  readonly sampled = true;
  private known?: PairKernels;

  /**
   * @param values pairs × 2 × units numbers, not to be changed any more
   * @param units of one point
   * @param lazy true where nobody asks for the kernels after every layer
   */
  constructor(
    readonly values: Float64Array,
    readonly pairs: number,
    readonly units: number,
    private readonly mix: Mix,
    readonly lazy?: true,
  ) {}

  /** The second moments of every pair over its units. */
  get kernels(): PairKernels {
    this.known ??= kernelsOf(this.values, this.pairs, this.units);
    return this.known;
  }

  affine(sigmaW2: number, sigmaB2: number, units: number): FiniteState {
    return this.with(
      this.mix(() => this.kernels, sigmaW2, sigmaB2, units),
      units,
    );
  }

  activate(phi: Activation): FiniteState {
    return this.each((x) => phi.value(x));
  }

  flatten(): FiniteState {
    return this;
  }

  scale(factor: number): FiniteState {
    return factor === 1 ? this : this.each((x) => factor * x);
  }

  add(other: FiniteState): FiniteState {
    const { values } = other;
    return this.with(
      this.values.map((x, k) => x + values[k]),
      this.units,
    );
  }

  join(other: FiniteState): FiniteState {
    const units = this.units + other.units;
    const joined = new Float64Array(2 * this.pairs * units);
    for (let point = 0; point < 2 * this.pairs; point++) {
      joined.set(this.point(point), point * units);
      joined.set(other.point(point), point * units + this.units);
    }
    return this.with(joined, units);
  }

  pool(kind: PoolKind, size: number): FiniteState {
    const pooled = new Float64Array(this.values.length / size);
    for (let window = 0; window < pooled.length; window++) {
      const units = this.values.subarray(window * size, (window + 1) * size);
      pooled[window] = kind === 'max' ? Math.max(...units) : meanOf(units);
    }
    return this.with(pooled, this.units / size);
  }

  normalise(kind: NormKind, epsilon: number, _points: number | null, groups = 1): KernelResult<FiniteState> {
    if (kind === 'batch') return finiteReasons.couplesPoints;
    const size = this.units / groups;
    const normalised = this.values.slice();
    for (let start = 0; start < normalised.length; start += size) {
      standardise(normalised.subarray(start, start + size), kind, epsilon);
    }
    return this.with(normalised, this.units);
  }

  convolve(): KernelResult<FiniteState> {
    return finiteReasons.positions;
  }

  poolImage(): KernelResult<FiniteState> {
    return finiteReasons.positions;
  }

  poolGlobally(): KernelResult<FiniteState> {
    return finiteReasons.positions;
  }

  /** Means over the pairs; γ is mean c / mean (1 − c), as where networks are measured. */
  summary(): KernelSummary {
    const { kernels, pairs } = this;
    let complement = 0;
    for (let pair = 0; pair < pairs; pair++) complement += complementOf(kernels, pair) / pairs;
    const correlation = 1 - complement;
    return {
      cov: meanOf(kernels.cov),
      spread: meanOf(kernels.spread),
      gamma: correlation / complement,
      correlation,
    };
  }

  private point(index: number): Float64Array {
    return this.values.subarray(index * this.units, (index + 1) * this.units);
  }

  private each(f: (x: number) => number): FiniteState {
    const { values } = this;
    const changed = new Float64Array(values.length);
    for (let k = 0; k < values.length; k++) changed[k] = f(values[k]);
    return this.with(changed, this.units);
  }

  private with(values: Float64Array, units: number): FiniteState {
    return new FiniteState(values, this.pairs, units, this.mix, this.lazy);
  }
}

/** (x − mean)/√(variance + ε) in place, and for `rms` x/√(mean square + ε). */
function standardise(units: Float64Array, kind: 'layer' | 'rms', epsilon: number): void {
  const mean = kind === 'layer' ? meanOf(units) : 0;
  let square = 0;
  for (const x of units) square += (x - mean) ** 2;
  // Units that are all alike leave 0, as a network does, where an ε of 0 would leave 0/0.
  const factor = square === 0 ? 0 : 1 / Math.sqrt(square / units.length + epsilon);
  for (let k = 0; k < units.length; k++) units[k] = (units[k] - mean) * factor;
}
