import type { BiasFit } from '../../neutralise/fitBiases.ts';
import { text } from '../../setup/option.ts';
import type { PriorsGiven } from './priorsOf.ts';

/** Options of a fit, for models and networks alike. */
export interface FitOptions {
  /** Default fractions. */
  readonly fit?: BiasFit;
  /** Shares of the classes, or "data": those of the labels. Default: equal. */
  readonly priors?: PriorsGiven;
  /** Share of the points that biases are verified on. Default 0.5. */
  readonly heldOut?: number;
}

export const defaultHeldOut = 0.5;

/** Shares of the classes, read by `priorsOf`. */
export const priorsOption = text({
  placeholder: 'shares',
  meaning: 'the share of each class, such as 0.7,0.3, or "data": those of the labels (default: equal)',
  words: ['data'],
});
