import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runHere } from '../../cli/testing/run.fixture.ts';
import { prepare } from '../../setup/setup.ts';
import { mostBiased, nextStep } from './nextStep.ts';

const setup = prepare('2*(dense(64), relu), dense(4)', 'gaussian(16)');
const experiment = {
  network: '2*(dense(64), relu), dense(4)',
  data: 'gaussian(dim=16)',
  preprocess: 'none',
  init: { scheme: 'he', law: 'gaussian' },
  points: null,
  seed: 0,
} as const;
const biased = { setup, experiment, classes: 4, agreement: 0.5, expected: 0.5, given: {} };

describe('the next step', () => {
  it('is the strongest remedy by theory and the command for all, with what differs from the defaults', () => {
    expect(nextStep(biased)).toEqual({
      text: 'Strongest remedy by theory: tanh activation at each of 2 activations (agreement 0.50 → 0.25). All of them, measured:',
      command: "firstguess advise --network '2*(dense(64), relu), dense(4)' --data 'gaussian(dim=16)'",
    });
    const init = { scheme: 'torch', law: 'gaussian', sigmaW2: 2 } as const;
    const own = { ...experiment, preprocess: 'center, scale(2)', init, points: 50, seed: 7, ties: 'first' as const };
    const { command } = nextStep({
      ...biased,
      experiment: { ...own, dataDraw: 'once', readouts: 3 },
      given: { inits: 20 },
    })!;
    expect(command).toContain(
      "--preprocess 'center, scale(2)' --points 50 --seed 7 --init torch --law gaussian --sigma-w2 2 --inits 20 --readouts 3 --data-draw once --ties first",
    );
  });

  it('repeats the network as it was written', () => {
    const given = { network: 'mlp', batchNorm: 'eval' } as const;
    expect(nextStep({ ...biased, given })!.command).toBe(
      "firstguess advise --network mlp --batch-norm eval --data 'gaussian(dim=16)'",
    );
  });

  it('does without a remedy where theory does not know, and without a number', () => {
    const command = nextStep(biased)!.command;
    const unknown = { text: 'Remedies, each applied and measured:', command };
    expect(nextStep({ ...biased, setup: undefined })).toEqual(unknown);
    expect(nextStep({ ...biased, expected: null })).toEqual(unknown);
  });

  it('is nothing where guesses are fair', () => {
    const fair = { text: 'Nothing to remedy after center: the agreement is that of fair guesses.', command: null };
    expect(nextStep({ ...biased, agreement: 0.2505 }, 'after center')).toEqual(fair);
  });

  it('is not said where advise cannot take what was asked', () => {
    expect(nextStep({ ...biased, experiment: { ...experiment, head: 'multilabel' } })).toBeUndefined();
    const model = { file: 'm.onnx', sha256: '', batchNorm: 'train', axis: 2 } as const;
    expect(nextStep({ ...biased, experiment: { ...experiment, model } })).toBeUndefined();
    const { axis: _, ...taken } = model;
    expect(nextStep({ ...biased, experiment: { ...experiment, model: taken } })!.command).toBe(
      "firstguess advise m.onnx --data 'gaussian(dim=16)' --init he",
    );
  });

  it('is about the network with the largest share of agreement above chance', () => {
    const networks = [
      { agreement: 0.55, classes: 2 },
      { agreement: 0.3, classes: 10 },
    ];
    expect(mostBiased(networks)).toBe(networks[1]);
    expect(mostBiased([])).toBeUndefined();
  });
});

describe('a command that runs nothing ends with the next step', () => {
  const network = '2*(dense(20), relu), dense(3)';
  const small = ['--network', network, '--data', 'gaussian(12)', '--points', '20', '--seed', '3'];
  const [predict, finite, preprocess] = [
    ['predict', ...small],
    ['predict', '--finite', ...small],
    ['preprocess', 'none', 'center', '--theory-only', ...small],
  ];

  it.each([[predict], [finite], [preprocess]])('%j', async (args) => {
    const { out, err, exitCode } = await runHere(args);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/\nStrongest remedy.* by\s+theory: tanh activation at\s+each\s+of\s+2\s+activations/);
    const [command, end] = out.split('\n').slice(-2);
    expect(command).toMatch(/^ {2}firstguess advise --network '2\*\(dense\(20\), relu\), dense\(3\)' --data /);
    expect(command).toContain('--points 20 --seed 3');
    expect(end).toBe('');
    for (const line of out.split('\n').slice(0, -2)) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('but not with --json', async () => {
    const { out } = await runHere([...predict, '--json']);
    expect(JSON.parse(out).agreement).toBeGreaterThan(1 / 3);
  });
});

const CNN = join(import.meta.dirname, '../../../models/torch/cnn.onnx');

describe('an audit', () => {
  it('ends with the command alone, where theory was left out', async () => {
    const drawn = ['--points', '10', '--inits', '2', '--no-theory'];
    const { out, err, exitCode } = await runHere(['audit', CNN, '--data', 'digits', ...drawn]);
    expect(exitCode, err).toBe(0);
    expect(out).toMatch(
      /\nRemedies, each applied and measured:\n {2}firstguess advise \S+cnn\.onnx --data digits --points 10 --init as-exported --inits 2\n$/,
    );
  });
});
