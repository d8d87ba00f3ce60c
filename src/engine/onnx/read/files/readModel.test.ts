import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../../errors.ts';
import { elsewhere, graph, model, node, soundModel } from '../testing/build.ts';
import { readModel } from './readModel.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstguess-'));
const models = join(folder, 'models');
mkdirSync(join(models, 'values'), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, bytes: Uint8Array | string): string {
  const path = join(models, name);
  writeFileSync(path, bytes);
  return path;
}

/** What the user sees of an error. */
function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError && error.code === 'bad-model') return error.toText();
    throw error;
  }
  return 'no error';
}

describe('a file', () => {
  it('is read like its bytes', () => {
    const path = written('sound.onnx', soundModel());
    const fromFile = readModel(path);
    expect({ ...fromFile, constants: undefined, file: 'the model' }).toEqual({
      ...readModel(soundModel()),
      constants: undefined,
    });
    expect(fromFile.constants.get('w')?.values()).toEqual(new Float32Array(12).fill(0.5));
  });

  it('and a buffer of Node, which may begin anywhere, give the same', () => {
    const buffer = Buffer.concat([Buffer.of(1, 2, 3), soundModel()]).subarray(3);
    expect(readModel(buffer).constants.get('w')?.values()).toEqual(new Float32Array(12).fill(0.5));
  });

  it.each([
    ['that is not there', () => join(models, 'nowhere.onnx'), /nowhere.onnx does not exist\n {2}check the path/],
    ['below a file', () => join(written('file', 'x'), 'm.onnx'), /does not exist/],
    ['whose name has a zero byte', () => 'a\0b', /is not a path/],
    ['that is a folder', () => models, /models is a folder/],
    ['that is a device', () => '/dev/null', /\/dev\/null is not a file/],
    ['that is empty', () => written('empty.onnx', ''), /empty.onnx is empty/],
    ['that is a text', () => written('notes.txt', 'hello world'), /notes.txt is not an ONNX model/],
  ])('%s is refused', (_, path, reason) => {
    expect(refusal(() => readModel(path()))).toMatch(reason);
  });

  it('that is a folder of TensorFlow is refused with the way out', () => {
    mkdirSync(join(folder, 'saved'));
    writeFileSync(join(folder, 'saved', 'saved_model.pb'), '');
    expect(refusal(() => readModel(join(folder, 'saved')))).toMatch(/SavedModel\n {2}export it with tf2onnx/);
  });

  it('of more than 2 GB is refused without reading it', () => {
    const path = written('huge.onnx', soundModel());
    truncateSync(path, 2 ** 31);
    expect(refusal(() => readModel(path))).toMatch(/larger than 2 GB\n.*save_as_external_data/);
  });
});

describe('values in a file beside the model', () => {
  const external = (entries: Record<string, string>) => {
    const bytes = model(graph([node('MatMul', ['x', 'w'], ['y'])], [elsewhere('w', [4, 3], entries)]));
    return readModel(written('external.onnx', bytes)).constants.get('w');
  };
  const numbers = Float32Array.from({ length: 20 }, (_, i) => i);
  written('w.bin', new Uint8Array(numbers.buffer));
  written(join('values', 'w.bin'), new Uint8Array(numbers.buffer));
  writeFileSync(join(folder, 'secret.bin'), new Uint8Array(numbers.buffer));
  symlinkSync('../secret.bin', join(models, 'link.bin'));
  symlinkSync('..', join(models, 'out'));
  symlinkSync('w.bin', join(models, 'inside.bin'));

  it.each([
    [{ location: 'w.bin' }, 0],
    [{ location: 'w.bin', offset: '32', length: '48', checksum: 'abc' }, 8],
    [{ location: 'values/w.bin', offset: '4' }, 1],
    [{ location: './inside.bin' }, 0],
  ])('%j are read when they are asked for', (entries, first) => {
    expect(external(entries)?.values()).toEqual(numbers.slice(first, first + 12));
  });

  it('may begin behind 4 GB', () => {
    const path = written('large.bin', '');
    truncateSync(path, 5e9);
    expect(external({ location: 'large.bin', offset: '4999999952' })?.values()).toEqual(new Float32Array(12));
  });

  it.each([
    ['that is not there', { location: 'none.bin' }, /"w" lies in "none.bin", which is not there[\s\S]*copy it to/],
    ['that is a link out of the folder', { location: 'link.bin' }, /outside the folder/],
    ['in a folder that is such a link', { location: 'out/secret.bin' }, /outside the folder/],
    ['that is a folder', { location: 'values' }, /"values", which is not a file/],
    ['that is the folder of the model itself', { location: '.' }, /outside the folder|not a file/],
    ['that is too short', { location: 'w.bin', offset: '36' }, /up to byte 84, but it has only 80/],
    ['with an offset far behind its end', { location: 'w.bin', offset: '1000000000000' }, /but it has only 80/],
  ])('are refused from a file %s', (_, entries, reason) => {
    const constant = external(entries);
    expect(refusal(() => constant?.values())).toMatch(reason);
  });

  it('are refused where the model came as bytes', () => {
    const bytes = model(graph([node('MatMul', ['x', 'w'], ['y'])], [elsewhere('w', [4, 3], { location: 'w.bin' })]));
    const constant = readModel(bytes).constants.get('w');
    expect(refusal(() => constant?.values())).toMatch(/"w" lies in a file beside[\s\S]*give the path of the model/);
  });
});
