import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { activations, compare, concat, explain, measure, nodes, predict, reproduce, residual } from '../src/index.ts';
import { firstguess } from './testing/firstguess.ts';

// Answers of version 0.1.0 that were wrong or misled, by the command that showed them. Those that a test beside the code
// holds are not here.

const folder = mkdtempSync(join(tmpdir(), 'firstguess-faults-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A table of points as a file; columns have names. */
function table(name: string, count: number, point: (i: number) => readonly number[]): string {
  const rows = Array.from({ length: count }, (_, i) => point(i).join(','));
  const names = point(0).map((_, column) => `f${column}`);
  writeFileSync(join(folder, name), `${names}\n${rows.join('\n')}\n`);
  return join(folder, name);
}

async function json(...args: string[]) {
  const { exitCode, out, err } = await firstguess([...args, '--json']);
  expect(exitCode, err).toBe(0);
  return JSON.parse(out);
}

async function said(...args: string[]): Promise<string> {
  const { exitCode, out, err } = await firstguess(args);
  expect(exitCode, err).toBe(0);
  return out.replaceAll(/\s+/g, ' ');
}

async function refused(...args: string[]): Promise<string> {
  const { exitCode, err } = await firstguess(args);
  expect(exitCode, err).toBe(2);
  expect(err).not.toContain('internal error');
  return err;
}

const FEW = ['--inits', '4', '--points', '50'];
const network = (notation: string) => ['--network', notation];

describe('long work', () => {
  it('of many classes over given points leaves out what takes minutes, and says how to have it', async () => {
    const { maxFraction, agreement, notes } = await json('predict', ...network('dense(32000)'));
    expect(maxFraction).toBeNull();
    expect(agreement).toBeCloseTo(0.0743, 3);
    expect(notes.join()).toMatch(
      /max fraction is left out: drawing networks of 32,000 classes.*--theory-time \d+ allows/,
    );
    expect(notes.join()).toContain('the readout has 32,000 units');
  });

  it('never has more workers than are of use, and says so', async () => {
    const { notes } = await json('measure', ...network('dense(10)'), ...FEW, '--workers', '1000');
    expect(notes.join()).toMatch(/1,000 workers were asked for, \d+ used: more threads than cores are no faster/);
  });
});

describe('what the system refuses', () => {
  it('is a network that does not fit in memory', async () => {
    const wide = ['measure', ...network('2*(dense(40000), relu), dense(10)'), '--inits', '2', '--points', '10'];
    expect(await refused(...wide, '--sampler', 'weights')).toMatch(
      /needs [\d.]+ GB of memory, .*\n {2}make the widest/,
    );
  });

  it.runIf(existsSync('/dev/full'))('is output to a full disk', async () => {
    const bin = new URL('../bin/firstguess.js', import.meta.url).pathname;
    const child = spawn('bash', ['-c', `"${process.execPath}" "${bin}" layers > /dev/full`]);
    let err = '';
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    const exitCode = await new Promise((resolve) => child.on('close', resolve));
    expect(exitCode).toBe(2);
    expect(err).toContain('no space is left on the device');
  });

  it.runIf(existsSync('/proc/self'))('is a folder where none can be made, without a loop that never ends', async () => {
    let ended = false;
    const run = firstguess(['measure', ...network('dense(10)'), ...FEW, '--out', '/proc/none'], async (pid) => {
      await new Promise((resolve) => setTimeout(resolve, 15_000));
      if (!ended) process.kill(pid, 'SIGKILL');
    });
    const { exitCode, err } = await run;
    ended = true;
    expect(exitCode).toBe(2);
    expect(err).toContain('cannot use /proc/none as a folder for results');
  });

  it('is a folder without a name', async () => {
    expect(await refused('measure', ...network('dense(10)'), ...FEW, '--out', '')).toContain('--out must be a folder');
  });
});

describe('outputs that are all equal', () => {
  it.each([
    ['a network of tiny weights', 'dense(10), relu, dense(2)', ['--sigma-w2', '1e-300']],
    ['a readout of zeros', 'dense(10), relu, dense(10, sigmaW2=0)', []],
  ])('are no prejudice: %s', async (_, notation, options) => {
    const text = await said('measure', ...network(notation), ...options, ...FEW);
    expect(text).toContain('all outputs of this network are exactly equal for all digits: it guesses nothing');
    expect(text).not.toMatch(/favourite class; |should not be|report it/);
  });
});

describe('comparisons', () => {
  it('have notes, theory beside every z, gamma, and the number of draws', async () => {
    const networks = ['dense(30), relu, dense(3)', 'dense(10), tanh, dense(3)'];
    const text = await said('compare', ...networks, '--data', 'gaussian(50)', '--points', '100', '--inits', '40');
    expect(text).toContain('favourite % theory z agreement theory z');
    expect(text).toContain('gamma theory z loss theory z');
    expect(text).toMatch(
      /note: network 2: agreement.*: the finite widths and the finite dimension .* explain the diff/,
    );
    expect(text).toContain('2 networks × 40 initialisations on 100 points');
  });
});

describe('values that leave the range of float32', () => {
  it.each([
    ['too large', '50*(dense(50), relu), dense(3)', ['--sigma-w2', '100']],
    ['too small', '50*(dense(50), relu), dense(3)', ['--sigma-w2', '0.001']],
    ['in an activation', '2*(dense(300), exp), dense(10)', ['--data', 'gaussian(dim=300, mean=0.3)']],
  ])('are no guesses: %s', async (_, notation, options) => {
    const err = await refused('measure', ...network(notation), ...options, ...FEW);
    expect(err).toMatch(
      /^firstguess: values of \de[+-]?\d\d leave the range of float32, in which networks run\n {2}layer \d+/,
    );
    expect(err).toContain('choose another scale of the weights (--sigma-w2, or sigmaW2 of the layers)');
  });

  it('do not concern theory, which does not depend on the scale', async () => {
    const deep = ['predict', ...network('50*(dense(50), relu), dense(3)'), '--data', 'gaussian(50)'];
    const [he, large] = [await json(...deep), await json(...deep, '--sigma-w2', '100')];
    expect(large.agreement).toBeCloseTo(he.agreement, 9);
  });
});

describe('points that span few directions', () => {
  const waves = (i: number) => Array.from({ length: 32 }, (_, k) => Math.sin((2 * Math.PI * (0.37 * i + k)) / 50));
  const round = (i: number) => [Math.cos((2 * Math.PI * i) / 150), Math.sin((2 * Math.PI * i) / 150)];

  it.each([
    ['windows of a sine', waves, '2*(dense(200), gelu), dense(3)'],
    ['a circle', round, '3*(dense(200, sigmaB2=0.2), relu), dense(3)'],
  ])('have the values of theory by fewer numbers than weights, too: %s', async (name, point, notation) => {
    const data = ['--data', table(`${name}.csv`, 150, point)];
    const measurement = await json('measure', ...network(notation), ...data, '--inits', '30', '--sampler', 'gram');
    for (const quantity of ['agreement', 'maxFraction', 'gamma']) {
      expect(Math.abs(measurement[quantity].z), quantity).toBeLessThan(4);
    }
  });

  it('have the largest fraction of theory that networks have', async () => {
    const spiral = table('spiral.csv', 300, (i) => {
      const [radius, angle] = [i / 300, (6 * Math.PI * i) / 300];
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
    const wide = [...network('2*(dense(512, sigmaB2=0.1), tanh), dense(2)'), '--data', spiral];
    const { maxFraction, agreement } = await json('measure', ...wide, '--inits', '60', '--sampler', 'weights');
    expect(Math.abs(maxFraction.z)).toBeLessThan(4);
    expect(maxFraction.theory).toBeLessThan(0.76);
    expect(maxFraction.theory).toBeLessThanOrEqual((1 + Math.sqrt(2 * agreement.theory - 1)) / 2);
  });

  it('on a line through the origin are halved by every odd network', async () => {
    const line = table('line.csv', 200, (i) => [-2 + (4 * i) / 199]);
    const { maxFraction } = await json('predict', ...network('dense(100), hardTanh, dense(2)'), '--data', line);
    expect(maxFraction).toBeCloseTo(0.5, 12);
  });
});

describe('few draws', () => {
  it('of two initialisations have no large z, where theory is exact', async () => {
    for (const seed of ['1', '2', '3']) {
      const linear = ['measure', ...network('dense(10)'), '--points', '60', '--inits', '2', '--seed', seed];
      const { agreement, maxFraction, loss, accuracy, notes } = await json(...linear);
      for (const { z } of [agreement, maxFraction, loss, loss.spread, accuracy, accuracy.spread]) {
        expect(Math.abs(z)).toBeLessThan(4);
      }
      expect(notes.join()).toContain('errors of 2 initialisations are rough');
      expect(notes.join()).not.toContain('finite width');
    }
  });

  it('of narrow networks do not end a finite prediction by luck', async () => {
    const narrow = [...network('10*(dense(2), relu), dense(4)'), '--data', 'gaussian(dim=4)', '--finite'];
    const { agreement, draws } = await json('predict', ...narrow);
    expect(draws).toBeGreaterThanOrEqual(1000);
    expect(agreement.standardError).toBeGreaterThan(1e-4);
    expect(Math.abs(agreement.mean - 0.967)).toBeLessThan(4 * Math.hypot(agreement.standardError, 0.0003));
  });

  it('that do not reach the standard error asked for are said not to', async () => {
    const wanted = ['measure', ...network('dense(10)'), '--until-se', '1e-9', '--inits', '30', '--points', '50'];
    expect(await said(...wanted)).toMatch(/the standard error asked for, 1e-9, was not reached in 30 initialisations/);
  });
});

describe('sentences', () => {
  it('say where a bias that still grows has got to', async () => {
    const text = await said('predict', ...network('1000*(dense(100), relu), dense(10)'), '--data', 'gaussian(100)');
    expect(text).toContain('grows 50,000× up to layer 2001, and is still changing there');
  });

  it('call a network neutral for what it is, whatever the favourite has', async () => {
    const relu = [...network('dense(64), relu, dense(10)'), '--data', 'gaussian(64)'];
    const text = await said('predict', ...relu);
    expect(text).toMatch(/sends 3[23]\.?\d* % .* of the inputs|sends 3[23]\.?\d* % of the inputs/);
    expect(text).toContain('neutral: outputs vary more over the points than over draws');
  });

  it('give the limit of blocks with batchNorm that they have at every depth', async () => {
    const blocks = [...network('3*(dense(10), batchNorm, relu), dense(2)'), '--data', 'gaussian(10)'];
    expect(await said('predict', ...blocks)).toContain('(dense(10), batchNorm, relu) at infinite depth: gamma 0.4669,');
  });

  it('tell layers apart where the agreement is near 1, and all of a kind together', async () => {
    const torch = ['--init', 'torch', '--points', '30', '--inits', '4'];
    const explanation = await json('explain', ...network('4*(dense(64), sigmoid), dense(10)'), ...torch);
    expect(explanation.summary).toMatch(
      /With linear units in place of all 4 sigmoid layers gamma falls from \d+ to \d\.\d/,
    );
    const [, first, , second] = explanation.layers;
    for (const { worth } of [first, second]) {
      expect(worth.mean).toBeLessThan(0.02);
      expect(worth.lnGamma.mean).toBeGreaterThan(0.5);
    }
  });

  it('take token ids for names', async () => {
    const text = await said('data', 'tokens(16, 1000)');
    expect(text).toContain('1,000 sequences of 16 token ids out of 1,000');
    expect(text).not.toMatch(/centring|features/);
  });
});

describe('layers as frameworks have them', () => {
  it('average padding or leave it out', async () => {
    const pooled = (how: string) =>
      json('predict', ...network(`avgPool(3, padding=1${how}), dense(10)`), '--points', '100');
    const [counted, left] = [await pooled(', countPadding=true'), await pooled('')];
    expect(Math.abs(counted.gamma - left.gamma)).toBeGreaterThan(0.1);
  });
});

describe('the library', () => {
  it('exports the layers and commands that the README names', () => {
    for (const one of [residual, concat, activations.gaussian, compare, reproduce, predict, measure, explain, nodes]) {
      expect(one).toBeTypeOf('function');
    }
  });
});
