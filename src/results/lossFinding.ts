import { fixed, plain, roundToError } from './format.ts';
import type { Measurement, Prediction } from './schema.ts';

/** Losses closer to ln K than this share of it count as equal to it. */
const NEAR = 0.02;
/** From this multiple of ln K on the outputs are too large to begin training with. */
const LARGE = 2;

/** "Its loss starts at 3.016 ± 0.006, 1.31 times ln 10 = 2.303." Nothing where there is no loss. */
export function lossFindingOf({ loss, classes }: Pick<Measurement, 'loss' | 'classes'>): string {
  if (!loss) return '';
  const { value, error } = roundToError(loss.mean, loss.standardError);
  return `Its loss starts at ${error ? `${value} ± ${error}` : value}, ${besideLogClasses(loss.mean, classes)}.`;
}

/** The same as theory expects it. */
export function expectedLossOf({ step0, classes }: Pick<Prediction, 'step0' | 'classes'>): string {
  if (!step0) return '';
  const { value, error } = roundToError(step0.loss, step0.lossError);
  return `Its loss should start at ${error ? `${value} ± ${error}` : value}, ${besideLogClasses(step0.loss, classes)}.`;
}

/** What to do about a loss far above ln K; nothing otherwise. */
export function lossNotes(loss: number | undefined, classes: number, sd: number): string[] {
  if (loss === undefined || !(loss > LARGE * Math.log(classes))) return [];
  return [
    `the loss is large because the outputs are (standard deviation ${plain(sd, 3)}): a smaller last layer (sigmaW2=…, which changes no guess) or smaller inputs (--preprocess standardize) bring it near ln ${classes}`,
  ];
}

/** "1.31 times ln 10 = 2.303", "near ln 10 = 2.303". */
export function besideLogClasses(loss: number, classes: number): string {
  const least = Math.log(classes);
  const equal = `ln ${classes} = ${fixed(least, 3)}`;
  if (isNearLogClasses(loss, classes)) return `near ${equal}`;
  return `${plain(loss / least, 3)} times ${equal}`;
}

/** Whether a loss is as good as that of equal outputs. */
export function isNearLogClasses(loss: number, classes: number): boolean {
  return Math.abs(loss / Math.log(classes) - 1) < NEAR;
}
