import { plain, plusMinus } from '../../results/format.ts';
import { besideLogClasses, isNearLogClasses } from '../../results/lossFinding.ts';
import type { Estimate, Measurement } from '../../results/schema.ts';

/** A difference counts beyond this many standard errors of both. */
const SURE = 2;

/**
 * What to make of a network that has the lowest loss and yet guesses less evenly than another: loss and agreement answer
 * two questions. Nothing where the lowest loss goes with the lowest agreement.
 */
export function scaleAndGuesses(measurements: readonly Measurement[]): string[] {
  const rows = measurements.flatMap(({ loss, agreement, classes }, index) =>
    loss ? [{ number: index + 1, loss, agreement, classes }] : [],
  );
  if (rows.length < 2) return [];
  const best = rows.reduce((lowest, row) => (row.loss.mean < lowest.loss.mean ? row : lowest));
  const [other] = rows
    .filter(({ classes }) => classes === best.classes)
    .filter((row) => isLess(best.loss, row.loss) && isLess(row.agreement, best.agreement))
    .sort((a, b) => b.loss.mean - a.loss.mean);
  if (!other) return [];
  const { mean, standardError } = best.loss;
  const right = isNearLogClasses(mean, best.classes) ? 'is right' : 'is nearer to right';
  const [high, low] = [best, other].map(({ agreement }) => plain(agreement.mean, 3));
  return [
    `network ${best.number} has the lowest loss, ${plusMinus(mean, standardError)} (${besideLogClasses(mean, best.classes)}), ` +
      `and a higher agreement than network ${other.number}, ${high} instead of ${low}: the loss before training depends on the ` +
      `scale of the outputs, which ${right}; the guesses depend on what all inputs share, compared with what tells them apart, ` +
      'whatever the scale, and this ratio is larger',
  ];
}

function isLess(one: Estimate, other: Estimate): boolean {
  return other.mean - one.mean > SURE * Math.hypot(one.standardError, other.standardError);
}
