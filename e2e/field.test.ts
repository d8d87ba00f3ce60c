import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { firstguess } from './testing/firstguess.ts';

// What people ask of networks before training, one test a question, by the command that they would type.

const folder = mkdtempSync(join(tmpdir(), 'firstguess-field-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** What a command prints, with its lines joined, so that sentences can be looked for. */
async function said(...args: string[]): Promise<string> {
  const { exitCode, out, err } = await firstguess(args);
  expect(exitCode, err).toBe(0);
  return out.replaceAll(/\s+/g, ' ');
}

async function json(...args: string[]) {
  const { exitCode, out, err } = await firstguess([...args, '--json']);
  expect(exitCode, err).toBe(0);
  return JSON.parse(out);
}

async function refused(...args: string[]): Promise<string> {
  const { exitCode, err } = await firstguess(args);
  expect(exitCode).toBe(2);
  return err;
}

const RELU = ['--network', '2*(dense(64), relu), dense(10)'];
interface Measured {
  readonly loss: { readonly mean: number };
  readonly agreement: { readonly mean: number };
}

interface Alternative {
  readonly change: string;
  readonly maxFraction: { readonly mean: number };
}

interface Sampled {
  readonly theory: number;
  readonly theoryError: number;
  readonly gamma: { readonly mean: number; readonly standardError: number };
}

interface Expected {
  readonly agreement: number;
  readonly step0: { readonly loss: number };
}

/** Digits from 0 to 255, as images come. */
const RAW = ['--preprocess', 'scale(15.9375)'];
const FEW = ['--inits', '12', '--points', '100'];
const SIXTYFOUR = ['--data', 'gaussian(dim=64)'];

describe('what people meet before training', () => {
  it('F1 the loss of raw images starts far above ln K, as theory expects', async () => {
    const { summary, loss, logits } = await json('measure', ...RELU, ...RAW, ...FEW);
    expect(loss.theory).toBeGreaterThan(250);
    expect(Math.abs(loss.z)).toBeLessThan(4);
    expect(logits.topProbability.mean).toBeGreaterThan(0.98);
    expect(logits.sdPoints.mean).toBeGreaterThan(50);
    expect(summary).toMatch(/Its loss starts at \d+.* times ln 10 = 2\.303/);
  });

  it('F2 small embeddings have the right loss and a higher agreement, and one sentence says why', async () => {
    const embedded = (sigma2: number) =>
      `tokenEmbedding(100, 32, sigma2=${sigma2}), residual(layerNorm, dense(32), relu, dense(32)), meanTokens, dense(10)`;
    const tokens = ['--data', 'tokens(8, 100)', '--inits', '12', '--points', '50'];
    const { measurements } = await json('compare', embedded(10000), embedded(0.0004), ...tokens);
    const [large, small] = measurements.map(({ loss, agreement }: Measured) => [loss.mean, agreement.mean]);
    expect(large[0]).toBeGreaterThan(50);
    expect(small[0]).toBeLessThan(4);
    expect(small[1]).toBeGreaterThan(large[1] + 0.1);
    expect(await said('compare', embedded(10000), embedded(0.0004), ...tokens)).toMatch(
      /network 2 has the lowest loss, [\d.]+ ± [\d.]+ .* and a higher agreement than network 1, .*: the loss before training depends on the scale of the outputs, which is nearer to right; the guesses depend on what all inputs share/,
    );
  });

  it('F3 a policy with a small last layer samples all actions, whatever its argmax', async () => {
    const network = ['--network', '2*(dense(64), relu), dense(6, sigmaW2=0.0001)', '--points', '100'];
    const { head, agreement } = await json('predict', ...network, '--head', 'sample');
    const of = (name: string) => head.quantities.find((quantity: { name: string }) => quantity.name === name).value;
    expect(of('agreement')).toBeCloseTo(1 / 6, 2);
    expect(of('favourite')).toBeLessThan(0.2);
    expect(of('meanEntropy')).toBeCloseTo(Math.log(6), 2);
    expect(agreement).toBeGreaterThan(0.5);
  });

  it('F4 scaling to 0..1 changes no guess, but the loss', async () => {
    const pipelines = ['none', 'minmax(min=0, max=16)'];
    const { summary, results } = await json('preprocess', ...RELU, ...pipelines, '--points', '50', '--theory-only');
    const [before, after] = results.map(({ prediction }: { prediction: Expected }) => prediction);
    expect(before.agreement).toBeCloseTo(after.agreement, 9);
    expect(before.step0.loss).toBeGreaterThan(15);
    expect(after.step0.loss).toBeLessThan(2.7);
    expect(summary).toMatch(/the loss starts at 1\d\.\d+; after “minmax\(min=0, max=16\)”, at 2\.\d+; ln 10 = 2\.303/);
  });

  it("F5 the biases of PyTorch's default are named as the cause, with what takes them away", async () => {
    const torch = ['--network', '8*(dense(32), relu), dense(10)', '--init', 'torch', '--points', '30', '--inits', '4'];
    const { alternatives, summary } = await json('explain', ...torch);
    const [whole, without, he] = alternatives.networks as readonly Alternative[];
    expect([whole.change, without.change, he.change]).toEqual(['nothing', 'biases', 'he']);
    expect(whole.maxFraction.mean).toBeGreaterThan(0.98);
    for (const { maxFraction } of [without, he]) expect(maxFraction.mean).toBeLessThan(0.8);
    expect(summary).toMatch(
      /Without biases, or with He initialisation, gamma falls from \d+ to \d\.\d+; the favourite/,
    );
    expect(summary).toContain('Without the biases of layer 17 (dense)');
  });

  it('F6 presets can be put in evaluation mode, where their outputs are less even', async () => {
    const resnet = ['--network', 'resnet9(10, width=0.1)', '--data', 'gaussian(shape=3x32x32)'];
    const few = [...resnet, '--inits', '2', '--points', '6', '--no-theory'];
    const train = await json('measure', ...few);
    const evaluated = await json('measure', ...few, '--batch-norm', 'eval');
    expect(evaluated.agreement.mean).toBeGreaterThan(train.agreement.mean + 0.1);
    expect(evaluated.notes.join()).toContain('batchNorm is in evaluation mode');
  });

  it('F7 output biases and other heads than argmax are read', async () => {
    const bias = 'dense(10, sigmaW2=1e-12, bias="2, 0, 0, 0, 0, 0, 0, 0, 0, 0")';
    const { step0, maxFraction } = await json('predict', '--network', bias, ...SIXTYFOUR);
    expect(maxFraction).toBeCloseTo(1, 6);
    // Labels are uniform: ln(e² + 9) − 2/10.
    expect(step0.loss).toBeCloseTo(Math.log(Math.exp(2) + 9) - 0.2, 4);
    const prior = await json('predict', '--network', 'dense(64), relu, dense(10, bias=prior)', '--points', '100');
    expect(prior.agreement).toBeGreaterThan(0.4);
    const labels = 'dense(3, sigmaW2=1e-9, bias=-2.19)';
    expect(await said('predict', '--network', labels, ...SIXTYFOUR, '--head', 'multilabel')).toMatch(/yes 0(?= |\.0)/);
    const heads = ['--network', 'dense(33)', ...SIXTYFOUR, '--head', 'several(2, 31)'];
    expect((await json('predict', ...heads)).head.kind).toBe('several');
    const numbers = ['--network', 'dense(1)', ...SIXTYFOUR, '--head', 'regression'];
    expect((await json('predict', ...numbers)).head.kind).toBe('regression');
  });

  it('F8 layers by the names of other frameworks are known, or answered by their meaning', async () => {
    const answers = {
      'dense(64, relu), dense(10)': 'write dense(64), relu',
      'Linear(784, 512)': 'write dense(512)',
      'linear(10)': 'for a fully connected layer write dense(10)',
      'dense(10), softmax': 'leave it out',
      'convTranspose(3)': 'write for instance convTranspose(16, 3)',
      'swiglu, dense(10)': 'multiplies two halves of its input',
    };
    for (const [network, answer] of Object.entries(answers)) {
      expect(await refused('predict', '--network', network), network).toContain(answer);
    }
    const swish = await json('predict', '--network', 'Linear(64), swish, dense(10)', ...SIXTYFOUR);
    expect(swish.network).toBe('dense(64), silu, dense(10)');
  });

  it.each([
    ['torch', Math.sqrt(1 / 3 + 1 / 192)],
    ['keras', Math.sqrt(128 / 74)],
    ['xavier_uniform', Math.sqrt(128 / 74)],
    ['kaiming_normal', Math.sqrt(2)],
    ['normal(0.02)', 0.16],
    ['gpt2', 0.16],
    ['orthogonal', 1],
  ])('F9 --init %s has the scale of its framework', async (init, sd) => {
    const { step0 } = await json('predict', '--network', 'dense(10)', ...SIXTYFOUR, '--init', init);
    expect(step0.logitSd).toBeCloseTo(sd, 6);
  });

  it('F10 a column called label is not taken for a feature', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i % 7},${(3 * i) % 5},${i % 2}`);
    const path = file('t.csv', `a,b,label\n${rows.join('\n')}\n`);
    const err = await refused('measure', '--network', 'dense(2)', '--data', `csv("${path}")`);
    expect(err).toContain('has a column label, and no label= says whether it holds the classes');
    expect(err).toContain('label=none) if it is a feature like the others');
  });

  it('F11 networks whose units are dead are counted, and ties may go to the first class', async () => {
    const narrow = ['--network', '12*(dense(4), relu), dense(10)', '--inits', '30', '--points', '50'];
    const text = await said('measure', ...narrow, '--ties', 'first');
    const share = Number(/In ([\d.]+) % of the networks all outputs are exactly equal/.exec(text)![1]);
    expect(share).toBeGreaterThan(5);
    expect(text).toMatch(/In layer \d+ \(relu\) [\d.]+ % of the units have the same value/);
    expect(text).toContain('ties were given to the first class, as argmax in NumPy and PyTorch does');
  });

  it('F12 a deep network of images is measured without waiting for its theory', async () => {
    const vgg = ['--network', 'vgg11(width=0.1)', '--data', 'gaussian(shape=3x32x32)', '--points', '5'];
    const { agreement, notes } = await json('measure', ...vgg, '--inits', '2', '--no-theory');
    expect(agreement.theory).toBeNull();
    expect(agreement.mean).toBeGreaterThan(0.5);
    expect(notes).toContain('theory was left out (--no-theory)');
    // Or with no more theory than a second allows, and how much all of it would take.
    const quick = await json('predict', ...vgg, '--theory-time', '1');
    expect(quick.agreement).toBeNull();
    expect(quick.layers[1].gamma).toBeCloseTo(0.467, 1);
    expect(quick.notes.join()).toMatch(
      /theory of 8 images, the fewest, would take about (\d+) s \(--theory-time \1 allows it\)/,
    );
  });

  it('F13 equal points are named as the cause, and errors of rounding form no z', async () => {
    const path = file('equal.csv', `a,b,c\n${'1,2,3\n'.repeat(50)}`);
    const network = ['--network', 'dense(64), relu, dense(127)', '--data', path];
    const measurement = await json('measure', ...network, '--inits', '6');
    expect(measurement.sd.mean).toBeCloseTo(Math.sqrt(126) / 127, 12);
    expect(Math.abs(measurement.sd.z ?? 0)).toBeLessThan(1);
    expect(measurement.notes.join()).not.toContain('finite width');
    const cause = 'all 50 points are equal';
    expect(measurement.notes.join()).toContain(cause);
    expect(await said('data', path)).toContain(cause);
  });

  it('F14 figures keep to one form where values are extreme', async () => {
    const path = file('equal2.csv', `a,b\n${'1,2\n'.repeat(20)}`);
    const texts = [
      await said('measure', '--network', 'dense(64), relu, dense(10)', '--data', path, '--inits', '6'),
      await said('predict', '--network', '300*(dense(100), relu), dense(10)', ...SIXTYFOUR),
      await said('preprocess', ...RELU, 'none', 'scale(2)', '--points', '50', '--theory-only'),
    ];
    for (const text of texts) {
      expect(text).not.toMatch(/e\+|NaN|undefined|\b1[1-9]\d %|[−-]1\d\d %|\bgamma –|\b1\.0×/);
      expect(text).not.toMatch(/(\d+\.\d+) instead of \1\b/);
    }
  });

  it('F15 a network of width 1 is pointed to the prediction at its width, which holds', async () => {
    const narrow = ['--network', 'dense(1), relu, dense(2)', '--points', '50'];
    const { agreement, notes } = await json('measure', ...narrow, '--inits', '60');
    expect(notes.join()).toContain('has 1 unit, and theory is that of infinitely many: predict --finite');
    const finite = await json('predict', ...narrow, '--finite', '--until-se', '0.01');
    const error = Math.hypot(agreement.standardError, finite.agreement.standardError);
    expect(Math.abs(agreement.mean - finite.agreement.mean)).toBeLessThan(4 * error);
    expect(finite.agreement.mean).toBeGreaterThan(agreement.theory + 0.05);
  });

  it('F16 no sampled value of theory stands without its error, layer by layer', async () => {
    const images = ['--network', 'conv(4, 3), relu, maxPool(2), dense(10)', '--points', '12'];
    const { layers } = await json('explain', ...images, '--inits', '4');
    for (const { theory, theoryError, gamma } of layers as readonly Sampled[]) {
      expect(theoryError).toBeGreaterThan(0.01);
      expect(Math.abs(theory - gamma.mean)).toBeLessThan(6 * Math.hypot(theoryError, gamma.standardError));
    }
    // A number of a sampled column has its error, or the column has a dash.
    const text = (await firstguess(['predict', ...images])).out;
    for (const name of ['agreement', 'sd', 'gamma', 'correlation', 'loss', '1 conv\\(4, 3\\)', '4 dense\\(10\\)']) {
      expect(text).toMatch(new RegExp(`^${name} +[\\d.]+ +± [\\d.]+`, 'm'));
    }
  });
});
