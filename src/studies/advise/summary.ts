import { efforts } from '../../remedies/remedy.ts';
import { barePercent, percent, plusMinus } from '../../results/format.ts';
import { fairGuess } from '../../results/headline.ts';
import { helps } from './ranking.ts';
import type { Advice, TriedRemedy } from './schema.ts';

/** Under this share of the agreement above chance, (A − 1/K)/(1 − 1/K), nothing need be changed. */
const EVEN = 0.01;
/** What removes at least this share is worth a word although others remove more. */
const HALF = 0.5;

/** What the network does, which remedy removes most of it, and which smaller change removes at least half. */
export function summaryOf(advice: Omit<Advice, 'summary'>): string {
  const { before, classes, remedies, goal } = advice;
  const { maxFraction, agreement } = before;
  const share = percent(maxFraction.mean, maxFraction.standardError);
  const finding = `Before any training this network sends ${share} of the data to its favourite class; ${fairGuess(classes)}.`;
  const isEven = (agreement.mean - 1 / classes) / (1 - 1 / classes) < EVEN;
  if (goal === 'neutral' && isEven) return `${finding} It treats the classes alike: there is nothing to change.`;
  const [best, ...others] = remedies.filter(helps);
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

function removes(best: TriedRemedy, { goal, before }: Omit<Advice, 'summary'>): string {
  const [was, is] = goal === 'loss' ? [before.loss, best.loss] : [before.agreement, best.agreement];
  const values = `${withError(is!)} instead of ${withError(was!)}`;
  const quantity = goal === 'loss' ? 'loss' : 'agreement';
  const above = goal === 'loss' ? 'the loss above ln K' : 'the agreement above that of fair guesses';
  return `Of what was tried, ${best.title} removes most, ${removedOf(best)} of ${above}: ${quantity} ${values}.`;
}

function withError({ mean, standardError }: { readonly mean: number; readonly standardError: number }): string {
  return plusMinus(mean, standardError);
}

function removedOf({ removed }: TriedRemedy): string {
  return barePercent(removed!);
}
