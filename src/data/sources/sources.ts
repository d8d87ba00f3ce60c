import type { Arguments, Maker } from '../arguments.ts';
import type { Data } from '../dataset.ts';
import { blobs } from './blobs.ts';
import { digits } from './digits.ts';
import { fields } from './fields.ts';
import { gaussian } from './gaussian.ts';
import type { DrawnOptions } from './generated.ts';
import { sparse } from './sparse.ts';
import { tokens } from './tokens.ts';

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
  blobs: {
    parameters: ['classes', 'dim', 'distance', 'variance', 'mean', 'correlation', 'points', 'seed', 'shape'],
    make: (args) =>
      blobs({
        classes: args.optionalNumber('classes'),
        dim: args.optionalNumber('dim'),
        shape: args.optionalShape('shape'),
        distance: args.optionalNumber('distance'),
        variance: args.optionalNumber('variance'),
        mean: args.optionalNumber('mean'),
        correlation: args.optionalNumber('correlation'),
        ...drawn(args),
      }),
  },
  fields: {
    parameters: ['shape', 'length', 'mean', 'variance', 'points', 'seed'],
    make: (args) =>
      fields({
        shape: args.optionalShape('shape'),
        length: args.optionalNumber('length'),
        mean: args.optionalNumber('mean'),
        variance: args.optionalNumber('variance'),
        ...drawn(args),
      }),
  },
  sparse: {
    parameters: ['dim', 'density', 'value', 'points', 'seed'],
    make: (args) =>
      sparse({
        dim: args.number('dim', 1000),
        density: args.optionalNumber('density'),
        value: args.optionalNumber('value'),
        ...drawn(args),
      }),
  },
  tokens: {
    parameters: ['length', 'vocabulary', 'exponent', 'points', 'seed'],
    make: (args) =>
      tokens({
        length: args.number('length', 'length=64, vocabulary=1000'),
        vocabulary: args.number('vocabulary', 'length=64, vocabulary=1000'),
        exponent: args.optionalNumber('exponent'),
        ...drawn(args),
      }),
  },
};

function drawn(args: Arguments): DrawnOptions {
  return { points: args.optionalNumber('points'), seed: args.optionalNumber('seed') };
}

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
