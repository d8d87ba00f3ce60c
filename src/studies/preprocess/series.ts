import { beside, markAt, type Series, seriesStyle } from '../../present/svg/seriesChart.ts';
import type { Palette } from '../../present/svg/theme.ts';
import { shortNames } from '../../results/shortNames.ts';
import { type ComparedValue, measuredOf, theoryOf } from './comparedValues.ts';
import type { ComparedResult, PreprocessingComparison } from './schema.ts';

/** What a figure shows of each pipeline. */
export type Shown = 'agreement' | 'maxFraction';

/** A series for each network: its marks in percent. */
export function seriesOf(comparison: PreprocessingComparison, shown: Shown, palette: Palette): Series[] {
  const { networks, pipelines, results, curves, sweep } = comparison;
  return shortNames(networks).map((name, index) => {
    const aside = sweep === null ? beside(index, networks.length) : 0;
    const marksOf = (pick: (result: ComparedResult, shown: Shown) => ComparedValue | undefined) =>
      results.flatMap((result) => {
        const value = result.network === networks[index] ? pick(result, shown) : undefined;
        const place = pipelines.findIndex(({ preprocess }) => preprocess === result.preprocess);
        if (!value) return [];
        const error = Number.isFinite(value.error) ? value.error : 0;
        return [markAt((pipelines[place].value ?? place) + aside, value.mean, error, (share) => 100 * share)];
      });
    return {
      name,
      ...seriesStyle(index, networks.length, palette),
      measured: marksOf(measuredOf),
      theory: marksOf(theoryOf),
      curve: (curves.find(({ network }) => network === networks[index])?.points ?? []).flatMap((point) =>
        point[shown] === null ? [] : [{ x: point.value, y: 100 * point[shown] }],
      ),
    };
  });
}
