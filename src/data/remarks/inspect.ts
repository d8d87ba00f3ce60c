import { type Dataset, features } from '../dataset.ts';
import { classColumn, constantColumns, idColumn, nameOf } from './columns.ts';
import { duplicatesIn } from './duplicates.ts';

export const remarkCodes = ['equal-points', 'duplicates', 'constant-features', 'ids', 'classes'] as const;

/** Something about a dataset that is probably a mistake. */
export interface DataRemark {
  readonly code: (typeof remarkCodes)[number];
  /** What is odd, without a full stop. */
  readonly sentence: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Copies are mentioned from this share of the points on. */
const MANY_COPIES = 0.2;

const known = new WeakMap<Dataset, readonly DataRemark[]>();

/**
 * What is probably a mistake in given points: they are all equal or repeat each other, features are constant, or a column
 * holds row numbers or classes. The one place that looks for it, so that every command names the same cause.
 * Points are never changed, so that each dataset is looked at once.
 */
export function inspect(data: Dataset): readonly DataRemark[] {
  const before = known.get(data);
  if (before) return before;
  const remarks = areEqual(data) ? [equalPoints(data)] : [...copies(data), ...columns(data)];
  known.set(data, remarks);
  return remarks;
}

/** Whether all points have the same numbers. */
export function areEqual({ values, points }: Dataset): boolean {
  const size = values.length / points;
  for (let i = size; i < values.length; i++) if (values[i] !== values[i - size]) return false;
  return true;
}

/** As a note: the sentence, then what to do. */
export function noteOf({ sentence, remedy }: DataRemark): string {
  return `${sentence}; ${remedy}`;
}

/** Whether a note says that all points are equal, after which no layer can be blamed for equal guesses. */
export function saysAllEqual(note: string): boolean {
  return /^all [\d,]+ points are equal/.test(note);
}

/** @param when e.g. " after the preprocessing" */
export function equalPoints({ points }: Dataset, when = ''): DataRemark {
  return {
    code: 'equal-points',
    sentence: `all ${points.toLocaleString('en')} points are equal${when}, so that every network gives them one guess`,
    remedy: when ? 'leave out the step that makes them so' : 'check that the right file and columns were read',
  };
}

function copies({ values, points }: Dataset): DataRemark[] {
  const duplicates = duplicatesIn(values, points);
  if (duplicates <= MANY_COPIES * points) return [];
  const [some, all] = [duplicates, points].map((number) => number.toLocaleString('en'));
  const sentence = `${some} of the ${all} points equal an earlier one (${Math.round((100 * duplicates) / points)} %)`;
  return [
    { code: 'duplicates', sentence, remedy: 'equal points always get one guess: leave out copies that are not meant' },
  ];
}

/** Columns of a table. Pixels are often constant at the edge, and token ids are names throughout. */
function columns(data: Dataset): DataRemark[] {
  if (data.shape.length !== 1 || data.vocabulary !== undefined) return [];
  return [...constants(data), ...ids(data), ...classes(data)];
}

function constants(data: Dataset): DataRemark[] {
  const constant = constantColumns(data);
  const count = features(data.shape);
  if (constant.length === 0) return [];
  const which = constant.length === 1 ? nameOf(data, constant[0]) : `${constant.length} of ${count} features`;
  const verb = constant.length === 1 ? 'is' : 'are';
  const remedy = 'a constant other than 0 makes all points more alike: leave it out unless it is meant';
  return [{ code: 'constant-features', sentence: `${which} ${verb} the same in all points`, remedy }];
}

function ids(data: Dataset): DataRemark[] {
  const column = idColumn(data);
  if (column === undefined) return [];
  const sentence = `${nameOf(data, column)} holds a different whole number for every point, as row numbers and ids do`;
  return [
    {
      code: 'ids',
      sentence,
      remedy: 'leave it out of the table: it says nothing of a point, and its size rules the rest',
    },
  ];
}

function classes(data: Dataset): DataRemark[] {
  const found = classColumn(data);
  if (found === undefined) return [];
  const sentence = `${nameOf(data, found.column)} holds only the whole numbers ${found.least} to ${found.most} beside features with fractions, as classes do`;
  return [{ code: 'classes', sentence, remedy: `add label=${found.column + 1} to the source if it is no feature` }];
}
