// The browser build runs in Node too; the other one needs Node's Buffer and streams.
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { UserError } from '../../../errors.ts';
import type { Dataset } from '../../dataset.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { checkExpansion, checkValueBytes } from '../bytes/limits.ts';
import { printable, quoted, shorten } from '../bytes/text.ts';
import { hasHeader, isMissing, separatorOf } from './csvLayout.ts';
import { type CsvBlock, cellPlace, csvBlocks } from './csvText.ts';
import { decimal } from './decimal.ts';
import { Classes, labelColumn, type TableOptions, tableDataset } from './table.ts';

export interface CsvOptions extends TableOptions {
  /** Whether the first row names the columns; detected from its cells unless given. */
  readonly header?: boolean;
  /** The character between cells; detected from the first rows unless given. */
  readonly separator?: string;
}

/**
 * A table of comma-, semicolon-, tab- or bar-separated values: one point per row, one feature per column. It is read in blocks,
 * so that only the numbers are kept. Cells may be quoted, blank lines are skipped, comments are not known.
 *
 * @param name of the dataset
 * @returns float64 values; with `label`, classes in natural order (numbers by value, then words)
 * @throws UserError `data` for text that is not UTF-8, rows of unequal length, and cells that are missing, no decimal
 *   number or not finite, with line, column and a caret; `bad-argument` for a label or shape that does not fit
 */
export async function readCsv(source: ByteSource, options: CsvOptions = {}, name = source.name): Promise<Dataset> {
  const { separator } = options;
  if (separator !== undefined && !/^[^"\r\n\s\d]$|^[ \t]$/.test(separator)) {
    throw new UserError(
      'bad-argument',
      `cells cannot be separated by ${JSON.stringify(separator)}`,
      [],
      'give one character',
    );
  }
  let table: CsvTable | undefined;
  for await (const block of csvBlocks(source)) {
    const between = table?.separator ?? separator ?? separatorOf(block.text);
    const rows = parseBlock(block, between);
    if (rows.length === 0) continue;
    const first = table === undefined;
    table ??= new CsvTable(source, between, rows, options, name);
    table.read(block, rows, first);
  }
  if (!table) throw new UserError('data', `${source.name} is empty`, [], 'a table needs at least two rows');
  return table.dataset();
}

/** The cells of a block, row by row; rows may differ in length. */
function parseBlock(block: CsvBlock, separator: string): string[][] {
  try {
    return parse(block.text, {
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const where = cellPlace(block, separator, Number(error.records), Number(error.column));
    const problem = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quote that is never closed' : 'a quote inside a cell';
    const remedy = 'quote the whole cell, and double the quotes inside it';
    throw new UserError('data', `${block.file} has ${problem}`, where, remedy);
  }
}

/** The rows of a file, read block by block. */
class CsvTable {
  private readonly columns: number;
  private readonly names: readonly string[] | undefined;
  private readonly label: number | undefined;
  private readonly classes: Classes | undefined;
  private values = new Float64Array(2 ** 12);
  private count = 0;

  constructor(
    private readonly source: ByteSource,
    readonly separator: string,
    begin: readonly (readonly string[])[],
    private readonly options: CsvOptions,
    private readonly name: string,
  ) {
    const header = options.header ?? hasHeader(begin, options.label);
    this.columns = begin[0].length;
    this.names = header ? begin[0].map((cell) => printable(cell.trim())) : undefined;
    this.label = labelColumn(source.name, options.label, this.names, this.columns, name);
    this.classes = this.label === undefined ? undefined : new Classes();
  }

  /** @param first whether the block begins the file */
  read(block: CsvBlock, rows: readonly (readonly string[])[], first: boolean): void {
    for (let row = first && this.names ? 1 : 0; row < rows.length; row++) {
      const cells = rows[row];
      const fail = (column: number, problem: string, remedy: string) => {
        const where = cellPlace(block, this.separator, row, column);
        return new UserError('data', `${this.source.name} has ${problem}`, where, remedy);
      };
      if (cells.length !== this.columns) {
        const problem = `a row of length ${cells.length} where the first has ${this.columns} cells`;
        throw fail(Math.min(cells.length, this.columns), problem, 'give every row the same number of cells');
      }
      this.makeRoom();
      for (let column = 0; column < this.columns; column++) {
        const cell = cells[column];
        if (column === this.label) {
          if (!this.classes!.add(cell)) throw fail(column, ...this.noClass(cell, column));
          continue;
        }
        const value = decimal(cell);
        if (Number.isNaN(value)) throw fail(column, ...this.noNumber(cell, column));
        this.values[this.count++] = value;
      }
    }
  }

  dataset(): Dataset {
    const width = this.columns - Number(this.label !== undefined);
    const values = this.values.subarray(0, this.count);
    const names = this.names?.filter((_, column) => column !== this.label);
    return tableDataset(this.source.name, values, width, this.classes, this.options.shape, this.name, names);
  }

  /** Room for one more row; doubling keeps the copies few. */
  private makeRoom(): void {
    if (this.count + this.columns <= this.values.length) return;
    const bytes = (this.count + this.columns) * Float64Array.BYTES_PER_ELEMENT;
    checkValueBytes(this.source.name, bytes);
    if (this.source.gzipped) checkExpansion(this.source.name, bytes, this.source.size);
    const larger = new Float64Array(2 * (this.count + this.columns));
    larger.set(this.values);
    this.values = larger;
  }

  /** What is wrong with a label, and what to do. */
  private noClass(cell: string, column: number): [string, string] {
    if (cell.trim() === '') return [`no class in ${this.nameOf(column)}`, 'fill the cell or remove the row'];
    return [`${quoted(cell)} in ${this.nameOf(column)}, which is not a class`, 'classes are words or whole numbers'];
  }

  /** What is wrong with a cell that should be a number, and what to do. */
  private noNumber(cell: string, column: number): [string, string] {
    const place = this.nameOf(column);
    if (isMissing(cell)) {
      const what = cell.trim() === '' ? 'nothing' : quoted(cell);
      return [`${what} in ${place}, where a number should be`, 'fill the cell or remove the row'];
    }
    if (this.label === undefined && !/\d/.test(cell)) {
      const header = this.names || this.count >= this.columns ? '' : ' if the first row holds names, add header=yes;';
      const suggestion = `if the column holds the classes, add label=${this.labelName(column)};${header} else remove it`;
      return [`${quoted(cell)} in ${place}, which is not a number`, suggestion];
    }
    const remedy =
      'features are finite numbers like -1.5 or 2e3, without thousands separators, decimal commas or units';
    return [`${quoted(cell)} in ${place}, which is not a number`, remedy];
  }

  private labelName(column: number): string {
    const name = this.names?.[column] ?? '';
    return /^[A-Za-z][\w-]*$/.test(name) ? name : String(column + 1);
  }

  private nameOf(column: number): string {
    const name = this.names?.[column];
    return name ? `column ${column + 1} (${shorten(name)})` : `column ${column + 1}`;
  }
}
