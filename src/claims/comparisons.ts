import { plain, plusMinus } from '../results/format.ts';
import type { Estimate } from '../results/schema.ts';
import { type Check, type Relation, relations } from './checkSchema.ts';
import type { Compared } from './verdict.ts';

/** What is known of a run at a value: what checks compare. */
export interface Observed<Quantity extends string> {
  /** Of the run. */
  readonly label: string;
  /** Of what varies; null where nothing does. */
  readonly value: string | null;
  readonly quantities: Readonly<Record<Quantity, Omit<Estimate, 'z'>>>;
}

/** A number with its standard error and its name in sentences. */
interface Side {
  readonly name: string;
  readonly mean: number;
  readonly error: number;
}

/**
 * The comparisons that a check asks for, in the order of runs and values. None where nothing it speaks of was measured,
 * or where theory does not cover it.
 */
export function comparisonsOf<Quantity extends string>(
  check: Check<Quantity>,
  results: readonly Observed<Quantity>[],
): Compared[] {
  const relation = relationOf(check);
  const chosen = results.filter(({ label, value }) => isAmong(check.of, label) && isAmong(check.at, value));
  switch (relation) {
    case 'is':
      return chosen.flatMap((result) =>
        against(check, result, check.is!, results).map((other) => near(sideOf(check, result), other, check.within!)),
      );
    case 'above':
    case 'below':
      return chosen.flatMap((result) =>
        against(check, result, check[relation]!, results).map((other) =>
          beyond(sideOf(check, result), other, relation),
        ),
      );
    case 'constant-in':
      return byRun(chosen).flatMap(([first, ...rest]) =>
        rest.map((result) => near(sideOf(check, result), sideOf(check, first), check.within!)),
      );
    case 'increases-with':
    case 'decreases-with':
      return byRun(chosen).flatMap((run) =>
        run.slice(1).map((result, index) => {
          const side = relation === 'increases-with' ? 'above' : 'below';
          return beyond(sideOf(check, result), sideOf(check, run[index]), side);
        }),
      );
  }
}

function relationOf(check: Check<string>): Relation {
  return relations.find((relation) => check[relation] !== undefined)!;
}

/** The check as a sentence without its full stop: "gamma of relu increases with depth". */
export function inWords(check: Check<string>): string {
  const relation = relationOf(check);
  const of = check.of === undefined ? '' : ` of ${[check.of].flat().join(', ')}`;
  const at = check.at === undefined ? '' : ` at ${[check.at].flat().join(', ')}`;
  const what = check[relation];
  const within = check.within === undefined ? '' : ` within ${check.within}`;
  const said: Record<Relation, string> = {
    is: `is ${typeof what === 'string' ? `that of ${what}` : what}`,
    above: `is above ${typeof what === 'string' ? `that of ${what}` : what}`,
    below: `is below ${typeof what === 'string' ? `that of ${what}` : what}`,
    'increases-with': `increases with ${what}`,
    'decreases-with': `decreases with ${what}`,
    'constant-in': `is the same at every ${what}`,
  };
  return `${check.quantity}${of}${at} ${said[relation]}${within}`;
}

function isAmong(given: Check<string>['of'] | Check<string>['at'], name: string | null): boolean {
  return given === undefined || [given].flat().map(String).includes(String(name));
}

/** What a result is held against: a number, theory, or another run at the same value. */
function against<Quantity extends string>(
  { quantity }: Check<Quantity>,
  { value, quantities }: Observed<Quantity>,
  other: string | number,
  results: readonly Observed<Quantity>[],
): Side[] {
  if (typeof other === 'number') return [{ name: '', mean: other, error: 0 }];
  if (other === 'theory') {
    const { theory, theoryError = 0 } = quantities[quantity];
    return theory === null ? [] : [{ name: 'theory', mean: theory, error: theoryError }];
  }
  const found = results.find((result) => result.label === other && result.value === value);
  return found ? [sideOf({ quantity }, found)] : [];
}

function sideOf<Quantity extends string>(
  { quantity }: Pick<Check<Quantity>, 'quantity'>,
  { label, value, quantities }: Observed<Quantity>,
): Side {
  const { mean, standardError } = quantities[quantity];
  return { name: `${quantity} of ${label}${value === null ? '' : ` at ${value}`}`, mean, error: standardError };
}

/** Results of one run after the other, each in the order of its values. */
function byRun<Quantity extends string>(results: readonly Observed<Quantity>[]): Observed<Quantity>[][] {
  const labels = [...new Set(results.map(({ label }) => label))];
  return labels.map((label) => results.filter((result) => result.label === label));
}

function near(side: Side, other: Side, within: number | string): Compared {
  const tolerance = typeof within === 'number' ? within : (parseFloat(within) / 100) * Math.abs(other.mean);
  return compared(side, other, -tolerance, tolerance);
}

function beyond(side: Side, other: Side, relation: 'above' | 'below'): Compared {
  return relation === 'above' ? compared(side, other, 0, null) : compared(side, other, null, 0);
}

function compared(side: Side, other: Side, least: number | null, most: number | null): Compared {
  // Numbers without an error are shown to the digit that their tolerance asks about.
  const exact = side.error === 0 && other.error === 0 && most !== null && most > 0;
  const digits = exact ? Math.max(4, 1 + Math.ceil(Math.log10(Math.abs(other.mean) / most))) : 4;
  const shown = ({ mean, error }: Side) => (error > 0 ? plusMinus(mean, error) : plain(mean, digits));
  const beside = shown(other);
  return {
    text: `${side.name} is ${shown(side)} against ${other.name ? `${beside} (${other.name})` : beside}`,
    difference: side.mean - other.mean,
    error: Math.hypot(side.error, other.error),
    least,
    most,
  };
}
