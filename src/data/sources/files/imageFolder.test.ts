import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { UserError } from '../../../errors.ts';
import { type ImageFolderOptions, readImageFolder } from './imageFolder.ts';

const FIXTURES = new URL('../../formats/fixtures/images/', import.meta.url).pathname;

function read(folder: string, options: ImageFolderOptions = {}) {
  return readImageFolder(join(FIXTURES, folder), options, 'x');
}

async function complaint(folder: string, options: ImageFolderOptions = {}): Promise<string> {
  const error = await readImageFolder(folder, options, 'x').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).toText().replaceAll(FIXTURES, '');
}

describe('a folder of images', () => {
  it('has a class for each folder in it; classes and images come in natural order, other files are passed over', async () => {
    const data = await read('classes');
    expect(data).toMatchObject({ shape: [1, 2, 2], points: 3, classNames: ['cat9', 'cat10'] });
    expect([...data.labels!]).toEqual([0, 0, 1]);
    expect(data.values).toEqual(Uint8Array.of(5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4));
  });

  it('has no labels without such folders', async () => {
    const data = await read('no-classes');
    expect(data.labels).toBeUndefined();
    expect([...data.values]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('has planes of red, green and blue, and grey images among coloured ones have them too', async () => {
    const data = await read('colours');
    expect(data.shape).toEqual([3, 2, 2]);
    expect([...data.values]).toEqual([1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12]);
  });

  it('has one plane of brightness where grey is asked for', async () => {
    const data = await read('formats', { grey: true });
    expect(data.shape).toEqual([1, 2, 2]);
    const [red, , , , green] = data.values;
    expect(red).toBeLessThan(green);
  });

  it('reads what an image is and not what it is called, and the first picture of an animation', async () => {
    const data = await read('formats');
    expect(data).toMatchObject({ shape: [3, 2, 2], points: 4 });
    const [animated, ...others] = [0, 12, 24, 36].map((at) => [...data.values.subarray(at, at + 12)]);
    expect(animated).toEqual([255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0]);
    for (const other of others) expect(other).toEqual([0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0]);
    expect((await read('jpeg-named-png')).values).toEqual(new Uint8Array(128).fill(128));
  });

  it.each([
    ['sixteen-bits', [128, 255, 1, 3]],
    ['sixteen-bits-colour', [128, 255, 1, 0, 0, 0]],
    ['transparent', [255, 255, 255, 10, 20, 30]],
    ['transparent-grey', [255, 10, 20, 255]],
    ['one-pixel', [7, 8]],
  ])('%s: pixels are bytes, transparency shows white', async (folder, values) => {
    expect([...(await read(folder)).values]).toEqual(values);
  });

  it('resizes images to the size asked for', async () => {
    expect([...(await read('sizes', { size: [1, 1] })).values]).toEqual([6, 8]);
    expect([...(await read('sizes', { size: [2, 2] })).values]).toEqual([0, 4, 8, 12, 8, 8, 8, 8]);
  });
});

describe('a folder of images that cannot be read', () => {
  it('says which sizes there are and what to add', async () => {
    expect(await complaint(join(FIXTURES, 'sizes'))).toBe(
      [
        'the images have several sizes',
        '  sizes/a/1.png is 2×2',
        '  sizes/b/1.png is 1×1',
        '  add size=2x2, or another, to resize them',
      ].join('\n'),
    );
  });

  it.each([
    ['truncated', 'truncated/a/2.png is damaged or not an image'],
    ['truncated-jpeg', 'truncated-jpeg/a/2.jpg is damaged or not an image'],
    ['flipped', 'flipped/a/1.png is damaged or not an image'],
    ['bomb', 'bomb/a/1.png'],
    ['large-claims', 'large-claims unpacks to more than 200 MiB and 100 times its 268 bytes'],
    ['text', 'text/a/1.jpg is damaged or not an image'],
    ['drawing', 'drawing/a/1.png is damaged or not an image'],
    ['nothing', 'nothing/a/1.png is damaged or not an image'],
    ['empty-class', 'empty-class/b holds no images, only 1 other file'],
    ['no-images', 'no-images holds no images, only 1 other file'],
    ['deep', 'the class deep/train has a folder in it: deep/train/a'],
    ['beside', 'beside has both folders and images, for instance beside/2.png'],
    ['single', 'x has too few points: 1'],
    ['nowhere', 'there is no nowhere'],
    ['single/a/1.png', 'single/a/1.png is not a folder'],
  ])('%s is refused: %s', async (folder, message) => {
    expect(await complaint(join(FIXTURES, folder))).toContain(message);
  });

  it('refuses an impossible size', async () => {
    await expect(read('sizes', { size: [0, 2] })).rejects.toMatchObject({ code: 'bad-argument' });
    await expect(read('sizes', { size: [2 ** 15, 2 ** 15] })).rejects.toMatchObject({ code: 'bad-argument' });
  });
});

describe('folders that no repository can hold', () => {
  const folder = mkdtempSync(join(tmpdir(), 'firstguess-images-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are refused when a class is empty, or a link leads to itself', async () => {
    mkdirSync(join(folder, 'empty', 'a'), { recursive: true });
    expect(await complaint(join(folder, 'empty'))).toContain('a is empty');
    mkdirSync(join(folder, 'loop'));
    symlinkSync('self', join(folder, 'loop', 'self'));
    expect(await complaint(join(folder, 'loop'))).toContain('self is a link to itself');
    mkdirSync(join(folder, 'parent', 'a'), { recursive: true });
    symlinkSync('..', join(folder, 'parent', 'a', 'up'));
    expect(await complaint(join(folder, 'parent'))).toContain('has a folder in it');
  });

  it('name the first of many bad images', async () => {
    mkdirSync(join(folder, 'many', 'a'), { recursive: true });
    for (let i = 1; i <= 12; i++) writeFileSync(join(folder, 'many', 'a', `${i}.png`), 'no image'.repeat(i));
    for (let repeat = 0; repeat < 3; repeat++) {
      expect(await complaint(join(folder, 'many'))).toContain(join('a', '1.png is damaged'));
    }
  });
});

describe('without sharp', () => {
  afterEach(() => {
    vi.doUnmock('sharp');
    vi.resetModules();
  });

  it('says how to get it', async () => {
    vi.resetModules();
    vi.doMock('sharp', () => {
      throw new Error('not found');
    });
    const { readImageFolder: fresh } = await import('./imageFolder.ts');
    await expect(fresh(join(FIXTURES, 'classes'), {}, 'x')).rejects.toMatchObject({ remedy: 'npm install sharp' });
  });
});
