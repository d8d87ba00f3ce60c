import type { Split } from '../../neutralise/split.ts';
import { plural, times } from '../../results/format.ts';
import type { Neutralisation } from './schema.ts';

/** Guesses a class, below which fractions are mostly chance. */
const FEW = 10;

/** A loss of this many ln K is more than a network needs to begin with. */
const HIGH = 1.5;

/** What the numbers cannot say. */
export function notesOn(
  {
    fit,
    classes,
    lnK,
    constant,
    after,
    initialisations,
  }: Pick<Neutralisation, 'fit' | 'classes' | 'lnK' | 'constant' | 'after' | 'initialisations'>,
  { fitted }: Split,
  places: number,
): string[] {
  const notes: string[] = [];
  if (constant > 0) {
    const which =
      initialisations === null
        ? 'the network gives'
        : `${plural(Math.round(constant * initialisations), 'network')} of ${initialisations} give`;
    notes.push(
      `${which} all points the same outputs up to rounding: no bias parts such guesses; look for saturated or dead layers`,
    );
  }
  if (fitted.length * places < FEW * classes) {
    const message = `biases are fitted on fewer than ${FEW} points a class (${fitted.length * places} for ${classes}): fractions of other points vary a lot; give more points`;
    notes.push(message);
  }
  if (after.tied > 0.001) {
    notes.push('where outputs are equal the first class counts as the guess; outputs behind relu are often equal');
  }
  if (after.loss && after.loss.mean > HIGH * lnK) {
    notes.push(
      `the loss stays at ${times(after.loss.mean / lnK)} ln K, because outputs are large and vary from point to point: a smaller readout takes that away and changes no guess`,
    );
  }
  if (fit !== 'fractions') {
    notes.push(
      'means alone do not make guesses equally frequent: classes whose outputs vary more are guessed more often; --fit fractions does',
    );
  }
  return notes;
}
