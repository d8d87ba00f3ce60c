import type { MeasuredValue } from '../../numerics/sampling/zScore.ts';
import type { Paint } from '../../present/text/paint.ts';
import { table } from '../../present/text/table.ts';
import { wrap } from '../../present/text/wrap.ts';
import { barePercent, count, fixed, percent, plural, type Rounded } from '../../results/format.ts';
import { roundedRatio, roundedTo } from './numbers.ts';
import type { DataDirections, Direction, Explanation } from './schema.ts';

/** What each direction of the data makes of the bias, as text. */

/** A row: what was taken out of the points, and what is left of the bias. */
interface DirectionRow {
  readonly name: string;
  readonly dataGamma: Rounded;
  readonly gamma: Rounded;
  readonly agreement: Rounded;
  /** Percentages that go with the direction; empty where there is too little to share. */
  readonly gammaShare: string;
  readonly agreementShare: string;
}

export function directionRows({ directions, pictures }: DataDirections): DirectionRow[] {
  const names: Record<Direction['without'], string> = {
    nothing: 'the data as they are',
    mean: `without the mean ${pictures ? 'image' : 'point'}`,
    component: 'without the 1st component',
    both: 'without both',
  };
  return directions.map(({ without, dataGamma, gamma, agreement, gammaShare, agreementShare }) => ({
    name: names[without],
    dataGamma: roundedRatio({ mean: dataGamma ?? Number.NaN, standardError: 0 }),
    gamma: roundedRatio(gamma),
    agreement: roundedTo(agreement, fixed(agreement.mean, 4)),
    gammaShare: shareText(gammaShare),
    agreementShare: shareText(agreementShare),
  }));
}

/** What the data are like, how the shares were found, and of what they are. */
export function directionsMethod({ data, measurement }: Explanation): string {
  if (!data) return '';
  const { meanShare, componentShare, points, method, initialisations, pictures } = data;
  const of = points !== null && points < measurement.points;
  const how = method === 'theory' ? 'by theory' : `measured on ${plural(initialisations ?? 0, 'initialisation')}`;
  const component =
    componentShare === null ? '' : `, the first principal component ${barePercent(componentShare)} of the variance`;
  return (
    `The mean ${pictures ? 'image' : 'point'} holds ${barePercent(meanShare)} of the squared norm${component}. ` +
    `Shares are of gamma and of the agreement beyond ${fixed(1 / measurement.classes, 3)} that go without the direction, ` +
    `${how}${of ? ` for ${count(points)} of the ${count(measurement.points)} points` : ''}.`
  );
}

/** The second table of an explanation: where in the data the bias comes from. */
export function directionLines(explanation: Explanation, width: number, paint: Paint): string[] {
  const { data } = explanation;
  if (!data) return [];
  const rows = directionRows(data);
  let columns: (keyof DirectionRow)[] = ['name', 'dataGamma', 'gamma', 'gammaShare', 'agreement', 'agreementShare'];
  const lines = () =>
    table(
      columns.map((column) => TITLES[column]),
      rows.map((row) => columns.map((column) => row[column])),
    );
  for (const least of ['dataGamma', 'agreementShare', 'agreement', 'gammaShare']) {
    if (lines().some((line) => line.length > width)) columns = columns.filter((column) => column !== least);
  }
  const [header, ...body] = lines();
  return [paint.muted(header), ...body, ...wrap(directionsMethod(explanation), width).map(paint.muted)];
}

const TITLES: Record<keyof DirectionRow, string> = {
  name: 'where in the data',
  dataGamma: 'data gamma',
  gamma: 'gamma',
  gammaShare: 'share',
  agreement: 'agreement',
  agreementShare: 'share',
};

/** A bias that is larger without the direction has no share in it. */
function shareText(share: MeasuredValue | null): string {
  if (share === null) return '';
  if (share.mean < 0) return share.mean < -share.standardError ? 'none: it rises' : 'none';
  return share.standardError > 0 ? percent(share.mean, share.standardError) : `${fixed(100 * share.mean, 1)} %`;
}
