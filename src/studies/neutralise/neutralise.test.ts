import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runHere } from '../../cli/testing/run.fixture.ts';
import { dataset } from '../../data/dataset.ts';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import { elsewhere, graph, info, model, node, tensor } from '../../engine/onnx/read/testing/build.ts';
import { UserError } from '../../errors.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { neutraliseNetwork } from './networkRun.ts';
import { type NeutraliseCall, neutralise } from './nodeRun.ts';
import { neutralisationSchema } from './schema.ts';
import { renderNeutralisation } from './text.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstguess-neutralise-'));
afterAll(() => rmSync(folder, { recursive: true }));
const inside = (name: string) => join(folder, name);

function written(name: string, bytes: Uint8Array): string {
  writeFileSync(inside(name), bytes);
  return inside(name);
}

function normals(count: number, seed: number, scale = 1): Float32Array<ArrayBuffer> {
  const { normal } = seededRandom(seed);
  return Float32Array.from({ length: count }, () => scale * normal());
}

const rawData = (numbers: Float32Array<ArrayBuffer>) => new Uint8Array(numbers.buffer);
const gemm = node('Gemm', ['x', 'w', 'b'], ['y'], { name: 'fc' });
const w = tensor('w', [4, 3], { rawData: rawData(normals(12, 1)) });
const b = tensor('b', [3], { rawData: rawData(Float32Array.of(0, 4, -2)) });

/** A model of three classes with a favourite, 400 points with labels, and one that is constant. */
const biased = written('biased.onnx', model(graph([gemm], [w, b])));
const constant = written(
  'constant.onnx',
  model(graph([gemm], [tensor('w', [4, 3], { rawData: rawData(new Float32Array(12)) }), b])),
);
const labels = Int32Array.from({ length: 400 }, (_, i) => (i % 10 < 5 ? 0 : i % 10 < 8 ? 1 : 2));
const points = dataset(normals(1600, 2), { shape: [4], labels });
const few = (count: number) => dataset(normals(4 * count, 2), { shape: [4] });

describe('a neutralised model', () => {
  it('sends no class more than its share on held-out points, and is written with all else as it was', async () => {
    const out = inside('neutral.onnx');
    const found = await neutralise(biased, points, { out });
    expect(neutralisationSchema.parse(found)).toEqual(found);
    expect(found.before.maxFraction.mean).toBeGreaterThan(0.9);
    expect(found.deviation.mean).toBeLessThan(1 / 200);
    expect(Math.abs(found.heldOut.maxFraction.mean - 1 / 3)).toBeLessThan(0.15);
    expect(found.after.loss!.mean).toBeLessThan(found.before.loss!.mean);
    expect(found.written).toMatchObject({ file: out, where: 'the bias of node "fc" (Gemm)', points: 64 });
    const [was, is] = [biased, out].map((file) => readModel(file).constants);
    expect(is.get('w')!.values()).toEqual(was.get('w')!.values());
    const biases = is.get('b')!.values();
    for (const k of [0, 1, 2]) expect(biases[k]).toBeCloseTo(Number(was.get('b')!.values()[k]) + found.biases![k], 5);
    expect(renderNeutralisation(found, { colour: false, width: 100 })).toMatch(/^With biases of its outputs/);
    // What was written has no favourite that is left to take away.
    const again = await neutralise(out, points);
    expect(again.before.fitted.maxFraction.mean).toBeCloseTo(found.after.fitted.maxFraction.mean, 2);
  });

  it('guesses as often as its priors say, which may be those of the labels', async () => {
    for (const priors of [[0.5, 0.3, 0.2], '.5,.3,.2', 'data'] as const) {
      const { priors: aims, after, deviation } = await neutralise(biased, points, { priors });
      for (const [k, aim] of [0.5, 0.3, 0.2].entries()) {
        expect(aims![k]).toBeCloseTo(aim, 12);
        expect(Math.abs(after.fitted.fractions[k] - aim)).toBeLessThan(1 / 200);
      }
      expect(deviation.mean).toBeLessThan(1 / 200);
    }
  });

  it('parts the same points by the same seed, and others by another', async () => {
    const [one, same, other] = await Promise.all([5, 5, 6].map((seed) => neutralise(biased, points, { seed })));
    expect(same.biases).toEqual(one.biases);
    expect(other.biases).not.toEqual(one.biases);
    const share = await neutralise(biased, points, { heldOut: 0.25 });
    expect(share.heldOut.points).toBe(100);
  });

  it('stays constant where the network is, is not written, and this is said', async () => {
    const out = inside('never.onnx');
    for (const fit of ['fractions', 'mean', 'scaled'] as const) {
      const found = await neutralise(constant, points, { fit, out });
      expect(found).toMatchObject({ constant: 1, written: null });
      expect(found.after.maxFraction.mean).toBe(1);
      expect(renderNeutralisation(found, { colour: false, width: 100 })).toContain('No bias parts such guesses');
    }
    expect(existsSync(out)).toBe(false);
  });

  it('says where there are too few points, and where means are not enough', async () => {
    const { notes } = await neutralise(biased, few(20), { fit: 'mean' });
    expect(notes.join()).toMatch(/fewer than 10 points a class.*means alone/);
  });

  it('is written beside the file that keeps its weights', async () => {
    writeFileSync(inside('w.bin'), rawData(normals(12, 1)));
    const beside = graph([gemm], [elsewhere('w', [4, 3], { location: 'w.bin' }), b]);
    const path = written('beside.onnx', model(beside));
    const { written: there } = await neutralise(path, points, { out: inside('beside-neutral.onnx') });
    expect(there!.difference).toBeLessThan(1e-6);
    expect(existsSync(inside('beside-neutral.onnx.part'))).toBe(false);
    mkdirSync(inside('elsewhere'));
    const out = inside('elsewhere/m.onnx');
    await expect(neutralise(path, points, { out })).rejects.toThrow(/keeps its weights in a file beside/);
  });
});

