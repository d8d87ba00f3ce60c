import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../errors.ts';
import type { Dataset } from '../../dataset.ts';
import { load, loaded } from './load.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstguess-load-'));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** An IDX file of bytes. */
function idxBytes(dims: readonly number[], values: readonly number[]): Uint8Array {
  const sizes = dims.flatMap((dim) => [0, 0, dim >> 8, dim & 255]);
  return Uint8Array.of(0, 0, 8, dims.length, ...sizes, ...values);
}

async function pointsOf(text: string): Promise<Dataset> {
  return (await load(text)) as Dataset;
}

async function failure(text: string): Promise<UserError> {
  const error = await load(text, '--data').catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
}

describe('data by their notation', () => {
  it('need no file where they come with the package', async () => {
    expect(await load('gaussian(dim=3)')).toMatchObject({ kind: 'generator' });
    expect(await pointsOf('digits, keep(3, 8)')).toMatchObject({ name: 'digits, keep(3, 8)', points: 357 });
  });

  it('are left alone when they are data already', async () => {
    const data = await load('digits');
    expect(await loaded(data)).toBe(data);
    expect(await loaded('digits')).toEqual(data);
  });

  it('name a table, whose label column becomes classes that can be chosen', async () => {
    const path = file('iris.csv', 'width,height,species\n1,2,setosa\n3,4,virginica\n5,6,setosa\n');
    const data = await pointsOf(`csv("${path}", label=species), keep(setosa)`);
    expect(data).toMatchObject({ name: `csv("${path}", label=species), keep(setosa)`, points: 2, shape: [2] });
    expect([...data.values]).toEqual([1, 2, 5, 6]);
  });

  it.each([
    ['comma', 'yes', '1,2\n3,4\n5,6\n', 2],
    ['comma', 'no', '1,2\n3,4\n5,6\n', 3],
    ['tab', 'auto', '1\t2\n3\t4\n5\t6\n', 3],
  ])('say how a table with a %s and header=%s is read', async (separator, header, text, points) => {
    const path = file(`table-${separator}-${header}.txt`, text);
    const sep = separator === 'comma' ? ',' : separator;
    expect(await pointsOf(`csv("${path}", header=${header}, separator="${sep}")`)).toMatchObject({
      points,
      shape: [2],
    });
  });
});

describe('a path alone', () => {
  it('is read by what its first bytes tell', async () => {
    const images = file('images.gz', gzipSync(idxBytes([2, 1, 2], [1, 2, 3, 4])));
    expect(await pointsOf(images)).toMatchObject({ name: `file("${images}")`, shape: [1, 1, 2], points: 2 });
    const table = file('table.tsv', 'a\tb\n1\t2\n3\t4\n');
    expect(await pointsOf(table)).toMatchObject({ shape: [2], points: 2 });
  });

  it('that leads nowhere is a missing file, not a fault of the notation', async () => {
    for (const path of [join(folder, 'nowhere.npy'), 'nowhere.npy', 'photos/nowhere', './nowhere']) {
      expect(await failure(path)).toMatchObject({ code: 'data', message: expect.stringContaining('nowhere') });
    }
  });

  it('to bytes of no known format says how to name the reader', async () => {
    const { message, remedy } = await failure(file('noise.bin', Uint8Array.of(1, 0, 2, 0)));
    expect(message).toMatch(/has no format that is recognised by its first bytes or its name$/);
    expect(remedy).toMatch(/npz\(…\)/);
  });
});

describe('MNIST-like folders', () => {
  file('mnist/t10k-images-idx3-ubyte.gz', gzipSync(idxBytes([2, 1, 1], [7, 9])));
  file('mnist/t10k-labels-idx1-ubyte.gz', gzipSync(idxBytes([2], [3, 4])));
  file('mnist/train-images-idx3-ubyte', idxBytes([3, 1, 1], [1, 2, 3]));
  file('mnist/train-labels-idx1-ubyte', idxBytes([3], [0, 1, 2]));
  const at = join(folder, 'mnist');

  it('give the test images unless asked for others, compressed or not', async () => {
    expect([...(await pointsOf(`mnist("${at}")`)).values]).toEqual([7, 9]);
    expect([...(await pointsOf(`mnist("${at}", split=train)`)).values]).toEqual([1, 2, 3]);
  });

  it('put both parts after one another with split=all', async () => {
    const { values, labels } = await pointsOf(`fashion-mnist(split=all, folder="${at}")`);
    expect([...values]).toEqual([1, 2, 3, 7, 9]);
    expect([...labels!]).toEqual([0, 1, 2, 3, 4]);
  });

  it('without their files are refused with the name of the one that is missing', async () => {
    const { message, remedy } = await failure(`mnist("${join(folder, 'empty')}")`);
    expect(message).toMatch(/^test files of MNIST are not found: there is no folder/);
    expect(remedy).toMatch(/t10k-images-idx3-ubyte\.gz/);
  });

  it('know no other split', async () => {
    expect((await failure('fashion-mnist(split=tests)')).toText()).toMatch(/did you mean test\?/);
  });
});

describe('CIFAR folders', () => {
  const row = (labels: number[], pixel: number) => [...labels, ...new Array(3072).fill(pixel)];

  it('of ten classes have their names', async () => {
    file('cifar10/test_batch.bin', Uint8Array.from([...row([3], 1), ...row([9], 2)]));
    const data = await pointsOf(`cifar10("${join(folder, 'cifar10')}"), keep(truck, cat)`);
    expect(data).toMatchObject({ shape: [3, 32, 32], points: 2, classNames: ['truck', 'cat'] });
    expect([...data.labels!]).toEqual([1, 0]);
  });

  it('of a hundred classes have fine and coarse ones', async () => {
    file('cifar100/test.bin', Uint8Array.from([...row([1, 99], 1), ...row([19, 0], 2)]));
    const at = join(folder, 'cifar100');
    expect([...(await pointsOf(`cifar100("${at}")`)).labels!]).toEqual([99, 0]);
    expect([...(await pointsOf(`cifar100("${at}", labels=coarse)`)).labels!]).toEqual([1, 19]);
  });
});

describe('a mistake in an argument', () => {
  it('is shown under the call', async () => {
    expect((await failure('csv')).toText()).toBe(
      'csv needs path, path of the file\n  csv\n  ^^^\n  write for instance csv("data.csv")',
    );
    expect((await failure('images("photos", size=32)')).toText()).toBe(
      'size of images must be height x width\n  images("photos", size=32)\n  ^^^^^^^^^^^^^^^^^^^^^^^^^\n  for instance size=32x32',
    );
  });
});
