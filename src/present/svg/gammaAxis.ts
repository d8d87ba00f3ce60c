import { plain } from '../../results/format.ts';
import type { SeriesChart } from './seriesChart.ts';

/** Bias ratios below this are drawn at the foot of the axis: the favourite of two classes gets 51 % there. */
const FLOOR = 1e-3;

/** A logarithmic axis for bias ratios, with a place for zero and for infinity. */
export interface GammaAxis {
  readonly low: number;
  readonly high: number;
  /** Where on the axis a bias ratio is drawn; NaN stays NaN, which is not drawn. */
  readonly place: (gamma: number) => number;
  /** The powers of ten to mark, at most about eight. */
  readonly decades: readonly number[];
  /** "0" at the foot and "∞" at the head, where there are such values. */
  readonly ends: readonly { readonly y: number; readonly text: string }[];
  /** The same for a chart of series. */
  readonly scale: Omit<SeriesChart['y'], 'name'>;
}

/** An axis that holds all values and γ = 1, with some room at either end. */
export function gammaAxis(values: readonly number[]): GammaAxis {
  const shown = values.filter((value) => Number.isFinite(value) && value >= FLOOR);
  const zero = values.some((value) => value < FLOOR);
  const infinite = values.includes(Infinity);
  const least = Math.min(0.3, ...shown);
  const most = Math.max(1, ...shown);
  const low = zero ? 10 ** Math.floor(Math.log10(least) - 0.5) : least / 2;
  const high = infinite ? 10 ** Math.ceil(Math.log10(most) + 0.5) : 2 * most;
  const ends = [...(zero ? [{ y: low, text: '0' }] : []), ...(infinite ? [{ y: high, text: '∞' }] : [])];
  const decades = decadesBetween(low, high).filter((decade) => !ends.some(({ y }) => y === decade));
  return {
    low,
    high,
    place: (gamma) => (gamma < FLOOR ? low : Math.min(high, Math.max(low, gamma))),
    decades,
    ends,
    scale: {
      domain: [low, high],
      log: true,
      ticks: [...decades, ...ends.map(({ y }) => y)],
      format: (tick) => ends.find(({ y }) => y === tick)?.text ?? powerOfTen(tick),
    },
  };
}

/** 0.01, 1, 100 as they are, others as 10⁻⁵. */
export function powerOfTen(value: number): string {
  const exponent = Math.round(Math.log10(value));
  if (Math.abs(exponent) <= 3) return plain(value);
  return `10${[...String(exponent)].map((character) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(character)]).join('')}`;
}

/** Powers of ten from low to high; with gaps on long axes, but γ = 1 always among them. */
function decadesBetween(low: number, high: number): number[] {
  const [from, to] = [Math.log10(low) - 1e-9, Math.log10(high) + 1e-9];
  const step = Math.ceil((to - from) / 8);
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, index) => 10 ** ((first + index) * step));
}
