import { UserError } from '../errors.ts';
import { sizeOf } from '../graph/graph.ts';
import { isUnknown } from '../kernel/state.ts';
import { mixingOf, type PlacedLayer, type TracedLayer } from '../network/layer.ts';
import { formatLayer } from '../network/notation/format.ts';
import { propagate } from '../network/propagate.ts';
import { type FloatBuffer, WeightGenerator } from '../random/generator.ts';
import { PURPOSE } from '../random/key.ts';
import type { Setup } from '../setup/setup.ts';
import { mixed, type PairKernels } from './pairKernels.ts';
import { finiteReasons } from './reasons.ts';
import { denseInputs, fluctuations, limitKernels, type Reference } from './reference.ts';
import { type PairSource, type PointPairs, pairSource } from './sources.ts';
import { FiniteState, type Mix } from './state.ts';

/** Pairs that go through the layers together: enough for long loops, few enough for their features to stay in cache. */
const PAIRS = 16;
/** Features of all layers that are kept at a time (64 MB). */
const LARGEST_TRACE = 2 ** 23;

/** Of very deep networks only the last layers give control variates, as regression on too many costs more than it gains. */
const MOST_CONTROLS = 24;

/** What a batch of pairs came to. */
export interface ChainBatch {
  /** Kernels after every layer up to the readout, and last that of the readout's outputs. */
  readonly kernels: readonly PairKernels[];
  readonly points: PointPairs;
  /** Numbers of expectation 0, one a pair, that vary with the draws: control variates. */
  readonly controls: readonly Float64Array[];
}

/**
 * The two-point chain of a network: pairs of points, each in a network of its own of the actual widths, batch after
 * batch. The same batch of the same seed gives the same numbers whenever it is drawn. Source: docs/theory §15.
 */
export class Chain {
  /** Of a batch. */
  readonly pairs: number;
  readonly source: PairSource;
  private readonly generator: WeightGenerator;
  private readonly hidden: readonly PlacedLayer[];
  private normals: FloatBuffer;

  /** @param reference run beside the chain for control variates */
  constructor(
    private readonly setup: Setup,
    private readonly readout: number,
    private readonly reference?: Reference,
  ) {
    const { layers } = setup;
    this.hidden = layers.slice(0, readout);
    const size = this.hidden.reduce((sum, { output }) => sum + sizeOf(output), sizeOf(layers[0].input));
    this.pairs = Math.max(1, Math.min(PAIRS, Math.floor(LARGEST_TRACE / (2 * size))));
    this.generator = new WeightGenerator(setup.seed);
    this.source = pairSource(setup, this.generator, this.pairs);
    this.normals = this.generator.reserve(0);
  }

  /** @throws UserError `bad-argument` when a layer refuses */
  draw(batch: number): ChainBatch {
    const points = this.source.draw(batch);
    const { start, trace } = this.run(batch, points);
    const states = trace.map(({ after }, index) => {
      if (isUnknown(after)) throw refusal(after.reason, place(trace, index));
      return after;
    });
    const features = states.at(-1) ?? start;
    const { sigmaW2, sigmaB2 } = mixingOf(this.setup.layers[this.readout], this.setup.init)!;
    const kernels = [...states.map((state) => state.kernels), mixed(features.kernels, sigmaW2, sigmaB2)];
    return { kernels, points, controls: this.controls(batch, points) };
  }

  /** Control variates from the reference chain: angles before the dense layers, from the last on, then norms. */
  private controls(batch: number, points: PointPairs): Float64Array[] {
    const limits = this.reference?.kernels.map((state) => limitKernels(state, points, this.pairs));
    if (!limits) return [];
    const { start, trace } = this.run(batch, points, limits);
    const last = trace.at(-1)?.after ?? start;
    const strayed = [...denseInputs(start, trace), last as FiniteState].map((state, index) =>
      fluctuations(state.kernels, limits[index]),
    );
    strayed.reverse();
    return [...strayed.map(({ angle }) => angle), ...strayed.map(({ norm }) => norm)].slice(0, MOST_CONTROLS);
  }

  /** @param limits the kernels that the dense layers draw from, one after the other, instead of those of their inputs */
  private run(
    batch: number,
    points: PointPairs,
    limits?: readonly PairKernels[],
  ): { start: FiniteState; trace: TracedLayer<FiniteState>[] } {
    let index = 0;
    const mix: Mix = (kernels, sigmaW2, sigmaB2, units) => {
      const from = mixed(limits?.[index] ?? kernels(), sigmaW2, sigmaB2);
      // Tensor 0 are the points.
      return this.drawUnits(from, units, batch, ++index);
    };
    const size = sizeOf(this.setup.layers[0].input);
    const start = new FiniteState(points.values, this.pairs, size, mix, limits && true);
    return { start, trace: propagate(this.hidden, start, { init: this.setup.init, points: null }) };
  }

  /**
   * u₁ = √q₁ z and u₂ = u₁ − e with e = β u₁ + s z′, where z, z′ are unit normals and
   *
   *   β = (spread + tilt)/q₁ = Cov(e, u₁)/q₁,   s² = 2 spread − β² q₁:
   *
   * the difference e is drawn as such, so that points that look almost alike keep every digit of it.
   */
  private drawUnits(kernels: PairKernels, units: number, batch: number, tensor: number): Float64Array {
    const { pairs, first, spread, tilt } = kernels;
    const count = 2 * pairs * units;
    if (this.normals.count < count) this.normals = this.generator.reserve(count);
    const key = { purpose: PURPOSE.finite, tensor, readout: 0, initialisation: batch };
    this.generator.normals(this.normals.part(0, count), 1, key);
    const normals = this.normals.values;
    const drawn = new Float64Array(count);
    for (let pair = 0; pair < pairs; pair++) {
      const a = 2 * pair * units;
      const b = a + units;
      const root = Math.sqrt(first[pair]);
      const beta = first[pair] > 0 ? (spread[pair] + tilt[pair]) / first[pair] : 0;
      const s = Math.sqrt(Math.max(0, 2 * spread[pair] - beta * beta * first[pair]));
      for (let k = 0; k < units; k++) {
        const u = root * normals[a + k];
        drawn[a + k] = u;
        drawn[b + k] = u - (beta * u + s * normals[b + k]);
      }
    }
    return drawn;
  }
}

/**
 * The index of the readout, after all has been checked that can be without drawing.
 * @throws UserError `bad-argument` when the chain cannot follow the network
 */
export function readoutOfChain({ init, output, layers }: Setup): number {
  if (init.law !== 'gaussian') {
    throw refusal(`weights are ${init.law}, and the chain is exact for Gaussian weights only`);
  }
  if (output.readout === undefined || output.readout !== output.decision) {
    throw refusal('the compared outputs do not come from a dense layer');
  }
  if (output.bias) throw refusal('the outputs have fixed biases');
  if (layers[0].input.length === 2 && !layers[0].layer.definition.flattens) {
    throw refusal(finiteReasons.positions.reason);
  }
  return output.readout;
}

function place(trace: readonly TracedLayer<FiniteState>[], index: number): string {
  return `layer ${index + 1}, ${formatLayer(trace[index].placed.layer)}`;
}

function refusal(reason: string, where?: string): UserError {
  const message = `no finite prediction: ${reason.replace(/^measured only: /, '')}`;
  return new UserError('bad-argument', message, where ? [where] : [], 'measure the network instead');
}