describe('what is refused', () => {
  const nan = tensor('b', [3], { rawData: rawData(Float32Array.of(0, Number.NaN, 0)) });
  const notNumbers = written('nan.onnx', model(graph([gemm], [w, nan])));
  const three = dataset(normals(1200, 2), { shape: [3] });
  writeFileSync(inside('taken.onnx'), 'precious');

  it.each<[string, string, ReturnType<typeof few>, NeutraliseCall, RegExp]>([
    ['priors that do not sum to 1', biased, points, { priors: '.5,.5,.5' }, /sum to 1.5, not to 1/],
    ['priors of another number', biased, points, { priors: '.5,.5' }, /2 priors are given for 3 classes/],
    ['negative priors', biased, points, { priors: '1.2,-.1,-.1' }, /prior of class 0 is 1.2/],
    ['priors that are no numbers', biased, points, { priors: '.5,half,.2' }, /not "half"/],
    ['priors of labels without labels', biased, few(60), { priors: 'data' }, /has no labels/],
    ['one point', biased, points, { points: 1 }, /points must be a whole number of at least 2/],
    ['three points', biased, few(3), {}, /3 points cannot be parted/],
    ['fewer points than classes', biased, few(4), {}, /class 2 is to get 0.67 of 2 points/],
    ['a share of 1', biased, points, { heldOut: 1 }, /--held-out must be a number between 0 and 1/],
    ['outputs that are not numbers', notNumbers, points, {}, /the logit of class 1 at point 0 is NaN/],
    ['data that do not fit', biased, three, {}, /takes 4/],
    ['an output that is not there', biased, points, { output: 'z' }, /has no output "z"/],
    ['a model that is not there', inside('none.onnx'), points, {}, /does not exist/],
    ['a file that is there', biased, points, { out: inside('taken.onnx') }, /taken.onnx is there already/],
    ['the model itself', biased, points, { out: biased }, /is the model itself/],
    ['a folder', biased, points, { out: folder }, /is a folder/],
    ['an empty name', biased, points, { out: ' ' }, /not an empty text/],
    ['a folder that is none', biased, points, { out: join(biased, 'x.onnx') }, /cannot use .* as a folder/],
    ['a folder that is read-only', biased, points, { out: '/proc/firstguess/x.onnx' }, /cannot use \/proc/],
    ['an option that there is not', biased, points, { prior: [1] } as never, /prior/],
  ])('%s', async (_, file, data, options, message) => {
    const error = await neutralise(file, data, options).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).toText()).toMatch(message);
    expect(readFileSync(inside('taken.onnx'), 'utf8')).toBe('precious');
  });

  it('not what is to be overwritten', async () => {
    const copy = written('copy.onnx', readFileSync(biased));
    const { written: there } = await neutralise(copy, points, { out: copy, overwrite: true });
    expect(there!.file).toBe(copy);
    expect(readFileSync(copy).equals(readFileSync(biased))).toBe(false);
  });
});

