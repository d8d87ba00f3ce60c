import { parquetSchema, type SchemaElement, type SchemaTree } from 'hyparquet';
import { UserError } from '../../../errors.ts';
import { damaged, guarded, type ParquetFile } from './parquetFile.ts';

/** A column of a Parquet file as we use it. */
export interface ParquetColumn {
  readonly name: string;
  readonly kind: 'number' | 'numbers' | 'text' | 'other';
  /** The narrowest type that holds its numbers. */
  readonly storage: 'uint8' | 'float32' | 'float64';
  /** The column of pages it is kept in: its name, or that of a list's elements. */
  readonly path: string;
  /** Levels of Parquet's encoding of lists and missing values along the path, and the element at its end. */
  readonly repetition: number;
  readonly definition: number;
  readonly element: SchemaElement;
}

/** More bytes than any decimal or half-precision number has. */
const MAX_FIXED_LENGTH = 16;

/**
 * The columns in their order.
 * @throws UserError `data` for a schema that is damaged, or two columns of one name
 */
export async function parquetColumns(file: ParquetFile): Promise<ParquetColumn[]> {
  const tree = await guarded(file.name, 'its schema cannot be read', () => parquetSchema(file.metadata));
  const { schema } = file.metadata;
  // Names are printed, so that they must not steer terminals; damaged files have elements without any.
  const named = schema.every(({ name }) => typeof name === 'string' && !/\p{Cc}/u.test(name));
  const whole = named && tree.count === schema.length && tree.element.repetition_type !== 'REPEATED';
  if (!whole) throw damaged(file.name, 'its schema cannot be read');
  const columns = tree.children.map(columnOf);
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice === undefined) return columns;
  throw new UserError('data', `${file.name} has two columns ${twice}`, [], 'give every column a name of its own');
}

/** The numeric type that holds all of some columns. */
export function commonStorage(columns: readonly ParquetColumn[]): ParquetColumn['storage'] {
  const types = columns.map(({ storage }) => storage);
  if (types.includes('float64')) return 'float64';
  return types.includes('float32') ? 'float32' : 'uint8';
}

function columnOf(top: SchemaTree): ParquetColumn {
  const path = pathToLeaf(top);
  const { element } = path.at(-1)!;
  const storage = storageOf(element);
  const levels = (counts: (type: string | undefined) => boolean) =>
    path.filter((node) => counts(node.element.repetition_type)).length;
  const repetition = levels((type) => type === 'REPEATED');
  const common = {
    name: top.element.name,
    storage: storage ?? 'float64',
    path: path.at(-1)!.path.join('.'),
    repetition,
    definition: levels((type) => type !== 'REQUIRED'),
    element,
  } as const;
  const flat = path.length === 1 && repetition === 0;
  const list = repetition === 1 && (path.length === 1 || top.element.converted_type === 'LIST');
  if (storage && flat) return { ...common, kind: 'number' };
  if (storage && list) return { ...common, kind: 'numbers' };
  return { ...common, kind: flat && isText(element) ? 'text' : 'other' };
}

/** The nodes from a column down to its pages; ends early at a node of several children, which is not a list. */
function pathToLeaf(top: SchemaTree): SchemaTree[] {
  const path = [top];
  while (path.at(-1)!.children.length === 1) path.push(path.at(-1)!.children[0]);
  return path;
}

/** What holds the numbers of a leaf; undefined if it holds none: words, times, bytes. */
function storageOf({ type, converted_type, logical_type, type_length, num_children }: SchemaElement) {
  if (num_children) return undefined;
  const meaning = logical_type?.type ?? converted_type;
  if (type === 'BOOLEAN') return 'uint8';
  if (type === 'FLOAT') return 'float32';
  if (type === 'DOUBLE') return 'float64';
  if (type === 'FIXED_LEN_BYTE_ARRAY') {
    if ((type_length ?? 0) > MAX_FIXED_LENGTH) return undefined;
    if (meaning === 'FLOAT16') return 'float32';
    return meaning === 'DECIMAL' ? 'float64' : undefined;
  }
  if (type !== 'INT32' && type !== 'INT64') return undefined;
  if (converted_type === 'UINT_8') return 'uint8';
  if (logical_type?.type === 'INTEGER')
    return logical_type.bitWidth === 8 && !logical_type.isSigned ? 'uint8' : 'float64';
  return meaning === undefined || /^(U?INT_\d+|DECIMAL)$/.test(meaning) ? 'float64' : undefined;
}

function isText({ type, converted_type, logical_type }: SchemaElement): boolean {
  const meaning = logical_type?.type ?? converted_type ?? 'STRING';
  return type === 'BYTE_ARRAY' && ['STRING', 'UTF8', 'ENUM'].includes(meaning);
}
