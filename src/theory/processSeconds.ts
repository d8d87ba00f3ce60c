import { networksOf } from './processBatch.ts';

/** Outputs drawn for a batch, of which networks are put together. */
const OUTPUTS = 50;
/** Batches, from whose scatter the error comes. */
const BATCHES = 30;
/** Outputs drawn in all are kept near this number: each costs N² operations. */
const MOST_OUTPUTS = 6000;
/** With fewer batches their scatter says too little of the error. */
const FEWEST_BATCHES = 5;

/** One multiplication of a triangular product, and one output of one network at one point. */
const SECONDS_PER_PRODUCT = 7e-10;
const SECONDS_PER_OUTPUT = 2e-8;

/** How many outputs are drawn for a batch. */
export function outputsOf(classes: number): number {
  return Math.max(classes, OUTPUTS);
}

/** How many batches are drawn where time is no matter. */
export function usualBatches(classes: number): number {
  return Math.min(BATCHES, Math.max(10, Math.floor(MOST_OUTPUTS / outputsOf(classes))));
}

/** As many of them as fit in the time, in seconds of counted work; undefined where too few do. */
export function affordableBatches(points: number, classes: number, seconds: number): number | undefined {
  const affordable = Math.floor((seconds - factorSeconds(points)) / batchSeconds(points, classes));
  const batches = Math.min(usualBatches(classes), affordable);
  return batches < FEWEST_BATCHES && batches < usualBatches(classes) ? undefined : batches;
}

/** The time that the fewest batches take. */
export function fewestSeconds(points: number, classes: number): number {
  return factorSeconds(points) + FEWEST_BATCHES * batchSeconds(points, classes);
}

/** Of the factor of the kernel. */
export function factorSeconds(points: number): number {
  return (SECONDS_PER_PRODUCT * points ** 3) / 6;
}

export function batchSeconds(points: number, classes: number): number {
  const drawing = (outputsOf(classes) * points ** 2) / 2;
  return SECONDS_PER_PRODUCT * drawing + SECONDS_PER_OUTPUT * networksOf(classes) * classes * points;
}
