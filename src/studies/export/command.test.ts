import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runHere } from '../../cli/testing/run.fixture.ts';
import { exportNetwork } from '../../export/exportNetwork.ts';
import { exportSchema } from './schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstguess-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NETWORK = 'dense(20), relu, dense(10)';
const write = (...args: string[]) => runHere(['export', '--network', NETWORK, ...args]);

describe('firstguess export', () => {
  it('writes what exportNetwork gives, and says what it is', async () => {
    const onnx = join(folder, 'net.onnx');
    const { exitCode, out, err } = await write('-o', onnx, '--seed', '3', '--draw', '2');
    expect([exitCode, err]).toEqual([0, '']);
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'initialisation 2 of seed 3, 1,480 numbers. It takes x of [N, 1, 8, 8]',
    );
    const expected = exportNetwork(NETWORK, 'digits', { format: 'onnx', seed: 3, draw: 2 });
    expect(readFileSync(onnx).equals(expected)).toBe(true);
    const python = join(folder, 'net.py');
    expect((await write('-o', python, '--init', 'torch')).exitCode).toBe(0);
    expect(readFileSync(python, 'utf8')).toBe(exportNetwork(NETWORK, 'digits', { format: 'pytorch', init: 'torch' }));
  });

  it('makes stdout one JSON document that fits the schema', async () => {
    const { out } = await write('-o', join(folder, 'json.onnx'), '--json', '--preprocess', 'standardize');
    const exported = exportSchema.parse(JSON.parse(out));
    expect(exported).toMatchObject({ format: 'onnx', draw: 1, seed: 0, init: 'he', shape: [1, 8, 8], outputs: 10 });
    expect(exported.parameters).toEqual([
      { name: 'layer1.dense.weight', shape: [64, 20], law: 'gaussian', variance: 2 / 64 },
      { name: 'layer3.dense.weight', shape: [10, 20], law: 'gaussian', variance: 2 / 20 },
    ]);
    expect(exported.notes).toEqual(['points go in after preprocessing: standardize']);
  });

  it('notes where measure would draw fewer numbers', async () => {
    const { out } = await write('-o', join(folder, 'few.onnx'), '--points', '10');
    expect(out).toContain('--sampler weights');
  });

  it('replaces a file only when told to', async () => {
    const path = join(folder, 'mine.py');
    writeFileSync(path, 'mine');
    const { exitCode, out, err } = await write('-o', path);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(`${path} is there already\n  --overwrite replaces it; --out takes another name`);
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect((await write('-o', path, '--overwrite')).exitCode).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain('class Network');
  });

  it('leaves nothing behind when something is wrong', async () => {
    mkdirSync(join(folder, 'folder.py'));
    const faults: readonly (readonly [string[], string])[] = [
      [[], 'export needs -o, the file to write'],
      [['-o', join(folder, 'net.pt')], 'says no format\n  write net.onnx for drawn weights, net.py for PyTorch'],
      [['-o', join(folder, 'folder.py')], 'is a folder'],
      [['-o', '/proc/net.py'], 'cannot '],
      [['-o', join(folder, 'bad.py'), '--draw', '2'], 'the source for pytorch holds none'],
      [['-o', join(folder, 'bad.onnx'), '--draw', '0'], '--draw must be a whole number of at least 1'],
      [['-o', join(folder, 'bad.onnx'), '--data', 'gaussian(0)'], '--data'],
      [['-o', join(folder, 'bad.py'), '--init', 'xavier'], 'unknown --init "xavier"'],
    ];
    for (const [args, message] of faults) {
      const { exitCode, out, err } = await write(...args);
      expect([exitCode, out], err).toEqual([2, '']);
      expect(err).toContain(message);
    }
    for (const name of ['net.pt', 'bad.py', 'bad.onnx']) expect(existsSync(join(folder, name))).toBe(false);
    expect((await runHere(['export', '-o', join(folder, 'net2.py')])).err).toContain('export needs --network');
  });
});
