import { UserError } from '../../../errors.ts';
import type { Shape } from '../../../graph/graph.ts';
import { didYouMean } from '../../../notation/nearest.ts';
import { checkShape, type Dataset, dataset, features, formatShape, type Values } from '../../dataset.ts';
import { printable } from '../bytes/text.ts';
import { naturalOrder } from '../images/naturalOrder.ts';
import { decimal } from './decimal.ts';

/** How the columns of a table become points, one per row. */
export interface TableOptions {
  /**
   * The column of classes, by its name or by its number counted from 1; "none" where there is none. Without it points have
   * no labels, and a column that is called as classes usually are is refused.
   */
  readonly label?: string;
  /** Shape of one point; as many features as columns in a row, unless given. */
  readonly shape?: Shape;
}

/** The classes of rows, gathered one row after the other. */
export class Classes {
  private readonly codes = new Map<string, number>();
  private readonly rows: number[] = [];

  /**
   * The class of the next row.
   * @param text a word, or a whole number in any spelling (3 and 3.0 are one class)
   * @returns false if the text is not a class: empty, or a number with a fraction
   */
  add(text: string): boolean {
    const name = className(text);
    if (name === undefined) return false;
    const code = this.codes.get(name) ?? this.codes.size;
    this.codes.set(name, code);
    this.rows.push(code);
    return true;
  }

  /** Codes in the natural order of the names: numbers by value, then words. */
  sorted(): { labels: Int32Array; classNames: string[] } {
    const classNames = [...this.codes.keys()].sort(naturalOrder);
    const places = new Int32Array(classNames.length);
    classNames.forEach((name, place) => {
      places[this.codes.get(name)!] = place;
    });
    return { labels: Int32Array.from(this.rows, (code) => places[code]), classNames };
  }
}

function className(text: string): string | undefined {
  const name = printable(text.trim());
  if (name === '') return undefined;
  const number = decimal(name);
  if (Number.isSafeInteger(number)) return String(number + 0); // −0 is 0
  return Number.isInteger(number) || Number.isNaN(number) ? name : undefined;
}

/** What columns of classes are called, in small letters alone. */
const LABEL_NAMES = new Set([
  ...['label', 'labels', 'class', 'classes', 'classname', 'classid', 'classlabel', 'target', 'targets'],
  ...['category', 'species', 'groundtruth', 'y'],
]);

/** The column whose name says that it holds classes. Beside x, y is a coordinate. */
function namedAsLabel(names: readonly string[]): string | undefined {
  const plainly = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const hasX = names.some((name) => plainly(name) === 'x');
  return names.find((name) => LABEL_NAMES.has(plainly(name)) && !(plainly(name) === 'y' && hasX));
}

/** Stands for a label where no column is one. */
const NO_LABEL = 'none';

/** Whether `label=` says that no column holds classes. */
export function isNoLabel(label: string | undefined, names: readonly string[] | undefined): boolean {
  return label === NO_LABEL && !names?.includes(NO_LABEL);
}

/**
 * The place of the label column, counted from 0.
 * @param names of all columns; undefined where the file has none
 * @param call the source in the notation, for the line to write
 * @throws UserError `bad-argument` if there is no such column, or more than one; `data` without a label where a column is
 *   called as classes are
 */
export function labelColumn(
  file: string,
  label: string | undefined,
  names: readonly string[] | undefined,
  columns: number,
  call = '',
): number | undefined {
  if (isNoLabel(label, names)) return undefined;
  if (label === undefined) {
    const likely = names && namedAsLabel(names);
    if (likely === undefined) return undefined;
    const [classes, feature] = [quotedName(likely), NO_LABEL].map((name) => withLabel(call, name));
    throw new UserError(
      'data',
      `${file} has a column ${likely}, and no label= says whether it holds the classes`,
      [],
      `write ${classes} if it does, ${feature} if it is a feature like the others`,
    );
  }
  const place = names?.indexOf(label) ?? -1;
  if (place >= 0 && names!.lastIndexOf(label) === place) return place;
  const number = /^\d+$/.test(label) ? Number(label) : 0;
  if (place < 0 && number >= 1 && number <= columns) return number - 1;
  const problem = place < 0 ? `has no column ${label}` : `has more than one column ${label}`;
  throw new UserError(
    'bad-argument',
    `${file} ${problem}`,
    [],
    labelRemedy(place < 0 ? label : undefined, names, columns),
  );
}

/** The source with a label: "csv("iris.csv", label=species)". */
function withLabel(call: string, label: string): string {
  return call.endsWith(')') ? `${call.slice(0, -1)}, label=${label})` : `label=${label}`;
}

/** A name as the notation takes it. */
export function quotedName(name: string): string {
  return /^[A-Za-z][\w-]*$/.test(name) ? name : JSON.stringify(name);
}

function labelRemedy(misspelt: string | undefined, names: readonly string[] | undefined, columns: number): string {
  const byNumber = `a number from 1 to ${columns} names a column by its place`;
  if (!names) return `it has no header; ${byNumber}`;
  const shown = names.slice(0, 12).join(', ') + (names.length > 12 ? ', …' : '');
  const guess = misspelt === undefined ? '' : didYouMean(misspelt, names);
  return `${guess}its columns are ${shown}; ${byNumber}`;
}

/**
 * Rows as points.
 * @param values rows × width numbers, without the label column
 * @param columns their names
 * @throws UserError `data` for fewer than two rows or no numbers in them; `bad-argument` for a shape that does not fit
 */
export function tableDataset(
  file: string,
  values: Values,
  width: number,
  classes: Classes | undefined,
  shape: Shape = [width],
  name: string,
  columns?: readonly string[],
): Dataset {
  if (width === 0) {
    throw new UserError('data', `${file} has no column but the label`, [], 'every point needs at least one feature');
  }
  if (features(checkShape(shape, file)) !== width) {
    const columns = `the rows of ${file} have ${width} numbers`;
    const remedy = classes
      ? 'the label column is not counted'
      : 'name the column of classes, if there is one, by label=';
    throw new UserError('bad-argument', `${columns}, which do not fill a point of ${formatShape(shape)}`, [], remedy);
  }
  return dataset(values, { shape, name, columns, ...classes?.sorted() });
}
