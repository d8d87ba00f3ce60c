import { choice, text } from '../../../notation/parameters.ts';
import { fileFormat } from '../format.ts';
import { axes, label, path } from '../parameters.ts';

export const csv = fileFormat({
  parameters: {
    path: path('"data.csv"'),
    label,
    header: choice(['yes', 'no', 'auto'], 'whether the first line names the columns').default('auto'),
    shape: axes,
    separator: text('between columns; tab for a tab').optional(),
  },
  // Any text.
  recognises: (begin) => begin.length > 0 && !begin.includes(0),
  async read({ path, label, header, shape, separator }, open, name) {
    const { readCsv } = await import('./csv.ts');
    const options = {
      label,
      shape,
      // The notation has no escapes, so that a tab has a name.
      separator: separator === 'tab' ? '\t' : separator,
      ...(header !== 'auto' && { header: header === 'yes' }),
    };
    return readCsv(await open(path), options, name);
  },
});

export const parquet = fileFormat({
  parameters: { path: path('"data.parquet"'), label, shape: axes },
  recognises: (begin) => String.fromCharCode(...begin.subarray(0, 4)) === 'PAR1',
  async read({ path, ...options }, open, name) {
    const { readParquet } = await import('./parquet.ts');
    return readParquet(await open(path), options, name);
  },
});
