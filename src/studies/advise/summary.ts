import { efforts } from '../../remedies/remedy.ts';
import { isEven } from '../../results/finding.ts';
import { barePercent, percent, plain, plusMinus } from '../../results/format.ts';
import { fairGuess } from '../../results/headline.ts';
import { depthScale, distanceFromEdge } from './edge.ts';
import { helps } from './ranking.ts';
import type { Advice, TriedRemedy } from './schema.ts';

/** What removes at least this share is worth a word although others remove more. */
const HALF = 0.5;
/** An entropy this close to ln K is that of equal shares. */
const EQUAL = 0.01;

/** What the network does, which remedy removes most of it, and which smaller change removes at least half. */
export function summaryOf(advice: Omit<Advice, 'summary'>): string {
  const { before, classes, remedies, goal } = advice;
  const { maxFraction, agreement } = before;
  const share = percent(maxFraction.mean, maxFraction.standardError);
  const finding = `Before any training this network sends ${share} of the data to its favourite class; ${fairGuess(classes)}.`;
  if (goal === 'neutral' && isEven(agreement.mean, classes))
    return `${finding} It treats the classes alike: there is nothing to change.`;
  const [best, ...others] = remedies.filter((remedy) => helps(remedy, goal));
  if (goal === 'edge-of-chaos') return [finding, edgeIn(before, best)].join(' ');
  if (!best) return `${finding} None of the remedies that apply makes it smaller.`;
  const rank = (remedy: TriedRemedy) => efforts.indexOf(remedy.effort);
  const smaller = others
    .filter((remedy) => rank(remedy) < rank(best) && remedy.removed! >= HALF)
    .toSorted((a, b) => rank(a) - rank(b))[0];
  return [
    finding,
    removes(best, advice),
    smaller ? `A smaller change, ${smaller.title}, removes ${removedOf(smaller)}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** How gradients change from layer to layer, and what brings the network closest to the edge of chaos. */
function edgeIn(before: Advice['before'], best: TriedRemedy | undefined): string {
  const { chi1, agreement } = before;
  if (chi1 === null) return 'How its gradients change with depth is not known to theory.';
  if (distanceFromEdge(chi1) === 0) return 'It stands at the edge of chaos, χ₁ = 1: there is nothing to change.';
  const grow = chi1 > 1 ? 'grow' : 'fade';
  const now = `Its squared gradients ${grow} by χ₁ = ${plain(chi1, 3)} a layer, by a factor of e in ${plain(depthScale(chi1), 3)} layers.`;
  if (!best) return `${now} None of the remedies that apply brings it closer to the edge of chaos.`;
  const bias = `agreement ${withError(best.agreement!)} instead of ${withError(agreement)}`;
  return `${now} Of what was tried, ${best.title} brings it closest to the edge of chaos: χ₁ = ${plain(best.chi1!, 3)}; ${bias}.`;
}

function removes(best: TriedRemedy, { goal, before, leastLoss, logClasses }: Omit<Advice, 'summary'>): string {
  const [was, is] = goal === 'loss' ? [before.loss, best.loss] : [before.agreement, best.agreement];
  const values = `${withError(is!)} instead of ${withError(was!)}`;
  const quantity = goal === 'loss' ? 'loss' : 'agreement';
  const least = leastLoss < logClasses - EQUAL ? 'the entropy of the classes' : 'ln K';
  const above = goal === 'loss' ? `the loss above ${least}` : 'the agreement above that of fair guesses';
  return `Of what was tried, ${best.title} removes most, ${removedOf(best)} of ${above}: ${quantity} ${values}.`;
}

function withError({ mean, standardError }: { readonly mean: number; readonly standardError: number }): string {
  return plusMinus(mean, standardError);
}

function removedOf({ removed }: TriedRemedy): string {
  return barePercent(removed!);
}
