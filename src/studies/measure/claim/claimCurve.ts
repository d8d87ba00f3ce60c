import type { ClaimFigure } from '../../../claims/claimFigure.ts';
import { gammaAxis } from '../../../present/svg/gammaAxis.ts';
import { fairGuessKey, type KeyEntry, measuredKey, theoryKey } from '../../../present/svg/picture.ts';
import { rowsChart } from '../../../present/svg/rowsChart.ts';
import {
  beside,
  domainOf,
  type Mark,
  markAt,
  type Series,
  type SeriesChart,
  seriesChart,
  seriesStyle,
  theoryLabel,
} from '../../../present/svg/seriesChart.ts';
import type { Palette } from '../../../present/svg/theme.ts';
import { plusMinus } from '../../../results/format.ts';
import { estimateOf, type Measured } from './estimateOf.ts';
import type { Measurable } from './schema.ts';

/** How a quantity is called on an axis. */
const QUANTITIES: Record<Measurable, string> = {
  agreement: 'probability that two inputs get the same guess',
  maxFraction: "favourite class's share of the data",
  sd: 'standard deviation of a class’s share over networks',
  gamma: 'bias ratio γ',
  loss: 'cross-entropy before training, in nats',
};

/** Names of places side by side, at most. */
const MOST_NAMES = 8;

/** What spans this many times the least of it is shown on a logarithmic scale: places, and bias ratios. */
const WIDE = { places: 6, gamma: 30 };

/** Of a claim what its curves show. */
interface Curved {
  readonly parameter: string | null;
  readonly values: readonly string[];
  readonly results: readonly CurvedResult[];
}

interface CurvedResult {
  readonly label: string;
  readonly value: string | null;
  readonly measurement: Measured & { readonly classes: number };
}

/** A quantity of a claim: what was measured and what theory expects, by what varies, one colour a run. */
export function claimCurve(claim: Curved, quantity: Measurable): ClaimFigure {
  return {
    name: quantity,
    heading: QUANTITIES[quantity],
    description: describe(claim, quantity),
    key: (palette) => curveKey(claim, quantity, palette),
    draw: (canvas, width) => {
      const chart = chartOf(claim, quantity, canvas.palette);
      return inRows(claim) ? rowsChart(chart, claim.values, canvas, width) : seriesChart(chart, canvas, width);
    },
  };
}

/** Many names stand one below the other, where they can be read. */
function inRows(claim: Curved): boolean {
  return claim.values.length > MOST_NAMES && !isNumeric(claim);
}

function isNumeric({ values }: Curved): boolean {
  return values.length > 1 && values.every((value) => Number.isFinite(Number(value)));
}

function curveKey(claim: Curved, quantity: Measurable, palette: Palette): KeyEntry[] {
  const { results } = claim;
  const labels = [...new Set(results.map(({ label }) => label))];
  const several = labels.length > 1;
  const rows = inRows(claim);
  const hasTheory = results.some(({ measurement }) => estimateOf(measurement, quantity).theory !== null);
  const label = isNumeric(claim) ? theoryLabel(claim.values) : undefined;
  return [
    // Rows leave no room for the names of series beside their marks.
    ...(rows && several ? seriesKey(labels, palette) : []),
    measuredKey(several ? palette.ink : palette.measured),
    ...theoryKey(hasTheory, several ? palette.ink : palette.theory, rows ? 'tick' : 'line', label),
    ...(fairGuess(claim, quantity) === null ? [] : [fairGuessKey(palette)]),
  ];
}

function seriesKey(labels: readonly string[], palette: Palette): KeyEntry[] {
  return labels.map((label, index) => {
    const { colours, shape } = seriesStyle(index, labels.length, palette);
    return { label, mark: shape, colour: colours.measured };
  });
}

