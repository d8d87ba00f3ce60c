import { text } from '../../../notation/parameters.ts';
import { fileFormat } from '../format.ts';
import { axes, labels, path } from '../parameters.ts';

export const idx = fileFormat({
  parameters: { path: path('"images.idx.gz"'), labels },
  // 00 00, a type code and the number of axes.
  recognises: (begin) => begin[0] === 0 && begin[1] === 0 && begin[2] >= 8 && begin[3] >= 1,
  async read(args, open, name) {
    const { readIdx } = await import('./idx.ts');
    return readIdx(await open(args.path), args.labels === undefined ? undefined : await open(args.labels), name);
  },
});

export const npy = fileFormat({
  parameters: { path: path('"points.npy"'), labels, shape: axes },
  recognises: (begin) => beginsWith(begin, '\x93NUMPY'),
  async read(args, open, name) {
    const { readNpy } = await import('./npy.ts');
    const source = await open(args.path);
    const labelFile = args.labels === undefined ? undefined : await open(args.labels);
    return readNpy(source, { labels: labelFile, shape: args.shape }, name);
  },
});

export const npz = fileFormat({
  parameters: {
    path: path('"data.npz"'),
    points: text('name of the array of points').optional(),
    labels: text('name of the array of labels').optional(),
    shape: axes,
  },
  // A zip archive.
  recognises: (begin) => beginsWith(begin, 'PK'),
  fromFile: ({ path, label, shape }) => ({ path, labels: label, shape }),
  async read({ path, ...options }, open, name) {
    const { readNpz } = await import('./npz.ts');
    return readNpz(await open(path), options, name);
  },
});

function beginsWith(bytes: Uint8Array, text: string): boolean {
  return Array.from(text).every((character, i) => bytes[i] === character.charCodeAt(0));
}
