import { sizeOf } from '../../../graph/graph.ts';

/** A length that is known, or open. */
export type Length = number | undefined;

/** How the numbers of a point are laid out for an input. */
export interface Fit {
  /** Of one point. */
  readonly shape: readonly number[];
  /** From channels first to channels last. */
  readonly transposed: boolean;
}

/**
 * How points of one shape go into an input of another: as they are; images with their channels last; or in a row, where the
 * sizes agree and no image loses its height and width. Open lengths are those of the data.
 *
 * @param given of a point: [features], [tokens, features] or [channels, height, width]
 * @param wanted axis by axis, that of the points left out
 * @returns undefined where the points do not fit
 */
export function fitShape(given: readonly number[], wanted: readonly Length[]): Fit | undefined {
  if (matches(given, wanted)) return { shape: given, transposed: false };
  if (given.length === 3) {
    const [channels, height, width] = given;
    const last = [height, width, channels];
    if (matches(last, wanted)) return { shape: last, transposed: true };
    if (channels === 1 && matches([height, width], wanted)) return { shape: [height, width], transposed: false };
  }
  if (given.length === 2 && matches([1, ...given], wanted)) return { shape: [1, ...given], transposed: false };
  return inRow(given, wanted);
}

function matches(given: readonly number[], wanted: readonly Length[]): boolean {
  return (
    given.length === wanted.length && wanted.every((length, axis) => length === undefined || length === given[axis])
  );
}

/** The same numbers under other axes: all lengths are known but one, at most. */
function inRow(given: readonly number[], wanted: readonly Length[]): Fit | undefined {
  const size = sizeOf(given);
  const known = sizeOf(wanted.map((length) => length ?? 1));
  const open = wanted.filter((length) => length === undefined).length;
  const rest = size / known;
  if (open > 1 || !Number.isInteger(rest) || (open === 0 && rest !== 1)) return undefined;
  return { shape: wanted.map((length) => length ?? rest), transposed: false };
}
