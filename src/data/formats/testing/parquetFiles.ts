import type { SchemaElement } from 'hyparquet';
import { autoSchemaElement, type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';

export interface WriteOptions {
  readonly codec?: 'UNCOMPRESSED' | 'SNAPPY' | 'ZSTD';
  readonly rowGroupSize?: number;
  readonly pageSize?: number;
  /** Schema elements of columns, where those found by looking at the data will not do. */
  readonly elements?: Readonly<Record<string, readonly SchemaElement[]>>;
}

/** A Parquet file of some columns; those of lists are written as lists of float64, as other programs do. */
export function writeParquet(columns: Readonly<Record<string, ColumnSource['data']>>, options: WriteOptions = {}) {
  const { elements, ...layout } = options;
  const columnData = Object.entries(columns).map(([name, data]) => ({ name, data }));
  const schema = [
    { name: 'root', num_children: columnData.length },
    ...columnData.flatMap(({ name, data }) => elements?.[name] ?? elementsOf(name, data)),
  ];
  // Packed by no one: readers must refuse before they notice.
  const compressors = { ZSTD: (input: Uint8Array) => input };
  return new Uint8Array(parquetWriteBuffer({ columnData, schema, compressors, ...layout }));
}

function elementsOf(name: string, data: ColumnSource['data']): SchemaElement[] {
  if (!Array.isArray(data[0])) return [autoSchemaElement(name, data)];
  return [
    { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'OPTIONAL', type: 'DOUBLE' },
  ];
}
