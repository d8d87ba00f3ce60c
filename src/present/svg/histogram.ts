import type { Measurement } from '../../results/schema.ts';

/** A histogram of a share in [0, 1], cut to where there is something to see. Edges and heights are in percent. */
export interface VisibleHistogram {
  /** One more than bins. */
  readonly edges: readonly number[];
  readonly measured: readonly number[];
  readonly theory: readonly number[] | null;
}

/** A bin with less than this share of all networks is empty to the eye. */
const VISIBLE = 1e-4;

/** Where a histogram may end: round shares, and from a half on the whole. */
const ENDS = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 1];

/**
 * The histogram of the guess law to draw: all from 0 to 100 %, or the lower part only when nothing lies beyond 40 %
 * (many classes, or neutral networks). Used by figures and terminal alike.
 */
export function visibleHistogram(
  { histogram }: Pick<Measurement, 'histogram'>,
  which: 'fractions' | 'maxFraction',
): VisibleHistogram {
  const { measured, theory } = histogram[which];
  const last = measured.findLastIndex((share, bin) => share > VISIBLE || (theory?.[bin] ?? 0) > VISIBLE);
  const end = ENDS.find((share) => share >= 1.02 * histogram.edges[last + 1]) ?? 1;
  // The tolerance keeps edges such as 0.1 + 0.2 in their place.
  const beyond = histogram.edges.findIndex((edge) => edge >= end - 1e-9);
  const bins = beyond > 0 ? beyond : measured.length;
  return {
    edges: histogram.edges.slice(0, bins + 1).map((edge) => 100 * edge),
    measured: measured.slice(0, bins).map((share) => 100 * share),
    theory: theory?.slice(0, bins).map((share) => 100 * share) ?? null,
  };
}

/**
 * The height to draw to, in percent. One bin that towers over all others (the empty classes of many) is cut off, so
 * that the rest can be read; its true height is then written beside it.
 */
export function visibleHeight({ measured, theory }: VisibleHistogram): {
  readonly top: number;
  readonly cut: number | null;
} {
  const heights = measured.map((height, bin) => Math.max(height, theory?.[bin] ?? 0));
  const [highest = 0, second = 0] = [...heights].sort((a, b) => b - a);
  if (second > 0 && highest > 3 * second) return { top: 2 * second, cut: heights.indexOf(highest) };
  // Shares end at 100 %, and so does their axis.
  return { top: Math.min(1.05 * highest, Math.max(100, highest)), cut: null };
}
