import { type Maker, maker } from '../../notation/makers.ts';
import { choice, number, type ParameterTable, shape, text } from '../../notation/parameters.ts';
import type { Data } from '../dataset.ts';
import { formats } from '../formats/formats.ts';
import { axes, label, labels, path } from '../formats/parameters.ts';
import { blobs } from './blobs.ts';
import { digits } from './digits.ts';
import { fields } from './fields.ts';
import { gaussian } from './gaussian.ts';
import { sparse } from './sparse.ts';
import { tokens } from './tokens.ts';

const dim = number('features of a point', '1000');
const mean = number('mean of every entry').optional();
const variance = number('variance of every entry').optional();
const drawn = {
  points: number('how many points are drawn').optional(),
  seed: number('a whole number from 0').optional(),
};

/** Sources that need no file, by their names in the notation. */
export const sources: Readonly<Record<string, Maker<Data>>> = {
  digits: maker({}, digits),
  gaussian: maker({ dim: dim.optional(), mean, variance, shape: axes }, gaussian),
  blobs: maker(
    {
      classes: number('how many clusters').optional(),
      dim: dim.optional(),
      distance: number('root mean square difference of two centres').optional(),
      variance,
      mean,
      correlation: number('correlation of neighbouring features within a cluster').optional(),
      ...drawn,
      shape: axes,
    },
    blobs,
  ),
  fields: maker(
    { shape: axes, length: number('over how many pixels an image is alike').optional(), mean, variance, ...drawn },
    fields,
  ),
  sparse: maker(
    {
      dim,
      density: number('probability of an entry that is not 0').optional(),
      value: number('what such an entry is').optional(),
      ...drawn,
    },
    sparse,
  ),
  tokens: maker(
    {
      length: number('tokens of a point', '64'),
      vocabulary: number('how many token ids there are', '1000'),
      exponent: number('how steeply frequencies fall with rank').optional(),
      ...drawn,
    },
    tokens,
  ),
};

const split = choice(['train', 'test', 'all'], 'which part of the data').default('test');
const folder = (example: string) => text('path of the folder', example);

/** Sources that are read from files; `files/` reads them where there is a file system. */
export const FILE_SOURCES = {
  'fashion-mnist': { split, folder: folder('"fashion-mnist"').optional() },
  mnist: { folder: folder('"mnist"'), split },
  cifar10: { folder: folder('"cifar-10-batches-bin"'), split },
  cifar100: {
    folder: folder('"cifar-100-binary"'),
    split,
    labels: choice(['fine', 'coarse'], '100 classes, or 20').default('fine'),
  },
  ...formatParameters(),
  images: {
    folder: folder('"photos"'),
    size: shape('height and width that images are brought to').optional(),
    grey: choice(['yes', 'no'], 'whether colours are dropped').default('no'),
  },
  file: { path: path('"data.csv"'), labels, label, shape: axes },
} as const satisfies Record<string, ParameterTable>;

/** The parameters of all file formats. */
function formatParameters() {
  const tables = Object.entries(formats).map(([name, { parameters }]) => [name, parameters]);
  return Object.fromEntries(tables) as { [Name in keyof typeof formats]: (typeof formats)[Name]['parameters'] };
}

export type FileSource = keyof typeof FILE_SOURCES;
