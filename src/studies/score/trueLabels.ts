import { UserError } from '../../errors.ts';
import type { TrueClasses } from '../../laws/trueClasses.ts';
import { plain } from '../../results/format.ts';
import type { Scores } from './checkedScores.ts';

/** The classes of the points. */
export interface TrueLabels {
  /** Undefined where all points are of one class, of which there is nothing to say. */
  readonly truth: TrueClasses | undefined;
  /** Class by its place: those that points have come first, so that true class and guess a are the same class. */
  readonly order: readonly number[];
}

/** Without labels classes keep their places. */
export function noLabels(classes: number): TrueLabels {
  return { truth: undefined, order: Array.from({ length: classes }, (_, k) => k) };
}

/**
 * The labels of scores: one for each point, or for each token of each point.
 * @throws UserError `data` for labels of another number, and for those that are no class
 */
export function trueLabels(file: string, values: ArrayLike<number>, { axes, classes }: Scores): TrueLabels {
  const { points, tokens } = axes.lengths;
  const isEach = values.length === points * tokens;
  if (!isEach && values.length !== points) {
    const needed = tokens > 1 ? `${points} points, nor for their ${points * tokens} tokens` : `${points} points`;
    const message = `${file} has ${values.length} labels, not one for each of the ${needed}`;
    throw new UserError('data', message, [], 'give the labels of the points that were scored, in their order');
  }
  const odd = Array.from(values).findIndex((value) => !Number.isInteger(value) || value < 0 || value >= classes);
  if (odd >= 0) {
    const message = `${file} has the label ${plain(values[odd])} at place ${odd}, which is none of the classes 0 to ${classes - 1}`;
    throw new UserError('data', message, [], 'labels are whole numbers from 0; of one-hot rows take the argmax');
  }
  const given = Int32Array.from({ length: points * tokens }, (_, at) => values[isEach ? at : Math.floor(at / tokens)]);
  const counts = new Array<number>(classes).fill(0);
  for (const label of given) counts[label]++;
  const all = counts.map((_, k) => k);
  const present = all.filter((k) => counts[k] > 0);
  if (present.length < 2) return noLabels(classes);
  const order = [...present, ...all.filter((k) => counts[k] === 0)];
  const places = new Int32Array(classes);
  order.forEach((k, place) => {
    places[k] = place;
  });
  return {
    truth: { names: present.map(String), counts: present.map((k) => counts[k]), labels: given.map((k) => places[k]) },
    order,
  };
}
