import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../../errors.ts';
import type { ArgumentsOf } from '../../../notation/parameters.ts';
import { concatenate, type Dataset } from '../../dataset.ts';
import { readCifar } from '../../formats/arrays/cifar.ts';
import { readIdx } from '../../formats/arrays/idx.ts';
import type { FILE_SOURCES } from '../sources.ts';
import { fileSource } from './fileSource.ts';
import { fileIn } from './folders.ts';

type Of<Name extends keyof typeof FILE_SOURCES> = ArgumentsOf<(typeof FILE_SOURCES)[Name]>;

/** What to read of data that come in a part for training and one for testing. */
function splitsOf(split: Of<'mnist'>['split']): readonly ('train' | 'test')[] {
  return split === 'all' ? ['train', 'test'] : [split];
}

const CLOTHES = 'T-shirt/top, Trouser, Pullover, Dress, Coat, Sandal, Shirt, Sneaker, Bag, Ankle boot'.split(', ');
const FASHION_MNIST = '/usr/share/datasets/fashion-mnist';

/**
 * Fashion-MNIST (H. Xiao, K. Rasul, R. Vollgraf, arXiv 1708.07747; MIT): 28×28 grey images of clothes in ten classes,
 * 60,000 to train and 10,000 to test. Debian's package puts it where it is found by name.
 */
export async function fashionMnist({ folder, split }: Of<'fashion-mnist'>, name: string): Promise<Dataset> {
  if (folder === undefined && !existsSync(FASHION_MNIST)) {
    const remedy =
      'apt install dataset-fashion-mnist, or give the folder with its four files: fashion-mnist(folder="…")';
    throw new UserError('data', 'Fashion-MNIST is not installed', [], remedy);
  }
  const data = await idxPairs(folder ?? FASHION_MNIST, split, name, 'Fashion-MNIST', CLOTHES);
  return { ...data, licence: 'MIT, Zalando Research, arXiv 1708.07747' };
}

/** MNIST in its four original files: 28×28 grey digits, 60,000 to train and 10,000 to test. */
export function mnist({ folder, split }: Of<'mnist'>, name: string): Promise<Dataset> {
  return idxPairs(folder, split, name, 'MNIST', Array.from('0123456789'));
}

async function idxPairs(
  folder: string,
  which: Of<'mnist'>['split'],
  name: string,
  title: string,
  classNames: readonly string[],
): Promise<Dataset> {
  const parts: Dataset[] = [];
  for (const split of splitsOf(which)) {
    const prefix = split === 'train' ? 'train' : 't10k';
    // Both spellings are about: the original one, and that of unpackers which replace the dash.
    const [images, labels] = ['images-idx3', 'labels-idx1'].map((part) =>
      fileIn(
        folder,
        [`${prefix}-${part}-ubyte`, `${prefix}-${part.replace('-', '.')}-ubyte`],
        `${split} files of ${title}`,
      ),
    );
    parts.push(await readIdx(await fileSource(images), await fileSource(labels), name, classNames));
  }
  return concatenate(parts);
}

const CIFAR10 = 'airplane, automobile, bird, cat, deer, dog, frog, horse, ship, truck'.split(', ');

/** CIFAR-10 (A. Krizhevsky, 2009) in its binary version: 32×32 colour images in ten classes. */
export async function cifar10({ folder, split }: Of<'cifar10'>, name: string): Promise<Dataset> {
  const files = splitsOf(split).flatMap((part) =>
    part === 'train' ? [1, 2, 3, 4, 5].map((part) => `data_batch_${part}.bin`) : ['test_batch.bin'],
  );
  const sources = await Promise.all(
    files.map((file) => fileSource(fileIn(folder, [file], 'binary files of CIFAR-10'))),
  );
  return readCifar(sources, { labelBytes: 1, whichLabel: 0, classNames: CIFAR10 }, name);
}

/** CIFAR-100 in its binary version: 32×32 colour images in 100 classes, or in 20 coarse ones. */
export async function cifar100({ folder, split, labels }: Of<'cifar100'>, name: string): Promise<Dataset> {
  const sources = await Promise.all(
    splitsOf(split).map((part) => fileSource(fileIn(folder, [`${part}.bin`], 'binary files of CIFAR-100'))),
  );
  const names = join(folder, `${labels}_label_names.txt`);
  const classNames = existsSync(names) ? (await readFile(names, 'utf8')).split(/\r?\n/).filter(Boolean) : undefined;
  return readCifar(sources, { labelBytes: 2, whichLabel: labels === 'coarse' ? 0 : 1, classNames }, name);
}
