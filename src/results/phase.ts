import type { Prediction } from './schema.ts';

/**
 * The phase of a network in words that hold for any number of classes: with ten of them a "neutral" network may well give
 * its favourite three times a fair share.
 */
export function phaseInWords(phase: Prediction['phase']): string {
  if (phase === null) return '–';
  return phase === 'neutral'
    ? 'neutral: outputs vary more over the points than over draws'
    : 'prejudiced: outputs vary more over draws than over the points';
}
