import { type ComparedValue, measuredOf, theoryOf } from '../results/comparedValues.ts';
import type { ComparedResult, PreprocessingComparison } from '../results/preprocessingSchema.ts';
import { shortNames } from '../results/shortNames.ts';
import type { Palette } from './theme.ts';

/** What a figure shows of each pipeline. */
export type Shown = 'agreement' | 'maxFraction';

/** One network in a figure: its marks in percent, in the colours that are its own. */
export interface Series {
  readonly name: string;
  readonly colours: { readonly measured: string; readonly theory: string };
  /** Beyond as many networks as there are colours, lines are told apart by dashes. */
  readonly dash: string | undefined;
  readonly measured: readonly Mark[];
  readonly theory: readonly Mark[];
  readonly curve: readonly { readonly x: number; readonly y: number }[];
}

export interface Mark {
  readonly x: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export function seriesOf(comparison: PreprocessingComparison, shown: Shown, palette: Palette): Series[] {
  const { networks, pipelines, results, curves, sweep } = comparison;
  const own = [palette.measured, palette.theory, palette.born, palette.removes];
  const dashes = [undefined, '7 3', '2 3'];
  return shortNames(networks).map((name, index) => {
    const colour = own[index % own.length];
    // Side by side within the place of a pipeline.
    const beside = sweep === null ? (0.6 * (index - (networks.length - 1) / 2)) / networks.length : 0;
    const marksOf = (pick: (result: ComparedResult, shown: Shown) => ComparedValue | undefined) =>
      results.flatMap((result) => {
        const value = result.network === networks[index] ? pick(result, shown) : undefined;
        const place = pipelines.findIndex(({ preprocess }) => preprocess === result.preprocess);
        return value ? [markAt((pipelines[place].value ?? place) + beside, value)] : [];
      });
    return {
      name,
      colours:
        networks.length > 1
          ? { measured: colour, theory: colour }
          : { measured: palette.measured, theory: palette.theory },
      dash: dashes[Math.floor(index / own.length) % dashes.length],
      measured: marksOf(measuredOf),
      theory: marksOf(theoryOf),
      curve: (curves.find(({ network }) => network === networks[index])?.points ?? []).flatMap((point) =>
        point[shown] === null ? [] : [{ x: point.value, y: 100 * point[shown] }],
      ),
    };
  });
}

function markAt(x: number, { mean, error }: ComparedValue): Mark {
  const half = Number.isFinite(error) ? error : 0;
  return { x, mean: 100 * mean, low: 100 * (mean - half), high: 100 * (mean + half) };
}

/** From the first place to the last, with room for what stands there. */
export function domainOf({ sweep, pipelines }: PreprocessingComparison): [number, number] {
  if (sweep === null) return [-0.5, pipelines.length - 0.5];
  const values = pipelines.map(({ value }) => value ?? 0);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = 0.03 * (high - low || 1);
  return [low - room, high + room];
}