describe('networks before training', () => {
  const options = { inits: 12, points: 200, seed: 1 };
  const network = '2*(dense(60), relu), dense(10)';

  it('lose their favourite class on held-out points by fractions, and most of it by means', async () => {
    const [fractions, mean] = await Promise.all(
      (['fractions', 'mean'] as const).map((fit) => neutraliseNetwork(network, 'digits', { ...options, fit })),
    );
    expect(neutralisationSchema.parse(fractions)).toEqual(fractions);
    expect(fractions.deviation.mean).toBeLessThan(1 / 100);
    expect(fractions.before).toEqual(mean.before);
    const [is, was] = [fractions.heldOut.maxFraction, fractions.before.maxFraction];
    expect(was.mean - is.mean).toBeGreaterThan(4 * Math.hypot(is.standardError, was.standardError));
    expect(mean.heldOut.maxFraction.mean).toBeGreaterThan(is.mean);
    expect(fractions.written).toBeNull();
    expect(renderNeutralisation(fractions, { colour: false, width: 100 })).toContain('12 initialisations');
  });

  it('of one output have two classes', async () => {
    const found = await neutraliseNetwork('dense(40), relu, dense(1)', 'digits', options);
    expect(found.classes).toBe(2);
    expect(found.deviation.mean).toBeLessThan(1 / 100);
  });

  it('are refused where outputs overflow', async () => {
    const wild = neutraliseNetwork('8*(dense(20), relu), dense(3)', 'digits', { ...options, sigmaW2: 1e30 });
    await expect(wild).rejects.toBeInstanceOf(UserError);
  });
});

describe('a model with two inputs of points', () => {
  it('is refused as audits refuse it', async () => {
    const nodes = [node('Add', ['x', 'z'], ['s']), node('Gemm', ['s', 'w', 'b'], ['y'])];
    const two = graph(nodes, [w, b], { input: [info('x', ['N', 4]), info('z', ['N', 4])] });
    await expect(neutralise(written('two.onnx', model(two)), points)).rejects.toThrow(
      /the model takes more than the data: z/,
    );
  });
});

describe('the command', () => {
  const data = 'gaussian(dim=4)';
  const call = (...args: string[]) => runHere(['neutralise', ...args]);

  it('prints one document, and writes the file', async () => {
    const out = inside('by-command.onnx');
    const { exitCode, out: text } = await call(biased, '--data', data, '--points', '100', '-o', out, '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(text).written).toMatchObject({ file: out });
    expect(existsSync(out)).toBe(true);
  });

  it('fails where nothing could be written', async () => {
    const { exitCode, out } = await call(constant, '--data', data, '--points', '100', '-o', inside('no.onnx'));
    expect(exitCode).toBe(1);
    expect(out).toContain('Nothing was written');
  });

  it('takes networks', async () => {
    const { exitCode, out } = await call('--network', 'dense(3)', '--data', data, '--points', '60', '--inits', '2');
    expect(exitCode).toBe(0);
    expect(out).toContain('2 initialisations');
  });

  it.each([
    [[], /needs an ONNX model, or --network/],
    [[biased, '--network', 'dense(3)'], /--network is for networks of the notation, and a model is given/],
    [[biased, '--inits', '4'], /--inits is for networks/],
    [['--network', 'dense(3)', '-o', 'x.onnx'], /--out is for model files/],
    [[biased, '--overwrite'], /--overwrite replaces/],
    [[biased, '--fit', 'means'], /unknown --fit "means"[\s\S]*did you mean mean/],
    [[biased, '--held-out', '0'], /--held-out must be/],
    [['--network', 'dens(3)'], /did you mean dense/],
  ])('refuses %j', async (args, message) => {
    const { exitCode, err } = await call(...args);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
  });
});
