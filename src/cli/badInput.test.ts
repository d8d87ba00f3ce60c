import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planMeasurement } from '../measure/plan/plan.ts';
import { plannedRun } from '../studies/measure/plannedRun.ts';
import { RunFolder } from '../studies/runFolder.ts';
import { version } from '../version.ts';
import { runHere } from './testing/run.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstguess-bad-input-'));
const inside = (name: string) => join(folder, name);

/** Folders that a measurement cannot be written to or resumed from. `FOLDER` in a command line stands for their place. */
beforeAll(async () => {
  writeFileSync(inside('file'), 'no folder');
  mkdirSync(inside('foreign'));
  writeFileSync(join(inside('foreign'), 'thesis.tex'), 'precious');
  await begin('unfinished');
  await begin('finished');
  writeFileSync(join(inside('finished'), 'result.json'), '{}');
  await begin('half');
  writeFileSync(join(inside('half'), 'experiment.json'), '{"firstguess": "0.1.0", "exper');
  await begin('partial');
  writeFileSync(join(inside('partial'), 'experiment.json'), '{"firstguess": "0.1.0"}');
  await begin('older');
  writeFileSync(join(inside('older'), 'experiment.json'), otherVersion());
  mkdirSync(inside('compared'));
  writeFileSync(join(inside('compared'), 'comparison.json'), '{}');
  mkdirSync(inside('prepared'));
  writeFileSync(join(inside('prepared'), 'preprocessing.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function begin(name: string): Promise<void> {
  const plan = planMeasurement('dense(16), relu, dense(10)', 'digits', { seed: 1, inits: 20, readouts: 4 });
  const blocks = { initialisations: 20, size: 5, readouts: 4, tracedBelow: 4 };
  await RunFolder.create(inside(name), plannedRun(plan)).begin(blocks, { points: 1797, readouts: 4 });
}

function otherVersion(): string {
  const record = JSON.parse(readFileSync(join(inside('unfinished'), 'experiment.json'), 'utf8'));
  return JSON.stringify({ ...record, firstguess: '0.0.9' });
}

const net = (notation: string) => ['predict', '--network', notation];
const onData = (notation: string) => ['predict', '--network', 'dense(2)', '--data', notation];
const prepared = (steps: string) => ['predict', '--network', 'dense(2)', '--preprocess', steps];
const measured = (...options: string[]) => ['measure', '--network', 'dense(16), relu, dense(10)', ...options];
const compared = (...rest: string[]) => ['compare', ...rest];
const pipelines = (...rest: string[]) => ['preprocess', '--network', 'dense(10)', '--theory-only', ...rest];

const BAD_INPUT: Readonly<Record<string, readonly (readonly string[])[]>> = {
  commands: [
    ['predikt'],
    ['--jsn'],
    ['predict'],
    ['predict', '--netwrk', 'dense(2)'],
    ['predict', '--network'],
    ['predict', 'dense(2)'],
    ['measure'],
    ['layers', 'relu'],
    ['completion'],
    ['completion', 'bsh'],
    ['reproduce', '99'],
  ],
  notation: [
    net(''),
    net('dense(10'),
    net('dense(10))'),
    net('dense(10),'),
    net('dense 10'),
    net('dense(10) + relu'),
    net('5*'),
    net('0*(dense(10))'),
    net('2.5*(dense(10)), dense(2)'),
    net('3*(), dense(2)'),
    net("dense('10)"),
    net('dense(10), 🙂'),
    net(`${'('.repeat(60)}relu${')'.repeat(60)}`),
    net('1000000*(dense(2))'),
  ],
  layers: [
    net('5*(dense(1000), relu8), dense(10)'),
    net('Linear(784, 512)'),
    net('dense(64, relu), dense(10)'),
    net('dense(64), softmax'),
    net('model.onnx'),
    net('residual(dense(64), relu), dense(10)'),
    net('mixer'),
    net('dense(32), residual(dense(16)), dense(10)'),
    [...net('tokenEmbedding(1000, 32), dense(10)'), '--data', 'tokens(16, 1000)'],
    net('Conv2d(3, 16, 3)'),
    net('resnet50'),
    net('nn.Sequential(nn.Linear(784, 512), nn.ReLU())'),
    net('activation("x ? x : 0"), dense(2)'),
    net('perceiver(12)'),
    net('flatten, conv(8, 3), dense(2)'),
    net('attention(3), dense(2)'),
    net('mixer(patch=3)'),
    net('vit(norm=softmax)'),
    net('dense'),
    net('dense(0)'),
    net('dense(-3)'),
    net('dense(2.5)'),
    net('dense(ten)'),
    net('dense(1e12)'),
    net('dense(10, sigmaW2=-1)'),
    net('dense(10, sigmaB2=-1)'),
    net('dense(10, gain=2)'),
    net('dense(10, sigmaw2=2)'),
    net('dense(10, 1, 0, 5, 6)'),
    net('dense(3, bias="1, 2")'),
    net('dense(20), relu, dense(3, bias=prior)'),
    net('dense(3, bias=prior), relu, dense(10)'),
    net('dense(units=3, units=4)'),
    net('dense(units=3, 4)'),
    net('relu(1), dense(2)'),
    net('leakyRelu(slope=steep), dense(2)'),
    net('activation, dense(2)'),
    net('activation("x +"), dense(2)'),
    net('activation("y * 2"), dense(2)'),
    net('activation("process.exit(1)"), dense(2)'),
  ],
  shapes: [net('relu')],
  data: [
    onData(''),
    onData('digts'),
    onData('csv(data/iris.csv, label=species)'),
    onData('src'),
    onData('imagenet'),
    onData('gaussian(dim=10, mean=nan)'),
    onData('digits, digits'),
    onData('digits(8)'),
    onData('gaussian'),
    onData('gaussian(dim=0)'),
    onData('gaussian(dim=2.5)'),
    onData('gaussian(dim=many)'),
    onData('gaussian(dim=1e15)'),
    onData('gaussian(shape=3x0x8)'),
    onData('gaussian(dim=10, shape=3x3)'),
    onData('gaussian(dim=10, variance=-1)'),
    onData('gaussian(dim=10, mean=1e999)'),
    onData('gaussian(dim=10, spread=2)'),
    onData('3*(gaussian(10))'),
  ],
  preprocessing: [
    prepared(''),
    prepared('standardise'),
    prepared('normalize'),
    prepared('standardize(2)'),
    prepared('scale'),
    prepared('scale(big)'),
    prepared('scale(1e999)'),
    prepared('center scale(2)'),
    prepared('2*center'),
    pipelines('standardise'),
    pipelines('shift({0, 1)'),
    pipelines('shift({0, one})'),
    pipelines('scale({1, 2}), shift({0, 1})'),
    pipelines('grayscale'),
  ],
  options: [
    measured('--inits', 'abc'),
    measured('--inits', '1'),
    measured('--inits', '2.5'),
    measured('--inits', ''),
    measured('--inits', '0x10'),
    measured('--readouts', 'many'),
    measured('--readouts', '0'),
    ['measure', '--network', 'relu', '--data', 'gaussian(4)', '--readouts', '4'],
    measured('--points', '1'),
    measured('--points', 'auto'),
    measured('--points', 'auto', '--data', 'gaussian(5)', '--data-draw', 'once'),
    measured('--points', '5000'),
    measured('--seed', '-1'),
    measured('--seed', '1e99'),
    measured('--workers', '0'),
    measured('--until-se', '0'),
    measured('--until-se', 'small'),
    measured('--data-draw', 'twice'),
    measured('--init', 'hee'),
    measured('--init', 'xavier'),
    measured('--init', 'kaiming'),
    measured('--init', 'normal'),
    measured('--init', 'kaiming_normal(mod=fan_in)'),
    measured('--law', 'normal'),
    measured('--sigma-w2', '0'),
    measured('--sigma-w2', 'NaN'),
    measured('--sigma-b2', '-0.1'),
    measured('--overwrite'),
    compared(),
    compared('dense(10)'),
    compared('dense(10)', 'dens(10)'),
    compared('dense(10)', 'relu'),
    compared('dense(10)', 'dense(5)', '--overwrite'),
    ['preprocess'],
    pipelines('--preprocess', 'center'),
    pipelines('--network', 'relu'),
    pipelines('--points', '5000'),
    pipelines('--overwrite'),
  ],
  folders: [
    measured('--out', 'FOLDER/file'),
    measured('--out', 'FOLDER/file/run'),
    measured('--out', 'FOLDER/foreign'),
    measured('--out', 'FOLDER/foreign', '--overwrite'),
    measured('--out', 'FOLDER/finished'),
    measured('--out', 'FOLDER/unfinished'),
    ['measure', '--resume', 'FOLDER/nowhere'],
    ['measure', '--resume', 'FOLDER/foreign'],
    ['measure', '--resume', 'FOLDER/half'],
    ['measure', '--resume', 'FOLDER/partial'],
    ['measure', '--resume', 'FOLDER/older'],
    ['measure', '--resume', 'FOLDER/unfinished', '--seed', '2'],
    ['measure', '--resume', 'FOLDER/unfinished', '--out', 'FOLDER/new'],
    ['measure', '--resume', 'FOLDER/unfinished', '--overwrite'],
    measured('--resume', 'FOLDER/unfinished', '--seed', '2', '--inits', '20', '--readouts', '4'),
    measured('--resume', 'FOLDER/unfinished', '--seed', '1', '--inits', '40', '--readouts', '4'),
    ['measure', '--resume', 'FOLDER/unfinished', '--network', 'dense(10)'],
    compared('dense(10)', 'dense(5)', '--out', 'FOLDER/compared'),
    compared('dense(10)', 'dense(5)', '--out', 'FOLDER/file'),
    pipelines('--out', 'FOLDER/prepared'),
  ],
};

for (const [kind, commandLines] of Object.entries(BAD_INPUT)) {
  describe(`a mistake in ${kind}`, () => {
    for (const args of commandLines) {
      it(`is explained without a stack trace: firstguess ${args.map(quoted).join(' ')}`, async () => {
        const { exitCode, out, err } = await runHere(args.map((arg) => arg.replace('FOLDER', folder)));
        // What changes from release to release is left out.
        const message = err
          .replaceAll(folder, 'FOLDER')
          .replaceAll(version, 'VERSION')
          .replace(/A formula knows .*/, 'A formula knows …');
        expect(exitCode, message).toBe(2);
        expect(out).toBe('');
        expect(message).toMatch(/^firstguess: (?!internal)/);
        expect(message).not.toMatch(/^ +at /m);
        expect(message).toMatchSnapshot();
      });
    }
  });
}

function quoted(arg: string): string {
  return /^[\w./=-]+$/.test(arg) ? arg : `"${arg}"`;
}

describe('bad input', () => {
  it('is covered by at least 40 examples', () => {
    expect(Object.values(BAD_INPUT).flat().length).toBeGreaterThanOrEqual(40);
  });

  it('leaves what is in a folder untouched', () => {
    expect(readFileSync(join(inside('foreign'), 'thesis.tex'), 'utf8')).toBe('precious');
    expect(readFileSync(join(inside('finished'), 'result.json'), 'utf8')).toBe('{}');
    expect(readFileSync(inside('file'), 'utf8')).toBe('no folder');
  });
});
