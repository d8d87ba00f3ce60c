import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from '../src/cli/testing/run.fixture.ts';

// Mistakes that a PyTorch, Keras or NumPy user would make, in every command and every kind of file. Those of
// src/cli/badInput.test.ts are about the notation itself; these are about files, experiments, heads and mixed-up arguments.

const folder = mkdtempSync(join(tmpdir(), 'firstguess-bad-inputs-'));
const home = process.cwd();
const inside = (name: string) => join(folder, name);

const EXPERIMENT = `claim: own
title: A title
statement: A statement.
source: own
data: gaussian(dim=20)
runs:
  - { label: linear, network: "dense(20), dense(2)" }
measure: [agreement]
seed: 1
quick: { inits: 20, points: 50 }
full: { inits: 100, points: 100 }
expect:
  - { quantity: agreement, is: theory, within: 0.1 }
refuted-by: Another agreement.
`;

/** The commands run in the folder of these files. */
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'empty.csv': '',
  'header.csv': 'x,y,label\n',
  'holes.csv': 'x,y,label\n1,2,a\n3,,b\n4,5,a\n',
  'words.csv': 'x,y,label\n1,2,a\n3,high,b\n',
  'nan.csv': 'x,y\n1,2\nNaN,3\n',
  'ragged.csv': 'x,y\n1,2\n3,4,5\n',
  'good.csv': 'x,y,kind\n1,2,a\n3,4,b\n5,7,a\n2,2,b\n',
  'one.csv': 'x,y\n1,2\n',
  'broken.json': '[[1, 2], [3, 4]',
  'ragged.json': '[[1, 2], [3]]',
  'null.json': '[[1, 2], [3, null]]',
  'empty.json': '[]',
  'text.json': '"hello"',
  'fake.npy': 'this is not NumPy',
  'cut.npy': npy("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 2), }", 12),
  'object.npy': npy("{'descr': '|O', 'fortran_order': False, 'shape': (4, 2), }", 64),
  'scalar.npy': npy("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", 4),
  'complex.npy': npy("{'descr': '<c8', 'fortran_order': False, 'shape': (2, 2), }", 32),
  'fake.parquet': 'PAR0 nothing',
  'fake.png': 'not a picture',
  'model.pt': 'PK\u0003\u0004',
  'data.pkl': new Uint8Array([0x80, 4, 0x95, 0, 0]),
  'sheet.xlsx': 'PK\u0003\u0004',
  'images/cats/a.png': png(2, 2),
  'images/dogs/b.png': 'not a picture',
  'readme/notes.txt': 'nothing',
  'steps.yaml': '- standardize\n- scale: lots\n',
  'steps2.yaml': 'standardize: true\n',
  'kind.yaml': EXPERIMENT.replace('claim: own', 'kind: measure\nclaim: own'),
  'missing.yaml': EXPERIMENT.replace(/^seed.*\n/m, ''),
  'quantity.yaml': EXPERIMENT.replace('quantity: agreement', 'quantity: accuracy'),
  'network.yaml': EXPERIMENT.replace('"dense(20), dense(2)"', '"dense(20), dens(2)"'),
  'typo.yaml': EXPERIMENT.replace('network:', 'netwrk:'),
  'inits.yaml': EXPERIMENT.replace('inits: 20', 'inits: few'),
  'tab.yaml': EXPERIMENT.replace('  - { label', '\t- { label'),
  'unfilled.yaml': EXPERIMENT.replace('dense(20)', '{depth}*(dense(20))'),
  'training.yaml': EXPERIMENT.replace('claim: own', 'kind: training\nclaim: own'),
  'list.yaml': '- 1\n- 2\n',
  'empty.yaml': '',
};

function npy(header: string, bytes: number): Uint8Array {
  const padded = `${header.padEnd(117)}\n`;
  const start = Uint8Array.from([0x93, ...Buffer.from('NUMPY'), 1, 0, padded.length, 0]);
  return Buffer.concat([start, Buffer.from(padded), new Uint8Array(bytes)]);
}

