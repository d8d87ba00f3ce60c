import { UserError } from '../../../errors.ts';
import { didYouMean } from '../../../notation/nearest.ts';

/** Usual names of points and of their labels, the most specific first. */
const USUAL: ReadonlyMap<string, readonly string[]> = new Map([
  ['x', ['y', 'labels']],
  ['X', ['y', 'Y', 'labels']],
  ['data', ['labels', 'target', 'y']],
  ['images', ['labels', 'y']],
  ['x_train', ['y_train']],
  ['X_train', ['y_train']],
  ['train_images', ['train_labels']],
  ['x_test', ['y_test']],
  ['X_test', ['y_test']],
  ['test_images', ['test_labels']],
  ['arr_0', ['arr_1']],
]);

/**
 * The array of points among named arrays: one with a usual name, or the only one.
 * @param remedy what to do where no array is known to be the points
 * @throws UserError `data` where no array is known to be the points
 */
export function usualPoints(file: string, names: readonly string[], remedy: string): string {
  const usual = [...USUAL.keys()].find((candidate) => names.includes(candidate));
  if (usual !== undefined) return usual;
  if (names.length === 1) return names[0];
  const message = `${file} does not tell which of its arrays are the points: ${listed(names)}`;
  throw new UserError('data', message, [], remedy);
}

/** The array that usually has the labels of these points, if it is among the names. */
export function usualLabels(points: string, names: readonly string[]): string | undefined {
  return USUAL.get(points)?.find((usual) => names.includes(usual));
}

/** @throws UserError `data` unless there is a single array */
export function onlyArray(file: string, names: readonly string[]): string {
  if (names.length === 1) return names[0];
  const message = `${file} holds ${names.length} arrays: ${listed(names)}`;
  throw new UserError('data', message, [], `name the one to read: ${file}:${names[0]}`);
}

/** The complaint about an array that a file does not have. */
export function noArray(file: string, array: string, names: readonly string[]): UserError {
  const remedy = `${didYouMean(array, names)}it holds ${listed(names)}`;
  return new UserError('bad-argument', `${file} has no array ${array}`, [], remedy);
}

/** Names for a message, the first few of them. */
export function listed(names: readonly string[]): string {
  const more = names.length - 20;
  return more > 0 ? `${names.slice(0, 20).join(', ')} and ${more} more` : names.join(', ');
}
