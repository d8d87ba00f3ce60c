import { DatasetState } from '../kernel/dataset/datasetState.ts';
import { PairState } from '../kernel/pair/pairState.ts';
import { isUnknown } from '../kernel/state.ts';
import type { TracedLayer } from '../network/layer.ts';
import { some } from '../network/layers/blocks/inside.ts';
import type { Setup } from '../setup/setup.ts';
import type { State, Trace } from '../trace/trace.ts';
import type { PairKernels } from './pairKernels.ts';
import type { PointPairs } from './sources.ts';

/**
 * The kernels of infinite width that the reference chain draws from. It runs beside the chain on the same random numbers,
 * but every dense layer takes the kernel of infinite width instead of that of the units it happens to see:
 *
 *   chain:      K_{l+1} = ⟨φφ⟩ over n draws of N(0, K_l)        reference:   S_{l+1} = ⟨φφ⟩ over the same of N(0, K∞_l)
 *
 * E S_l = K∞_l at any width, so S_l − K∞_l are control variates of known expectation 0, and they make up the chain's
 * fluctuation to first order: what is left of the variance is smaller by a factor of the order of the width. Derived here.
 */
export interface Reference {
  /** Before every dense layer in the order in which they draw, the readout last. */
  readonly kernels: readonly (PairState | DatasetState)[];
}

/**
 * Undefined where E S = K∞ does not hold or is not known: normalisation divides by what the units happen to be, and
 * preprocessing may leave other moments than in the limit of many points and features.
 */
export function referenceOf(
  { layers, data, steps, output }: Setup,
  { start, layers: trace, decision }: Trace,
): Reference | undefined {
  const exactData = data.kind === 'dataset' || steps.notation === 'none';
  const parts = layers.map(({ layer }) => layer);
  const strays = some(parts, ({ definition, args }) => definition.keepsExpectation?.(args) === false);
  if (!exactData || strays || isUnknown(start) || isUnknown(decision)) return undefined;
  const kernels = denseInputs(start, trace.slice(0, output.readout! + 1));
  return kernels.every(isExact) ? { kernels } : undefined;
}

function isExact(state: State): state is PairState | DatasetState {
  return (state instanceof PairState || state instanceof DatasetState) && !state.sampled;
}

/** The states before every dense layer, inside blocks too, in the order in which layers ask for weights. */
export function denseInputs<S extends object>(start: S, trace: readonly TracedLayer<S>[]): S[] {
  let before: S | undefined = start;
  return trace.flatMap(({ placed, after, inner }) => {
    const input = before;
    before = isUnknown(after) ? undefined : after;
    if (!input) return [];
    return placed.layer.definition.mixing ? [input] : denseInputs(input, inner ?? []);
  });
}

/** The kernel of infinite width for every pair of a batch. */
export function limitKernels(state: PairState | DatasetState, { places }: PointPairs, pairs: number): PairKernels {
  const numbers = (value: (pair: number) => number) => Float64Array.from({ length: pairs }, (_, pair) => value(pair));
  if (state instanceof PairState) {
    const { cov, spread } = state;
    const square = numbers(() => cov + spread);
    return {
      pairs,
      first: square,
      second: square,
      cov: numbers(() => cov),
      spread: numbers(() => spread),
      tilt: numbers(() => 0),
    };
  }
  const { norms, complements } = state;
  const first = numbers((pair) => norms[places!.first[pair]]);
  const second = numbers((pair) => norms[places!.second[pair]]);
  const complement = (pair: number) => complements[places!.pair[pair]];
  const scale = (pair: number) => Math.sqrt(first[pair] * second[pair]);
  return {
    pairs,
    first,
    second,
    cov: numbers((pair) => scale(pair) * (1 - complement(pair))),
    spread: numbers(
      (pair) => (Math.sqrt(first[pair]) - Math.sqrt(second[pair])) ** 2 / 2 + scale(pair) * complement(pair),
    ),
    tilt: numbers((pair) => (first[pair] - second[pair]) / 2),
  };
}

/**
 * How far the reference chain strayed before a dense layer, to first order: of 1 − c, and of q relative to itself.
 *
 *   δq/q,   δ(1 − c) = δspread/q − (spread/q) δq/q,   q = ½ (q₁ + q₂)
 *
 * Both have expectation 0.
 */
export function fluctuations(drawn: PairKernels, limit: PairKernels): { angle: Float64Array; norm: Float64Array } {
  const angle = new Float64Array(limit.pairs);
  const norm = new Float64Array(limit.pairs);
  for (let pair = 0; pair < limit.pairs; pair++) {
    const q = (limit.first[pair] + limit.second[pair]) / 2;
    if (q === 0) continue;
    norm[pair] = (drawn.first[pair] + drawn.second[pair]) / (2 * q) - 1;
    angle[pair] = (drawn.spread[pair] - limit.spread[pair] * (1 + norm[pair])) / q;
  }
  return { angle, norm };
}
