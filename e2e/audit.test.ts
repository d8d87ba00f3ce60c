import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { auditJsonSchema, audit as auditModel } from 'firstguess';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = new URL('..', import.meta.url).pathname;
const BIN = join(ROOT, 'bin/firstguess.js');
const folder = mkdtempSync(join(tmpdir(), 'firstguess-audit-'));
afterAll(() => rmSync(folder, { recursive: true }));

function firstguess(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const audit = (model: string, ...args: string[]) => firstguess('audit', `models/torch/${model}.onnx`, ...args);
const digits = ['--data', 'digits', '--points', '40', '--inits', '6'];

describe('firstguess audit', () => {
  it('prints what would be drawn with --plan, and draws nothing', () => {
    const { status, stdout } = audit('cnn', '--plan');
    expect(status).toBe(0);
    expect(stdout).toContain('3 weights and 3 biases drawn by as-exported');
    expect(stdout).toMatch(/features\.0\.weight +weight +16×1×3×3 +9 +U\(±0\.3333\)/);
    const plan = JSON.parse(audit('cnn', '--plan', '--json').stdout);
    expect(Object.keys(plan)).toEqual(['model', 'initialisation', 'plan', 'notes']);
  });

  it('says what the architecture guesses beside theory, with JSON that follows the schema', () => {
    const { status, stdout } = audit('mlp_gelu', ...digits, '--json');
    expect(status).toBe(0);
    const found = JSON.parse(stdout);
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validate(auditJsonSchema(), found), ajv.errorsText()).toBe(true);
    expect(found.recognised).toMatchObject({ network: 'flatten, 2*(dense(64), gelu), dense(10)', verified: true });
    expect(found.agreement.theory).toBeGreaterThan(0.3);
    expect(found.layers.map(({ layer }: { layer: string }) => layer)).toContain('net.1');
  });

  it('leaves a report in a folder, and goes on there after Ctrl-C', async () => {
    const out = join(folder, 'run');
    const long = ['--data', 'digits', '--points', '60', '--inits', '40', '--workers', '1', '--no-theory'];
    const child = spawn(process.execPath, [BIN, 'audit', 'models/torch/cnn.onnx', ...long, '--out', out], {
      cwd: ROOT,
    });
    while (!existsSync(join(out, 'blocks', '000002.json'))) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(130);
    const interrupted = JSON.parse(readFileSync(join(out, 'audit.json'), 'utf8'));
    expect(interrupted.status).toBe('interrupted');
    const { status } = firstguess('audit', '--resume', out);
    expect(status).toBe(0);
    const whole = JSON.parse(readFileSync(join(out, 'audit.json'), 'utf8'));
    const apart = JSON.parse(audit('cnn', ...long, '--json').stdout);
    expect(whole.agreement.mean).toBe(apart.agreement.mean);
    expect(readdirSync(out)).toEqual(
      expect.arrayContaining(['audit-law.svg', 'audit-layers.png', 'audit.html', 'fractions.parquet']),
    );
  });

  it('draws as many initialisations as fit into --max-time', () => {
    const found = JSON.parse(
      audit('cnn', '--data', 'digits', '--points', '40', '--max-time', '1', '--no-theory', '--json').stdout,
    );
    expect(found.initialisations).toBeGreaterThan(10);
    expect(found.seconds).toBeLessThan(20);
  });

  it('shows the guesses of the weights in the file with --stored', () => {
    const found = JSON.parse(audit('cnn', ...digits, '--no-theory', '--stored', '--json').stdout);
    expect(found.stored.counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(40);
  });

  it('puts batch norms back where the export folded them away', () => {
    const norm = (...args: string[]) =>
      JSON.parse(audit('cnn_bn_eval', ...digits, '--no-theory', ...args, '--json').stdout);
    expect(norm().norm).toBe(null);
    expect(norm('--unfold-bn').norm).toBe('batch');
    expect(norm('--unfold-bn').agreement.mean).not.toBe(norm().agreement.mean);
  });

  it('takes laws from a file', () => {
    const laws = join(folder, 'laws.yaml');
    writeFileSync(laws, 'default: he\nlaws:\n  - {match: "classifier.*", law: "normal(0.01)"}\n');
    const { stdout } = audit('cnn', '--plan', '--init', laws);
    expect(stdout).toMatch(/classifier\.weight .* N\(0, 0\.01²\)/);
    expect(stdout).toMatch(/features\.0\.bias .* zeros/);
  });

  it.each([
    ['no model', [], 'audit needs an ONNX model'],
    ['two models', ['a.onnx', 'b.onnx'], 'too many arguments'],
    [
      'data of another shape',
      ['models/torch/cnn.onnx', '--data', 'gaussian(7)'],
      'has points of 7, but the input x0 takes 1×8×8',
    ],
    ['a pattern that matches nothing', ['models/torch/cnn.onnx', '--plan', '--keep', 'featres.*'], 'features'],
    ['an unknown initialisation', ['models/torch/cnn.onnx', '--plan', '--init', 'hee'], 'unknown --init "hee"'],
    [
      'a length that is none',
      ['models/torch/cnn.onnx', '--data', 'digits', '--dim', 'height'],
      '--dim takes name=length',
    ],
    ['a quantised model', ['models/real/cONNXr__model_quantized.onnx', '--plan'], 'is quantised'],
    ['a folder without an audit', ['--resume', folder], 'there is no audit in'],
    ['ids beyond the vocabulary', ['models/torch/lstm.onnx', '--data', 'tokens(12, 5000)'], '100'],
  ])('answers %s', (_, args, message) => {
    const { status, stderr } = firstguess('audit', ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('audit() in TypeScript', () => {
  it('does not lose a misspelt option', async () => {
    const call = auditModel('models/torch/cnn.onnx', 'digits', { intis: 3 } as object);
    await expect(call).rejects.toMatchObject({ code: 'unknown-name', message: expect.stringContaining('intis') });
  });
});
