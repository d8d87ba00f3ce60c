import { UserError } from '../../errors.ts';
import { didYouMean } from '../../notation/nearest.ts';
import { type Dataset, pick } from '../dataset.ts';

/** A class of a dataset: the label of its points, and what people call it. */
export interface Class {
  readonly label: number;
  readonly name: string;
}

/** More names than this make no readable message. */
const LISTED = 20;

/**
 * All classes of a dataset, by label: those with a name, or else the labels that occur, with their number for a name.
 * @throws UserError `data` if the points have no labels
 */
export function classesOf({ name, labels, classNames }: Dataset, selection: string): Class[] {
  if (!labels) {
    const remedy = 'give every point its class: label= or labels= of the source, or labels in TypeScript';
    throw new UserError('data', `${name} has no labels, so ${selection} has no classes to choose from`, [], remedy);
  }
  if (classNames) return classNames.map((className, label) => ({ label, name: className }));
  return [...new Set(labels)].sort((a, b) => a - b).map((label) => ({ label, name: `${label}` }));
}

/**
 * The class of a name: the same name; else the only one that differs in capitals alone; else, where no class has a
 * number for a name, the class of that number.
 * @param data name of the data, for messages
 * @throws UserError `bad-argument` if no class or more than one has that name
 */
export function classNamed(name: string, classes: readonly Class[], data: string): Class {
  const same = classes.filter((candidate) => candidate.name === name);
  const alike = classes.filter((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  const found = same.length > 0 ? same : alike;
  if (found.length === 1) return found[0];
  const numbered = classes.every((candidate) => !isWhole(candidate.name));
  if (found.length > 1) {
    const remedy = numbered ? `say its number: ${list(found.map(({ label }) => `${label}`))}` : 'rename the classes';
    throw new UserError('bad-argument', `${data} has ${found.length} classes called "${name}"`, [], remedy);
  }
  const ofNumber = numbered && classes.find(({ label }) => `${label}` === name);
  if (ofNumber) return ofNumber;
  const names = classes.map((candidate) => candidate.name);
  // Every digit is a slip away from every other: no ground for a guess.
  const remedy = `${didYouMean(
    name,
    names.filter((other) => !isWhole(other)),
  )}its classes are ${list(names)}`;
  throw new UserError('bad-argument', `${data} has no class "${name}"`, [], remedy);
}

/**
 * The classes of some names, in that order.
 * @throws UserError `bad-argument` for unknown names and for a class named twice; `data` without labels
 */
export function classesNamed(names: readonly string[], dataset: Dataset, selection: string): Class[] {
  const classes = classesOf(dataset, selection);
  const found = names.map((name) => classNamed(name, classes, dataset.name));
  const twice = found.find((one, i) => found.indexOf(one) < i);
  if (!twice) return found;
  throw new UserError('bad-argument', `${selection} names the class "${twice.name}" twice`, [], 'name it once');
}

/** Whether a class is called by a whole number, as digits are. */
export function isWhole(name: string): boolean {
  return /^-?\d+$/.test(name);
}

/** "cat, dog and 80 more" */
function list(names: readonly string[]): string {
  const more = names.length - LISTED;
  return more > 0 ? `${names.slice(0, LISTED).join(', ')} and ${more} more` : names.join(', ');
}

/** A class to be: its name, and the labels of the points that go into it. */
interface Group {
  readonly name: string;
  readonly labels: readonly number[];
}

/**
 * The points of some groups of classes, in their old order; the first group becomes class 0.
 * @throws UserError `data` if a group is without points, or fewer than two points remain
 */
export function regroup(dataset: Dataset, groups: readonly Group[]): Dataset {
  const groupOf = new Map(groups.flatMap(({ labels }, group) => labels.map((label) => [label, group])));
  const newLabels: number[] = [];
  const places: number[] = [];
  dataset.labels!.forEach((label, place) => {
    const group = groupOf.get(label);
    if (group === undefined) return;
    newLabels.push(group);
    places.push(place);
  });
  const present = new Set(newLabels);
  const empty = groups.find((_, group) => !present.has(group));
  if (empty) throw withoutPoints(dataset, empty.name);
  if (places.length < 2) {
    const message = `${places.length} of the ${dataset.points} points of ${dataset.name} would remain`;
    throw new UserError('data', message, [], 'leave more: give at least 2 points');
  }
  const classNames = groups.map(({ name }) => name);
  return { ...pick(dataset, places), labels: Int32Array.from(newLabels), classNames };
}

export function withoutPoints(dataset: Dataset, className: string): UserError {
  return new UserError(
    'data',
    `${dataset.name} has no points of the class "${className}"`,
    [],
    'choose classes that have points',
  );
}
