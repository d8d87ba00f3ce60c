import { type DecodedArray, type ParquetScan, parquetScan } from 'hyparquet';
import { UserError } from '../../../errors.ts';
import type { Dataset, Values } from '../../dataset.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { checkExpansion, checkValueBytes } from '../bytes/limits.ts';
import { commonStorage, type ParquetColumn, parquetColumns } from './parquetColumns.ts';
import { checkedCount, chunkRange, damaged, guarded, openParquet, type ParquetFile } from './parquetFile.ts';
import { checkPages } from './parquetPages.ts';
import { Classes, labelColumn, quotedName, type TableOptions, tableDataset } from './table.ts';

const STORAGE = { uint8: Uint8Array, float32: Float32Array, float64: Float64Array } as const;

/**
 * The rows of a Parquet file as points. Numeric and boolean columns are features in their order; a column of lists
 * of one length gives that many. One row group is unpacked at a time.
 *
 * @param name of the dataset
 * @returns bytes if all columns are uint8 or boolean, float32 if they are at most that, else float64
 * @throws UserError `data` for a file that is not Parquet, damaged, or compressed other than with Snappy; columns that are
 *   no numbers, all of them named; values that are missing or not finite, with row and column. `bad-argument` for a
 *   label or shape that does not fit
 */
export async function readParquet(
  source: ByteSource,
  options: TableOptions = {},
  name = source.name,
): Promise<Dataset> {
  const file = await openParquet(source);
  const columns = await parquetColumns(file);
  const names = columns.map((column) => column.name);
  const place = labelColumn(file.name, options.label, names, columns.length, name);
  const label = place === undefined ? undefined : columns[place];
  const features = columns.filter((column) => column !== label);
  checkKinds(file.name, features, label);
  checkClaims(file, label ? [...features, label] : features);

  const scan = await guarded(file.name, 'its row groups cannot be read', () =>
    parquetScan({ file: file.buffer, metadata: file.metadata }),
  );
  const classes = label && new Classes();
  let points: Points | undefined;
  for (let group = 0, start = 0; group < file.metadata.row_groups.length; group++) {
    const end = start + Number(file.metadata.row_groups[group].num_rows);
    if (end === start) continue;
    const read = (column: ParquetColumn) => readColumn(file, scan, column, group, start, end);
    const parts: DecodedArray[] = [];
    for (const column of features) parts.push(await read(column));
    points ??= new Points(file, features, parts);
    points.fill(parts, start);
    if (label) addClasses(file.name, classes!, label.name, await read(label), start);
    start = end;
  }
  if (!points) throw new UserError('data', `${file.name} has no rows`, [], 'give at least 2 points');
  // A column of lists is several features.
  const featureNames = features.length === points.width ? features.map((column) => column.name) : undefined;
  return tableDataset(file.name, points.values, points.width, classes, options.shape, name, featureNames);
}

/** @throws UserError `data` unless all features are numbers and the label can be one */
function checkKinds(file: string, features: readonly ParquetColumn[], label: ParquetColumn | undefined): void {
  const odd = features.filter(({ kind }) => kind === 'text' || kind === 'other');
  if (odd.length > 0) {
    const list = odd.map((column) => `${column.name} (${describe(column)})`).join(', ');
    const text = label ? undefined : odd.find(({ kind }) => kind === 'text');
    const remedy = text
      ? `if ${text.name} holds the classes, add label=${quotedName(text.name)}; drop the others`
      : 'drop them, or turn them into numbers';
    throw new UserError('data', `${file} has columns that are not numbers: ${list}`, [], remedy);
  }
  if (label && label.kind !== 'text' && label.kind !== 'number') {
    const problem = `the column ${label.name} of ${file} (${describe(label)}) cannot be the label`;
    throw new UserError('data', problem, [], 'classes are words or whole numbers');
  }
}

function describe({ name, kind, path, element }: ParquetColumn): string {
  if (kind !== 'other') return { text: 'text', number: 'number', numbers: 'list' }[kind];
  if (path !== name) return 'nested';
  const meaning = element.logical_type?.type ?? element.converted_type ?? element.type ?? 'nested';
  return meaning.toLowerCase().replaceAll('_', ' ');
}

/** @throws UserError `data` when the columns claim more values than the rule against bombs allows */
function checkClaims(file: ParquetFile, columns: readonly ParquetColumn[]): void {
  const paths = new Set(columns.map(({ path }) => path));
  let values = 0;
  for (const { columns: chunks, num_rows } of file.metadata.row_groups) {
    const read = chunks.filter(({ meta_data }) => paths.has(meta_data?.path_in_schema.join('.') ?? ''));
    const counts = read.map(({ meta_data }) => checkedCount(file.name, meta_data?.num_values));
    values += Math.max(
      counts.reduce((sum, count) => sum + count, 0),
      columns.length * Number(num_rows),
    );
  }
  const bytes = values * STORAGE[commonStorage(columns)].BYTES_PER_ELEMENT;
  checkExpansion(file.name, bytes, file.buffer.byteLength);
  checkValueBytes(file.name, bytes);
}

