import { UserError } from '../../errors.ts';
import type { Tensor } from '../../graph/graph.ts';
import { isUnknown } from '../../kernel/state.ts';
import { formatLayer } from '../../network/notation/format.ts';
import type { Program } from '../../program/program.ts';
import type { Setup } from '../../setup/setup.ts';
import { sampleOf } from '../../trace/pointSample.ts';
import { modeOf, tokensOf, traceOf } from '../../trace/trace.ts';
import type { NodeMoments } from './layerTally.ts';

/** A layer whose nodes are looked at. */
export interface LookedAt {
  /** In the notation. */
  readonly layer: string;
  /** From 1. */
  readonly position: number;
  readonly isOutput: boolean;
  readonly nodes: number;
  /** Of a hidden layer, and of a network that does not end in a dense layer; else the nodes are those of the readout. */
  readonly tensor?: Tensor;
  /** Undefined where theory does not cover it. */
  readonly theory?: NodeMoments;
}

/**
 * The layers to look at: those of the given positions, or the output and the last dense layer before it. Only layers that
 * mix all units by fresh weights have nodes that differ by their weights alone.
 *
 * @param positions from 1
 * @throws UserError `bad-argument` for a position where no such layer is
 */
export function layersToLookAt(setup: Setup, program: Program, positions: readonly number[] | undefined): LookedAt[] {
  const { layers, output } = setup;
  const end = output.readout ?? output.decision;
  const isHidden = (index: number) => {
    const placed = layers[index];
    return index < end && placed.layer.definition.mixing !== undefined && placed.output.length === 1;
  };
  const hidden = layers.map((_, index) => index).filter(isHidden);
  const chosen = positions?.map((position) => position - 1) ?? [...hidden.slice(-1), end];
  for (const index of chosen) {
    if (index === end || hidden.includes(index)) continue;
    const known = [...hidden, end].map((place) => place + 1).join(', ');
    throw new UserError('bad-argument', `layer ${index + 1} has no nodes to compare`, [], `choose among ${known}`);
  }
  return [...new Set(chosen)].flatMap((index): LookedAt[] => {
    const isOutput = index === end;
    const nodes = isOutput ? output.units : layers[index].output[0];
    if (nodes < 2) return [];
    const tensor = isOutput ? (program.readout ? undefined : program.features) : program.trace[index];
    return [{ layer: formatLayer(layers[index].layer), position: index + 1, isOutput, nodes, tensor }];
  });
}

/**
 * The layers with what theory says of them. It says nothing where it samples images or points, as it states no error of
 * cov and spread then.
 *
 * @param points N, which layers that look at all points depend on
 */
export function withTheory(
  setup: Setup,
  points: number,
  looked: readonly LookedAt[],
): { readonly layers: LookedAt[]; readonly notes: string[] } {
  if (modeOf(setup) === 'spatial') return { layers: [...looked], notes: ['measured only: theory samples images here'] };
  if (modeOf(setup) === 'dataset' && sampleOf(setup.data, tokensOf(setup))) {
    return { layers: [...looked], notes: ['measured only: theory follows all pairs of 6,000 points at most'] };
  }
  const { layers, decision } = traceOf(setup, points);
  const reasons = new Set<string>();
  const known = looked.map((one): LookedAt => {
    const state = one.isOutput ? decision : layers[one.position - 1].after;
    if (!isUnknown(state) && !state.sampled) {
      const { cov, spread } = state.summary();
      return { ...one, theory: { cov, spread } };
    }
    reasons.add(isUnknown(state) ? state.reason : 'measured only: theory samples values here');
    return one;
  });
  return { layers: known, notes: [...reasons] };
}
