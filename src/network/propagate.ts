import { isUnknown, type KernelState, type Unknown } from '../kernel/state.ts';
import type { PlacedLayer, Setting, TracedLayer } from './layer.ts';
import { formatLayer } from './notation/format.ts';

/** Carries a kernel through layers in order. The states keep their kind: pairs stay pairs, datasets stay datasets. */
export function propagate<State extends KernelState<State>>(
  layers: readonly PlacedLayer[],
  start: State,
  { init, points }: Pick<Setting, 'init' | 'points'>,
  afterLayer?: () => void,
): TracedLayer<State>[] {
  let state: State | Unknown = start;
  return layers.map((placed, index) => {
    if (isUnknown(state)) return { placed, after: state };
    const inner: TracedLayer<State>[] = [];
    // Blocks carry the same kind of state through the layers inside.
    const observe = (traced: readonly TracedLayer<object>[]) => inner.push(...(traced as TracedLayer<State>[]));
    const { definition, args } = placed.layer;
    state = definition.kernel(state, args, {
      input: placed.input,
      init,
      points,
      endsBranch: placed.endsBranch,
      observe,
    });
    if (!isUnknown(state) && !state.lazy && !inRange(state)) state = { reason: outOfRange(placed, index) };
    afterLayer?.();
    return { placed, after: state, ...(inner.length > 0 && { inner }) };
  });
}

/** Below this variance float64 begins to lose digits; 0 itself is the right variance of a dead network. */
const SMALLEST_VARIANCE = 1e-290;

function inRange<State extends KernelState<State>>(state: State): boolean {
  const { cov, spread } = state.summary();
  const variance = cov + spread;
  return variance === 0 || (variance > SMALLEST_VARIANCE && variance < Number.POSITIVE_INFINITY);
}

function outOfRange({ layer }: PlacedLayer, index: number): string {
  const where = `layer ${index + 1}, ${formatLayer(layer)}`;
  return `measured only: in ${where}, the variance leaves the range of numbers; another sigmaW2 would keep it`;
}