/** The rows of a column in one row group, after a look at what its pages claim. */
async function readColumn(
  file: ParquetFile,
  scan: ParquetScan,
  column: ParquetColumn,
  group: number,
  rowStart: number,
  rowEnd: number,
): Promise<DecodedArray> {
  const { name, path, kind } = column;
  const chunks = file.metadata.row_groups[group].columns;
  const found = chunks.filter(({ meta_data }) => meta_data?.path_in_schema.join('.') === path);
  const [chunk] = found;
  const values = Number(chunk?.meta_data?.num_values);
  const [start, end] = chunkRange(file, chunk?.meta_data, name);
  const foreign = found.length > 1 || chunk.file_path || chunk.meta_data!.type !== column.element.type;
  if (foreign || (kind !== 'numbers' && values !== rowEnd - rowStart)) {
    throw damaged(file.name, `column ${name} contradicts the schema`);
  }
  const rows = await guarded(file.name, `column ${name} cannot be read`, async () => {
    const codec = chunk.meta_data!.codec as 'UNCOMPRESSED' | 'SNAPPY';
    checkPages(file.name, await file.buffer.slice(start, end), column, codec, values);
    return scan.readColumn({ column: name, rowStart, rowEnd });
  });
  if (rows.length !== rowEnd - rowStart) throw damaged(file.name, `column ${name} is cut short`);
  return rows;
}

/** Numbers of all rows, filled row group by row group. */
class Points {
  readonly width: number;
  readonly values: Values;
  private readonly widths: readonly number[];

  /** @param parts the columns of the first row group, whose first row gives the lengths of lists */
  constructor(
    private readonly file: ParquetFile,
    private readonly columns: readonly ParquetColumn[],
    parts: readonly DecodedArray[],
  ) {
    this.widths = columns.map(({ kind }, i) => (kind === 'numbers' ? (parts[i][0]?.length ?? 0) : 1));
    this.width = this.widths.reduce((sum, width) => sum + width, 0);
    const storage = STORAGE[commonStorage(columns)];
    const bytes = file.rows * this.width * storage.BYTES_PER_ELEMENT;
    checkExpansion(file.name, bytes, file.buffer.byteLength);
    checkValueBytes(file.name, bytes);
    this.values = new storage(file.rows * this.width);
  }

  /** @param start the first row of the row group */
  fill(parts: readonly DecodedArray[], start: number): void {
    let offset = 0;
    this.columns.forEach((column, i) => {
      const width = this.widths[i];
      for (let row = 0; row < parts[i].length; row++) {
        const at = (start + row) * this.width + offset;
        const entry = parts[i][row];
        if (column.kind === 'number') {
          this.put(at, entry, start + row, column.name);
          continue;
        }
        if (entry?.length !== width) throw this.fault(start + row, column.name, listProblem(entry, width));
        for (let k = 0; k < width; k++) this.put(at + k, entry[k], start + row, column.name);
      }
      offset += width;
    });
  }

  private put(at: number, entry: unknown, row: number, column: string): void {
    if (entry === null || entry === undefined) throw this.fault(row, column, 'no value');
    const value = Number(entry);
    if (!Number.isFinite(value)) throw this.fault(row, column, `${value}`);
    this.values[at] = value;
    // Bytes are kept in wider integers, so that a damaged file may hold more than fits.
    if (this.values instanceof Uint8Array && this.values[at] !== value)
      throw this.fault(row, column, `${value}, which does not fit into a byte`);
  }

  private fault(row: number, column: string, what: string): UserError {
    return rowFault(this.file.name, row, column, what);
  }
}

function listProblem(entry: unknown, width: number): string {
  if (!Array.isArray(entry)) return 'no list';
  return `a list of ${entry.length} numbers where the first has ${width}`;
}

function addClasses(file: string, classes: Classes, column: string, rows: DecodedArray, start: number): void {
  for (let row = 0; row < rows.length; row++) {
    const entry = rows[row];
    const missing = entry === null || entry === undefined;
    if (missing) throw rowFault(file, start + row, column, 'no class');
    if (!classes.add(String(entry)))
      throw rowFault(file, start + row, column, `${JSON.stringify(String(entry))}, no class`);
  }
}

/** @param row counted from 0 in the whole file */
function rowFault(file: string, row: number, column: string, what: string): UserError {
  const place = `row ${row + 1} (counted from 1), column ${column}`;
  return new UserError('data', `${file} has ${what} in ${place}`, [], 'fill it or remove the row');
}