/** A grey picture whose checksums are zero, so that a reader which checks them stops. */
function png(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const header = Buffer.from([0, 0, 0, width, 0, 0, 0, height, 8, 0, 0, 0, 0]);
  const rows = deflateSync(Buffer.alloc(height * (width + 1)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

beforeAll(() => {
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(join(inside(name), '..'), { recursive: true });
    writeFileSync(inside(name), content);
  }
  mkdirSync(inside('nothing'));
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const onFile = (source: string) => ['predict', '--network', 'dense(2)', '--data', source];
const predicted = (network: string, ...rest: string[]) => ['predict', '--network', network, ...rest];
const measured = (network: string, ...rest: string[]) => ['measure', '--network', network, ...rest];
const experiment = (name: string) => ['reproduce', '--quick', '--file', `./${name}`, '--out', './out'];

const BAD_INPUTS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  tables: [
    onFile('./empty.csv'),
    onFile('./header.csv'),
    onFile('csv("./holes.csv", label=label)'),
    onFile('csv("./words.csv", label=label)'),
    onFile('./nan.csv'),
    onFile('./ragged.csv'),
    onFile('./one.csv'),
    onFile('csv("./good.csv", label=species)'),
    onFile('csv("./good.csv", labels=kind)'),
    onFile('csv("./absent.csv")'),
    onFile('csv("./readme")'),
    onFile('./broken.json'),
    onFile('./ragged.json'),
    onFile('./null.json'),
    onFile('./empty.json'),
    onFile('./text.json'),
    onFile('./fake.parquet'),
  ],
  'arrays and images': [
    onFile('./fake.npy'),
    onFile('./cut.npy'),
    onFile('./object.npy'),
    onFile('./scalar.npy'),
    onFile('./complex.npy'),
    onFile('./model.pt'),
    onFile('./data.pkl'),
    onFile('./sheet.xlsx'),
    onFile('csv("empty.csv")'),
    onFile('./images'),
    onFile('./readme'),
    onFile('./nothing'),
    ['data', './fake.png'],
    ['data', 'mnist_784'],
    ['data', 'torchvision.datasets.MNIST("data", train=True)'],
    ['data'],
    ['data', 'gaussian(dim=10)', '--points', 'nan'],
  ],
  networks: [
    predicted('nn.Linear(64, 10))'),
    predicted('Dense(64, activation=relu, kernel_initializer="he_normal"), Dense(10)'),
    predicted('[dense(64), relu, dense(10)]'),
    predicted('dense(64) -> relu -> dense(10)'),
    predicted('dense(64); relu; dense(10)'),
    predicted('x = dense(64), dense(10)'),
    predicted('dense(64), Dropout(p=1.5), dense(10)'),
    predicted('dense(10, bias="a, b")'),
    predicted('dense(10, bias=nan)'),
    predicted('dense(10, bias=true)'),
    predicted('conv(16, 9), relu, flatten, dense(10)'),
    predicted('conv(16, 3, stride=0), dense(10)'),
    predicted('maxPool(16), flatten, dense(10)'),
    predicted('attention(heads=3), dense(10)'),
    predicted('transformer', '--data', 'digits'),
    predicted('gpt2'),
    predicted('./model.h5'),
    predicted('100 * dense(64) relu, dense(10)'),
    predicted('dense(inf)'),
  ],
  heads: [
    measured('dense(10)', '--head', 'softmax'),
    measured('dense(10)', '--head', 'sigmoid'),
    measured('dense(10)', '--head', 'several(4, 5)'),
    measured('dense(10)', '--head', 'several(1, 9)'),
    measured('dense(10)', '--head', 'several'),
    measured('dense(10)', '--head', 'mse'),
    predicted('dense(512)', '--head', 'sample', '--ties', 'first'),
  ],
  options: [
    measured('dense(10)', '--lr', '0.1'),
    measured('dense(10)', '--batch-size', '32'),
    measured('dense(10)', '--epochs=3'),
    measured('dense(10)', '--init', 'normal(0, 0.02)'),
    measured('dense(10)', '--init', 'normal(-0.02)'),
    measured('dense(10)', '--init', 'kaiming_normal(mode="fan_avg")'),
    measured('dense(10)', '--init', 'pytorch_default'),
    measured('dense(10)', '--ties', 'last'),
    measured('dense(10)', '--device', 'cuda:0'),
    measured('dense(10)', '--device', 'gpu'),
    measured('dense(10)', '--sampler', 'hmc'),
    measured('dense(10)', '--theory-time', 'soon'),
    measured('dense(10)', '--batch-norm', 'false'),
    measured('dense(10)', '--seed', '42.5'),
    predicted('dense(10)', '--inits', '20'),
    predicted('dense(10)', '--finite', '--until-se', '-1'),
    predicted('dense(10)', '--preprocess', 'standardize()  center'),
    predicted('dense(10)', '--preprocess', 'Normalize((0.1307,), (0.3081,))'),
    predicted('dense(10)', '--preprocess', 'minmax(min=1, max=0)'),
    predicted('dense(10)', '--preprocess', './steps.yaml'),
    predicted('dense(10)', '--preprocess', './steps2.yaml'),
    predicted('dense(10)', '--preprocess', './absent.yaml'),
    predicted('dense(10)', '--preprocess', 'pca(100)'),
  ],
  'other commands': [
    ['compare', 'dense(10)', 'dense(10)', '--data', 'digitz'],
    ['compare', '--network', 'dense(10)'],
    ['explain'],
    ['explain', '--network', 'dense(10)', '--ablate', '2'],
    ['phase', '--network', 'dense(10), tanh', '--x', 'sigmaW2=1..2', '--y', 'sigmaW2=0..1'],
    ['phase', '--network', 'dense(10), tanh', '--x', 'sigma_w=1..2'],
    ['phase', '--network', 'dense(10), tanh', '--x', 'sigmaW2=2..1'],
    ['phase', '--network', '10*(dense(10), tanh), dense(2)', '--x', 'sigmaW2=1'],
    ['nodes', '--network', 'relu'],
    ['nodes', '--network', 'dense(10)', '--layer', '7'],
    ['training', '--network', 'dense(10)'],
    ['train'],
    ['reproduce', 'everything'],
    ['reproduce', '--file', './absent.yaml'],
    ['reproduce', '--file', './readme'],
  ],
  experiments: [
    experiment('kind.yaml'),
    experiment('missing.yaml'),
    experiment('quantity.yaml'),
    experiment('network.yaml'),
    experiment('typo.yaml'),
    experiment('inits.yaml'),
    experiment('tab.yaml'),
    experiment('unfilled.yaml'),
    experiment('training.yaml'),
    experiment('list.yaml'),
    experiment('empty.yaml'),
  ],
};

for (const [kind, commandLines] of Object.entries(BAD_INPUTS)) {
  describe(`a mistake in ${kind}`, () => {
    for (const args of commandLines) {
      it(`ends with 2 and what to do: firstguess ${args.map(quoted).join(' ')}`, async () => {
        const { exitCode, out, err } = await runHere(args);
        expect(exitCode, err + out).toBe(2);
        expect(out).toBe('');
        expect(err).toMatch(/^firstguess: (?!internal)/);
        expect(err).not.toMatch(/^ +at \S+ \(/m);
        expect(err).toMatchSnapshot();
      });
    }
  });
}

function quoted(arg: string): string {
  return /^[\w./=-]+$/.test(arg) ? arg : `"${arg}"`;
}

describe('the list of bad inputs', () => {
  it('has at least 60', () => {
    expect(Object.values(BAD_INPUTS).flat().length).toBeGreaterThanOrEqual(60);
  });
});
