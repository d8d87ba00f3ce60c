import { printable, shorten } from '../bytes/text.ts';
import { isMissing } from '../tables/csvLayout.ts';
import { Classes, labelColumn } from '../tables/table.ts';
import { CLOSE_OBJECT, type JsonText, OPEN_ARRAY, OPEN_OBJECT } from './jsonText.ts';
import { Numbers } from './numbers.ts';

/** Flat objects with the same names, as the rows of a table. The first one gives the columns and their order. */
export class Records {
  readonly classes: Classes | undefined;
  readonly numbers: Numbers;
  private readonly names: readonly string[];
  private readonly places: ReadonlyMap<string, number>;
  private readonly label: number | undefined;
  private readonly row: Float64Array;
  /** For every column the last row that has it. */
  private readonly seen: Uint32Array;
  private count = 0;

  /**
   * @param text before the first record
   * @param name of the dataset
   */
  constructor(
    private readonly text: JsonText,
    label: string | undefined,
    name: string,
  ) {
    this.names = columnNames(text);
    if (this.names.length === 0) throw text.fault('a record without columns', 'give every record at least one number');
    this.places = new Map(this.names.map((name, place) => [name, place]));
    this.label = labelColumn(text.file, label, this.names.map(printable), this.names.length, name);
    this.classes = this.label === undefined ? undefined : new Classes();
    this.numbers = new Numbers(text);
    this.row = new Float64Array(this.names.length);
    this.seen = new Uint32Array(this.names.length);
  }

  /** The names of the numbers in a row. */
  get columns(): string[] {
    return this.names.map(printable).filter((_, column) => column !== this.label);
  }

  /** Numbers in a row, without the label. */
  get width(): number {
    return this.names.length - Number(this.label !== undefined);
  }

  /** Reads the record that comes next. */
  read(): void {
    const { text, names, seen } = this;
    const start = text.position();
    if (text.peek() !== OPEN_OBJECT) {
      throw text.fault(`${text.shown()} where a record should be`, 'give every point as a record', start);
    }
    text.enter();
    this.count++;
    let entries = 0;
    for (; text.next(CLOSE_OBJECT, entries === 0); entries++) {
      const at = text.position();
      const name = text.key();
      const column = names[entries] === name ? entries : this.places.get(name);
      if (column === undefined) {
        const problem = `a column ${shorten(printable(name))} that the first record does not have`;
        throw text.fault(problem, SAME_COLUMNS, at);
      }
      if (seen[column] === this.count) throw twoColumns(text, name, at);
      seen[column] = this.count;
      this.cell(column);
    }
    if (entries < names.length) {
      const missing = names[seen.findIndex((row) => row !== this.count)];
      throw text.fault(`a record without the column ${shorten(printable(missing))}`, SAME_COLUMNS, start);
    }
    for (let column = 0; column < names.length; column++) {
      if (column !== this.label) this.numbers.push(this.row[column]);
    }
  }

  private cell(column: number): void {
    const { text } = this;
    const at = text.position();
    const byte = text.peek();
    const nested = byte === OPEN_ARRAY || byte === OPEN_OBJECT;
    const value = nested ? undefined : text.scalar();
    if (column === this.label) {
      if (value === undefined || value === null || !this.classes!.add(String(value))) {
        throw text.fault(...this.noClass(value, column, at), at);
      }
    } else {
      const number = typeof value === 'boolean' ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number)) {
        throw text.fault(...this.noNumber(value, column, at), at);
      }
      this.row[column] = number;
    }
  }

  /** What is wrong with a label, and what to do. */
  private noClass(value: unknown, column: number, at: number): [string, string] {
    const place = this.nameOf(column);
    const missing = value === null || (typeof value === 'string' && value.trim() === '');
    if (missing) return [`no class in ${place}`, 'fill it or remove the record'];
    return [`${this.shown(at)} in ${place}, which is not a class`, 'classes are words or whole numbers'];
  }

  /** What is wrong with a cell that should be a number, and what to do. */
  private noNumber(value: unknown, column: number, at: number): [string, string] {
    const place = this.nameOf(column);
    const shown = this.shown(at);
    if (value === undefined) {
      const remedy = 'records are flat; write points with axes as {"x": [[…], …], "y": […]}';
      return [`${shown} in ${place}, where a number should be`, remedy];
    }
    if (value === null || (typeof value === 'string' && isMissing(value))) {
      return [`${shown} in ${place}, where a number should be`, 'fill it or remove the record'];
    }
    const isWord = typeof value === 'string' && !/\d/.test(value);
    if (isWord && this.label === undefined) {
      const name = /^[A-Za-z][\w-]*$/.test(this.names[column]) ? this.names[column] : String(column + 1);
      const remedy = `if the column holds the classes, add label=${name}; else remove it`;
      return [`${shown} in ${place}, which is not a number`, remedy];
    }
    return [`${shown} in ${place}, which is not a finite number`, 'write numbers without quotes, like -1.5 or 2e3'];
  }

  private shown(at: number): string {
    this.text.goTo(at);
    return this.text.shown();
  }

  private nameOf(column: number): string {
    const name = printable(this.names[column]).trim();
    return name ? `column ${column + 1} (${shorten(name)})` : `column ${column + 1}`;
  }
}

const SAME_COLUMNS = 'give every record the same columns, each once';

/** The names in the record that comes next, which is left to be read. */
function columnNames(text: JsonText): string[] {
  const names = new Set<string>();
  const start = text.position();
  text.enter();
  while (text.next(CLOSE_OBJECT, names.size === 0)) {
    const at = text.position();
    const name = text.key();
    if (names.has(name)) throw twoColumns(text, name, at);
    names.add(name);
    text.skip();
  }
  text.goTo(start);
  return [...names];
}

function twoColumns(text: JsonText, name: string, at: number) {
  return text.fault(`a record with two columns ${shorten(printable(name))}`, SAME_COLUMNS, at);
}
