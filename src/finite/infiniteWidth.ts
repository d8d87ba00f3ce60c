import { DatasetState } from '../kernel/dataset/datasetState.ts';
import type { PackedPairs } from '../kernel/packedPairs.ts';
import { isUnknown } from '../kernel/state.ts';
import type { Estimate } from '../numerics/sampling/controlVariates.ts';
import type { Setup } from '../setup/setup.ts';
import { datasetAgreement } from '../theory/datasetAgreement.ts';
import { biasOn } from '../theory/guessTheory.ts';
import { type Trace, traceOf } from '../trace/trace.ts';
import { type Reference, referenceOf } from './reference.ts';

/** What theory says of the network at infinite width: what a finite one is held against, and its control variates. */
export interface InfiniteWidth {
  /** Undefined where theory has no answer. */
  readonly agreement?: Estimate;
  /** After every layer up to the readout, that of its outputs last. */
  readonly layers: readonly InfiniteLayer[];
  readonly reference?: Reference;
}

interface InfiniteLayer {
  /** γ; null where theory does not cover the network. */
  readonly gamma: number | null;
  /** 1 − c of all pairs of given points. */
  readonly complements?: PackedPairs;
}

/** @param readout index of the last layer that is followed */
export function infiniteWidth(setup: Setup, readout: number): InfiniteWidth {
  const trace = traceOf(setup, setup.points);
  const layers = trace.layers.slice(0, readout + 1).map(({ after }) => {
    if (isUnknown(after)) return { gamma: null };
    const { gamma } = after.summary();
    return after instanceof DatasetState ? { gamma, complements: after.complements } : { gamma };
  });
  return { agreement: agreementOf(setup, trace), layers, reference: referenceOf(setup, trace) };
}

function agreementOf(setup: Setup, { decision }: Trace): Estimate | undefined {
  if (!(decision instanceof DatasetState)) return biasOn(setup, setup.points)?.agreement;
  return { value: datasetAgreement(setup.output.classes, decision.complements), error: 0 };
}
