import type { Paint } from '../../present/text/paint.ts';
import { table } from '../../present/text/table.ts';
import { truncate, wrap } from '../../present/text/wrap.ts';
import { fixed, percentParts, plural, type Rounded } from '../../results/format.ts';
import { roundedLn, roundedRatio, roundedTo } from './numbers.ts';
import type { Alternatives, Explanation } from './schema.ts';

/** What the whole network would be like with one change, as text. */

interface AlternativeRow {
  readonly name: string;
  readonly gamma: Rounded;
  readonly lnGamma: Rounded;
  readonly agreement: Rounded;
  /** In per cent. */
  readonly favourite: Rounded;
}

export function alternativeRows({ networks }: Alternatives): AlternativeRow[] {
  return networks.map(({ change, name, gamma, lnGamma, agreement, maxFraction }) => {
    const { value, error } = percentParts(maxFraction?.mean ?? Number.NaN, maxFraction?.standardError);
    return {
      name,
      gamma: roundedRatio(gamma),
      lnGamma: change === 'nothing' ? { value: '', error: '', decimals: null } : roundedLn(lnGamma),
      agreement: roundedTo(agreement, fixed(agreement.mean, 4)),
      favourite: { value, error, decimals: null },
    };
  });
}

/** How the numbers were found. */
export function alternativesMethod({ method, initialisations }: Alternatives, inLn = true): string {
  const how =
    method === 'theory'
      ? 'by theory'
      : `measured on ${plural(initialisations ?? 0, 'initialisation')}, the same each time`;
  const change = inLn ? '; ln gamma is what the change adds to it' : '';
  return `Each is the whole network with one change${change}. All are ${how}.`;
}

/** The second table of an explanation: what would be, if. */
export function alternativeLines({ alternatives }: Explanation, width: number, paint: Paint): string[] {
  if (!alternatives) return [];
  const rows = alternativeRows(alternatives);
  let columns: (keyof AlternativeRow)[] = ['name', 'gamma', 'lnGamma', 'agreement', 'favourite'];
  const lines = () =>
    table(
      columns.map((column) => TITLES[column]),
      rows.map((row) => columns.map((column) => (column === 'name' ? truncate(row.name, LONGEST_NAME) : row[column]))),
    );
  for (const least of ['agreement', 'lnGamma', 'favourite']) {
    if (lines().some((line) => line.length > width)) columns = columns.filter((column) => column !== least);
  }
  const [header, ...body] = lines();
  return [
    paint.muted(header),
    ...body,
    ...wrap(alternativesMethod(alternatives, columns.includes('lnGamma')), width).map(paint.muted),
  ];
}

/** Longer names give way to numbers. */
const LONGEST_NAME = 30;

const TITLES: Record<keyof AlternativeRow, string> = {
  name: 'the whole network',
  gamma: 'gamma',
  lnGamma: 'ln gamma',
  agreement: 'agreement',
  favourite: 'favourite %',
};