function describe({ results }: Curved, quantity: Measurable): string {
  return results
    .map(({ label, value, measurement }) => {
      const { mean, standardError } = estimateOf(measurement, quantity);
      return `${label}${value === null ? '' : ` at ${value}`}: ${plusMinus(mean, standardError)}`;
    })
    .join('; ');
}

function chartOf(claim: Curved, quantity: Measurable, palette: Palette): SeriesChart {
  const { values, parameter } = claim;
  const numbers = values.map(Number);
  const areNumbers = isNumeric(claim);
  const shown = claim.results.flatMap(({ measurement }) => {
    const { mean, theory } = estimateOf(measurement, quantity);
    return theory === null ? [mean] : [mean, theory];
  });
  const fair = fairGuess(claim, quantity);
  const references = fair === null ? [] : [fair];
  const { axis, place } = heights([...shown, ...references], quantity);
  const series = seriesOf(claim, quantity, areNumbers, palette, place);
  const wideX = areNumbers && Math.min(...numbers) > 0 && Math.max(...numbers) > WIDE.places * Math.min(...numbers);
  return {
    series,
    x: areNumbers
      ? { name: parameter!, domain: wideX ? factorsAround(numbers) : domainOf(numbers), log: wideX, ticks: numbers }
      : { labels: values.length > 0 ? values : [''] },
    y: { name: QUANTITIES[quantity], ...axis },
    references,
  };
}

function seriesOf(
  { results, values }: Curved,
  quantity: Measurable,
  areNumbers: boolean,
  palette: Palette,
  place: Heights['place'],
): Series[] {
  const labels = [...new Set(results.map(({ label }) => label))];
  return labels.map((label, index) => {
    const own = results.filter((result) => result.label === label);
    const aside = areNumbers ? 0 : beside(index, labels.length);
    const placeOf = ({ value }: CurvedResult) =>
      (areNumbers ? Number(value) : Math.max(0, values.indexOf(value ?? ''))) + aside;
    const theory = own.flatMap((result): Mark[] => {
      const expected = estimateOf(result.measurement, quantity).theory;
      return expected === null ? [] : [markAt(placeOf(result), expected, 0, place)];
    });
    return {
      name: label,
      ...seriesStyle(index, labels.length, palette),
      measured: own.map((result): Mark => {
        const { mean, standardError } = estimateOf(result.measurement, quantity);
        return markAt(placeOf(result), mean, standardError, place);
      }),
      theory,
      curve: areNumbers ? theory.map(({ x, mean }) => ({ x, y: mean })) : [],
    };
  });
}

/** An axis from 0, and where on it a number stands. */
interface Heights {
  readonly axis: Omit<SeriesChart['y'], 'name'>;
  readonly place: (value: number) => number;
}

/** On a logarithmic scale with a place for 0 where bias ratios span several powers of ten. */
function heights(values: readonly number[], quantity: Measurable): Heights {
  const finite = values.filter(Number.isFinite);
  const most = Math.max(...finite);
  if (quantity === 'gamma' && most > WIDE.gamma * Math.min(...finite.map(Math.abs))) {
    const { place, scale } = gammaAxis(values);
    return { axis: scale, place };
  }
  const top = isShare(quantity) && most > 0.4 ? 1 : 1.15 * most;
  return { axis: { domain: [Math.min(0, ...finite), top] }, place: (value) => value };
}

/**
 * The range of numbers above 0, with room for what stands at its ends on a logarithmic scale: less at the right, where the
 * names of series follow, clear of the lines across.
 */
function factorsAround(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high / low) ** 0.04;
  return [low / room, high * Math.sqrt(room)];
}

/** 1/K for shares, where all networks have as many classes. */
function fairGuess({ results }: Curved, quantity: Measurable): number | null {
  const fair = new Set(results.map(({ measurement }) => 1 / measurement.classes));
  return isShare(quantity) && fair.size === 1 ? [...fair][0] : null;
}

function isShare(quantity: Measurable): boolean {
  return quantity === 'agreement' || quantity === 'maxFraction';
}
