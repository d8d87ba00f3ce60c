import { UserError } from '../../../errors.ts';
import type { Shape } from '../../../graph/graph.ts';
import { didYouMean } from '../../../notation/nearest.ts';
import { adopt, type Dataset } from '../../dataset.ts';
import { layoutOf } from '../arrays/layout.ts';
import { listed, usualLabels, usualPoints } from '../arrays/usualNames.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { printable, shorten } from '../bytes/text.ts';
import { Classes, isNoLabel, tableDataset } from '../tables/table.ts';
import { CLOSE_ARRAY, CLOSE_OBJECT, JsonText, OPEN_ARRAY, OPEN_OBJECT } from './jsonText.ts';
import { Records } from './records.ts';
import { Tensor } from './tensor.ts';

export interface JsonOptions {
  /** The labels: a column of records by its name or its number counted from 1, or the name of an array of an object. */
  readonly label?: string;
  /** Shape of one point, instead of the one the axes suggest. */
  readonly shape?: Shape;
}

/**
 * Points in a JSON file, in one of three forms:
 *
 *   [[1, 2], [3, 4]]                                nested arrays of one shape, with the axes of a NumPy array
 *   [{"x": 1, "kind": "a"}, {"x": 2, "kind": "b"}]  flat records, as the rows of a table; true is 1 and false 0
 *   {"x": [[1, 2], [3, 4]], "y": ["a", "b"]}        an object with an array of points and one of labels
 *
 * The first two may also come as JSON Lines, one point per line, in files called .jsonl or .ndjson. The whole text is in
 * memory while it is read, with 8 to 16 bytes for each number.
 *
 * @param name of the dataset
 * @returns float64 values; labels are classes in natural order (numbers by value, then words)
 * @throws UserError `data` for text that is not JSON in UTF-8 or has more than 512 MiB, arrays and records of different
 *   shapes, and values that are missing, not numbers or not finite, with line, column and a caret; `bad-argument` for a
 *   label or shape that does not fit
 */
export async function readJson(source: ByteSource, options: JsonOptions = {}, name = source.name): Promise<Dataset> {
  const text = await JsonText.open(source);
  const isLines = /\.(jsonl|ndjson)(\.gz)?$/i.test(source.name);
  return isLines ? readLines(text, options, name) : read(text, options, name);
}

function readLines(text: JsonText, options: JsonOptions, name: string): Dataset {
  if (text.peek() !== OPEN_OBJECT) return fromTensor(text, Tensor.readLines(text), options, name);
  const records = new Records(text, options.label, name);
  for (let first = true; text.nextLine(first); first = false) records.read();
  return fromRecords(text, records, options, name);
}

function read(text: JsonText, options: JsonOptions, name: string): Dataset {
  const first = text.peek();
  if (first === OPEN_OBJECT) return readObject(text, options, name);
  if (first !== OPEN_ARRAY) throw text.expected('[ or {', 'write an array of points: numbers, arrays or records');
  const start = text.position();
  text.enter();
  if (text.peek() !== OPEN_OBJECT) {
    text.goTo(start);
    return fromTensor(text, Tensor.read(text), options, name);
  }
  const records = new Records(text, options.label, name);
  for (let first = true; text.next(CLOSE_ARRAY, first); first = false) records.read();
  return fromRecords(text, records, options, name);
}

function fromRecords(text: JsonText, records: Records, { shape }: JsonOptions, name: string): Dataset {
  text.expectEnd();
  const { numbers, width, classes, columns } = records;
  return tableDataset(text.file, numbers.joined(), width, classes, shape, name, columns);
}

function fromTensor(text: JsonText, tensor: Tensor, { label, shape }: JsonOptions, name: string): Dataset {
  text.expectEnd();
  if (label !== undefined && !isNoLabel(label, undefined)) {
    const remedy = 'write records, or an object with an array of points and one of labels';
    throw new UserError('bad-argument', `${text.file} has no column ${label}: its points are arrays`, [], remedy);
  }
  const points = pointsOf(text.file, tensor, shape);
  return adopt(points.values, { shape: points.shape, name });
}

/** The values of a tensor point by point, with the shape of a point. */
function pointsOf(file: string, tensor: Tensor, wanted: Shape | undefined): { values: Float64Array; shape: Shape } {
  const { shape, places } = layoutOf({ name: file, axes: tensor.axes, channelsLast: true }, wanted);
  return { values: tensor.numbers.joined(places), shape };
}

/** An object whose arrays are points and labels. */
function readObject(text: JsonText, { label: given, shape: wanted }: JsonOptions, name: string): Dataset {
  const { file } = text;
  const arrays = arraysOf(text);
  const names = [...arrays.keys()];
  const none = isNoLabel(given, names);
  const label = none ? undefined : given;
  if (label !== undefined && !arrays.has(label)) {
    const remedy = `${didYouMean(label, names)}it holds ${listed(names)}`;
    throw new UserError('bad-argument', `${file} has no array ${label}`, [], remedy);
  }
  const others = names.filter((other) => other !== label);
  if (others.length === 0) {
    const message = `${file} has no array of points${label === undefined ? '' : ` beside ${label}`}`;
    throw new UserError('data', message, [], 'write {"x": [[…], …], "y": […]}, or an array of records');
  }
  const pointsName = usualPoints(file, others, `call the points x${label === undefined ? ' and the labels y' : ''}`);
  const labelsName = none ? undefined : (label ?? usualLabels(pointsName, names));

  text.goTo(arrays.get(pointsName)!);
  const points = Tensor.read(text, pointsName);
  const { values, shape } = pointsOf(file, points, wanted);
  if (labelsName === undefined) return adopt(values, { shape, name });
  text.goTo(arrays.get(labelsName)!);
  const classes = readClasses(text, labelsName).sorted();
  const [count, expected] = [classes.labels.length, points.axes[0]];
  if (count !== expected) {
    const message = `${file} has ${count} labels in ${labelsName} for the ${expected} points of ${pointsName}`;
    throw new UserError('data', message, [], 'give the labels that belong to these points');
  }
  return adopt(values, { shape, name, ...classes });
}

/** Where the arrays of the object that comes next begin, by their printable names. Other entries are passed over. */
function arraysOf(text: JsonText): Map<string, number> {
  const names = new Set<string>();
  const arrays = new Map<string, number>();
  text.enter();
  while (text.next(CLOSE_OBJECT, names.size === 0)) {
    const at = text.position();
    const name = shorten(printable(text.key()));
    if (names.has(name)) throw text.fault(`two entries ${name}`, 'remove or rename one of them', at);
    names.add(name);
    if (text.peek() === OPEN_ARRAY) arrays.set(name, text.position());
    text.skip();
  }
  text.expectEnd();
  return arrays;
}

/** The array of classes that comes next. */
function readClasses(text: JsonText, key: string): Classes {
  const classes = new Classes();
  text.enter();
  for (let count = 0; text.next(CLOSE_ARRAY, count === 0); count++) {
    const at = text.position();
    const first = text.peek();
    const nested = first === OPEN_ARRAY || first === OPEN_OBJECT;
    const value = nested ? undefined : text.scalar();
    if (value !== undefined && value !== null && classes.add(String(value))) continue;
    text.goTo(at);
    const problem = `${text.shown()} at ${key}[${count}], which is not a class`;
    const remedy = nested
      ? 'labels have one axis: a word or a whole number per point'
      : 'classes are words or whole numbers';
    throw text.fault(problem, remedy, at);
  }
  return classes;
}
