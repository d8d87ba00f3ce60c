import { text } from '../../../notation/parameters.ts';
import { fileFormat } from '../format.ts';
import { axes, path } from '../parameters.ts';

export const json = fileFormat({
  parameters: {
    path: path('"data.json"'),
    label: text('name of the labels: a column of records, or an array').optional(),
    shape: axes,
  },
  // JSON and CSV are both text, so that only the name distinguishes them.
  recognises: (_, path) => /\.(json|jsonl|ndjson)(\.gz)?$/i.test(path),
  async read({ path, ...options }, open, name) {
    const { readJson } = await import('./json.ts');
    return readJson(await open(path), options, name);
  },
});
