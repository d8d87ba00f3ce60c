import type { Maker } from './arguments.ts';
import type { Data } from './dataset.ts';
import { digits } from './digits.ts';
import { gaussian } from './gaussian.ts';

/** Sources that need no file, by their names in the notation. */
export const sources: Readonly<Record<string, Maker<Data>>> = {
  digits: { parameters: [], make: digits },
  gaussian: {
    parameters: ['dim', 'mean', 'variance', 'shape'],
    make: (args) =>
      gaussian({
        dim: args.optionalNumber('dim'),
        shape: args.optionalShape('shape'),
        mean: args.optionalNumber('mean'),
        variance: args.optionalNumber('variance'),
      }),
  },
};

/** Sources that are read from files; `src/load/` reads them where there is a file system. */
export const FILE_SOURCES = {
  'fashion-mnist': { parameters: ['split', 'folder'] },
  mnist: { parameters: ['folder', 'split'] },
  cifar10: { parameters: ['folder', 'split'] },
  cifar100: { parameters: ['folder', 'split', 'labels'] },
  idx: { parameters: ['path', 'labels'] },
  npy: { parameters: ['path', 'labels', 'shape'] },
  npz: { parameters: ['path', 'points', 'labels', 'shape'] },
  csv: { parameters: ['path', 'label', 'header', 'shape', 'separator'] },
  parquet: { parameters: ['path', 'label', 'shape'] },
  images: { parameters: ['folder', 'size', 'grey'] },
  file: { parameters: ['path', 'labels', 'label', 'shape'] },
} as const satisfies Record<string, { parameters: readonly string[] }>;

export type FileSource = keyof typeof FILE_SOURCES;
