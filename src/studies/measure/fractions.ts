import { renameSync } from 'node:fs';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';

/** The counts of one initialisation: readouts × classes. */
interface CountedDraw {
  readonly initialisation: number;
  readonly counts: ArrayLike<number>;
}

/** Rows are gathered up to about this number before they are written as a row group. */
const ROWS_PER_GROUP = 500_000;
const COLUMNS = ['initialisation', 'readout', 'class', 'count'] as const;

/**
 * Writes fractions.parquet: one row a network and class, columns initialisation, readout, class, count, all INT32.
 * count / points is the guess fraction. Draws are streamed, so memory does not grow with their number.
 */
export async function writeFractions(path: string, draws: AsyncIterable<CountedDraw>, classes: number): Promise<void> {
  const temporary = `${path}.part`;
  const schema = [
    { name: 'root', num_children: COLUMNS.length },
    ...COLUMNS.map((name) => ({ name, type: 'INT32' as const, repetition_type: 'REQUIRED' as const })),
  ];
  const writer = new ParquetWriter({ writer: fileWriter(temporary), schema, createdBy: 'firstguess' });
  let gathered: CountedDraw[] = [];
  let rows = 0;
  const flush = async () => {
    if (rows > 0) await writer.write({ columnData: columnsOf(gathered, rows, classes), rowGroupSize: rows });
    gathered = [];
    rows = 0;
  };
  for await (const draw of draws) {
    gathered.push(draw);
    rows += draw.counts.length;
    if (rows >= ROWS_PER_GROUP) await flush();
  }
  await flush();
  await writer.finish();
  renameSync(temporary, path);
}

function columnsOf(draws: readonly CountedDraw[], rows: number, classes: number) {
  const [initialisation, readout, guess, count] = COLUMNS.map(() => new Int32Array(rows));
  let row = 0;
  for (const draw of draws) {
    for (let i = 0; i < draw.counts.length; i++, row++) {
      initialisation[row] = draw.initialisation;
      readout[row] = Math.floor(i / classes);
      guess[row] = i % classes;
      count[row] = draw.counts[i];
    }
  }
  return [initialisation, readout, guess, count].map((data, i) => ({ name: COLUMNS[i], data }));
}
