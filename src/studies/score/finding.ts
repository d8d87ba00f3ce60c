import { behaviour } from '../../results/finding.ts';
import { barePercent, plural } from '../../results/format.ts';
import { shareOf } from '../../results/headline.ts';
import { lossFindingOf } from '../../results/lossFinding.ts';
import { capital } from '../../results/words.ts';
import type { Score, ScoredStep } from './schema.ts';

type Found = Omit<Score, 'summary' | 'advice' | 'notes' | 'forgotten'>;

/**
 * A favourite with more than this share is a bias: twice a fair share, as in the experiments on training; of two classes, of which
 * that is all, half the way there.
 */
function mostUnbiased(classes: number): number {
  return classes === 2 ? 0.75 : 2 / classes;
}

/** The first step from which on there is no bias on average; null where it never goes, and where there is but one step. */
export function forgottenAt({ steps, classes }: Pick<Score, 'steps' | 'classes'>): number | null {
  if (steps.length < 2) return null;
  const last = steps.findLastIndex((step) => isBiased(step, classes));
  return last === steps.length - 1 ? null : steps[last + 1].step;
}

export function isBiased({ maxFraction }: ScoredStep, classes: number): boolean {
  return maxFraction.mean > mostUnbiased(classes);
}

/** The finding in a few sentences. */
export function summaryOf(found: Found & Pick<Score, 'forgotten'>): string {
  const { steps, initialisations } = found;
  const [first] = steps;
  if (first.equalOutputs?.networks === 1) {
    return `${capital(`${beginning(found)}all outputs`)} are exactly equal for all inputs: nothing is guessed yet, and frameworks answer class 0.`;
  }
  const alone = initialisations === 1 ? 'It is one network: what others would do is not known.' : '';
  const over = initialisations === 1 ? '' : `over ${plural(initialisations, 'initialisation')} `;
  const does = `${beginning(found)}${over}this network ${behaviourAt(found, first)}`;
  const loss = lossFindingOf({ loss: lossOf(first), classes: found.classes });
  return [capital(does), loss, trainingIn(found), alone].filter(Boolean).join(' ');
}

function beginning({ steps }: Found): string {
  return steps.length > 1 ? `At step ${steps[0].step} ` : '';
}

function behaviourAt({ classes, points, tokens }: Found, { maxFraction, agreement }: ScoredStep): string {
  return behaviour('', classes, points * tokens, maxFraction.mean, agreement.mean, shareOf(maxFraction));
}

/** As a measurement has it; only the mean and its error are said. */
function lossOf({ loss }: ScoredStep) {
  return loss && { ...loss, spread: loss.spread ?? loss };
}

/** "At step 200 the favourite class gets 12.1 % (±0.2): from step 50 on it has at most twice a fair share." */
function trainingIn({ steps, classes, forgotten }: Found & Pick<Score, 'forgotten'>): string {
  if (steps.length < 2) return '';
  const last = steps[steps.length - 1];
  const share = `At step ${last.step} the favourite class gets ${shareOf(last.maxFraction)}`;
  const most = mostUnbiased(classes);
  const twice = classes === 2 ? barePercent(most) : `twice a fair share (${barePercent(most)})`;
  if (forgotten === null) return `${share}, still more than ${twice}.`;
  if (forgotten === steps[0].step) return `${share}; at no step was it more than ${twice}.`;
  return `${share}: from step ${forgotten} on it is at most ${twice}.`;
}

/** What to know before trusting the numbers. */
export function notesOn(
  { steps, initialisations, kind, labels, tokens, detected }: Found,
  isOneClass: boolean,
): string[] {
  const tied = steps.reduce((sum, step) => sum + step.tiedPoints, 0);
  return [
    ...(initialisations === 1
      ? ['one network has no error over initialisations: write several for one, on an axis inits']
      : []),
    ...(initialisations > 1 && initialisations < 10
      ? [`the errors come from ${initialisations} initialisations, which is few: 20 or more make them reliable`]
      : []),
    ...(isOneClass ? ['all labels are of one class, of which nothing can be said; they are left out'] : []),
    ...(labels === null && steps[0].loss
      ? ['without labels the loss is the mean over all labels, which is what untrained networks expect: --labels']
      : []),
    ...(kind === 'probabilities'
      ? ['probabilities do not show the scale of the logits: gamma and the spread of the outputs need these']
      : []),
    ...(detected && kind === 'guesses'
      ? ['the numbers are whole and were read as guesses: --kind says otherwise']
      : []),
    ...(tokens > 1 ? ['every token is a guess of its own, and pairs of guesses are pairs of tokens'] : []),
    ...(tied > 0
      ? [
          `${plural(tied, 'guess').replace(/guesss$/, 'guesses')} had several largest outputs; ties go to a class by --ties`,
        ]
      : []),
  ];
}
