import { describe, expect, it } from 'vitest';
import { wantsColour } from '../console/io.ts';
import { commandLineOf } from '../present/html/commandLine.ts';
import { type Experiment, predictionSchema } from '../results/schema.ts';
import { version } from '../version.ts';
import { buildProgram } from './program.ts';
import { fakeIo, runHere } from './testing/run.fixture.ts';

const COMMANDS = [
  'predict',
  'measure',
  'compare',
  'explain',
  'check',
  'preprocess',
  'phase',
  'nodes',
  'reproduce',
  'export',
  'data',
  'layers',
  'completion',
];
const PREDICT = ['predict', '--network', '1*(dense(1000), relu), dense(2)', '--data', 'gaussian(dim=1000)'];

describe('help', () => {
  it.each([[[]], ...COMMANDS.map((name) => [[name]])])(
    'of firstguess %s is complete and has examples',
    async (command) => {
      const { exitCode, out, err } = await runHere([...command, '--help']);
      expect(exitCode).toBe(0);
      expect(err).toBe('');
      expect(out).toContain('Examples:');
      expect(out).toMatchSnapshot();
    },
  );

  it('is what a lone firstguess prints', async () => {
    expect(await runHere([])).toEqual(await runHere(['--help']));
  });

  it('has only examples whose options exist', async () => {
    const program = buildProgram(fakeIo(), () => {});
    for (const command of program.commands) {
      const { out } = await runHere([command.name(), '--help']);
      const examples = out.slice(out.indexOf('Examples:')).replace(/\|.*/g, '');
      const known = program.commands.flatMap(({ options }) => options.map(({ long }) => long));
      for (const [flag] of examples.matchAll(/(?<= )--[\w-]+/g)) expect(known, examples).toContain(flag);
    }
  });
});

describe('firstguess', () => {
  it('prints its version', async () => {
    expect(await runHere(['--version'])).toEqual({ exitCode: 0, out: `${version}\n`, err: '' });
  });

  it('calls what is not the fault of the user an internal error, and shows its stack only on demand', async () => {
    const out = () => {
      throw new TypeError('x is not a function');
    };
    const quiet = await runHere(PREDICT, { out });
    expect(quiet.exitCode).toBe(3);
    expect(quiet.err).toContain('firstguess: internal error: x is not a function');
    expect(quiet.err).not.toContain('    at ');
    expect((await runHere(PREDICT, { out, debug: true })).err).toContain('    at ');
  });

  it('has every option that reports say an experiment is repeated with', () => {
    const experiment: Experiment = {
      network: 'dense(2)',
      data: 'digits',
      preprocess: 'center',
      init: { scheme: 'he', law: 'uniform', sigmaW2: 1, sigmaB2: 1 },
      points: 100,
      seed: 1,
      initialisations: 10,
      readouts: 4,
      dataDraw: 'once',
      untilSe: 0.1,
      sampler: 'gram',
    };
    const program = buildProgram(fakeIo(), () => {});
    const known = program.commands.find((command) => command.name() === 'measure')?.options.map(({ long }) => long);
    for (const [flag] of commandLineOf(experiment).matchAll(/(?<= )--[\w-]+/g)) expect(known).toContain(flag);
  });
});

describe('--json', () => {
  it('makes stdout of predict exactly one JSON document that fits the schema', async () => {
    const { exitCode, out, err } = await runHere([...PREDICT, '--json']);
    expect(exitCode).toBe(0);
    expect(err).toBe('');
    const prediction = predictionSchema.parse(JSON.parse(out));
    expect(prediction.gamma).toBeCloseTo(0.466942206924, 12);
    expect(prediction.agreement).toBeCloseTo(0.603115248427, 12);
  });

  it('makes stdout of layers exactly one JSON document', async () => {
    const { out } = await runHere(['layers', '--json']);
    const { layers, presets } = JSON.parse(out);
    const relu = layers.find(({ name }: { name: string }) => name === 'relu');
    expect(relu).toMatchObject({ family: 'activation', theory: 'exact', pair: true, dataset: true, graph: true });
    const conv = layers.find(({ name }: { name: string }) => name === 'conv');
    expect(conv).toMatchObject({ family: 'layer', theory: 'exact', pair: false, dataset: false, spatial: true });
    expect(presets.map(({ name }: { name: string }) => name)).toContain('resnet18');
  });

  it('leaves stdout empty when something is wrong', async () => {
    expect((await runHere(['predict', '--network', 'relu8', '--json'])).out).toBe('');
  });
});

describe('options', () => {
  it('reach theory', async () => {
    const args = ['predict', '--network', '100*(dense(1000), tanh), dense(2)', '--data', 'gaussian(1000)', '--json'];
    const { out } = await runHere([
      ...args,
      '--sigma-w2',
      '1',
      '--sigma-b2',
      '.1',
      '--points',
      '50',
      '--law',
      'uniform',
    ]);
    const prediction = JSON.parse(out);
    expect(prediction.gamma / 1.32497e16).toBeCloseTo(1, 5);
    expect(prediction).toMatchObject({ points: 50, init: { scheme: 'he', law: 'uniform', sigmaW2: 1, sigmaB2: 0.1 } });
  });
});

describe('layers', () => {
  it.each([80, 120])('fits a terminal of %d columns', async (width) => {
    const { out } = await runHere(['layers'], { width });
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(out).toContain('leakyRelu(…)');
  });
});

describe('colours', () => {
  it.each([
    [true, [], {}, true],
    [false, [], {}, undefined],
    [false, ['--no-color'], { FORCE_COLOR: '1' }, true],
    [false, [], { NO_COLOR: '1', FORCE_COLOR: '1' }, true],
    [true, [], { NO_COLOR: '' }, true],
    [true, [], { FORCE_COLOR: '1' }, false],
    [false, [], { FORCE_COLOR: '0' }, true],
    [false, [], { TERM: 'dumb' }, true],
  ])('are %s for %j in %j on a terminal: %s', (expected, args, env, terminal) => {
    expect(wantsColour(args, env, terminal)).toBe(expected);
  });
});
