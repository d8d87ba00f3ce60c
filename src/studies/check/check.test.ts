import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { runHere } from '../../cli/testing/run.fixture.ts';
import { checkJsonSchema } from '../schemas.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstguess-check-'));
const inside = (name: string) => join(folder, name);
beforeAll(() => mkdirSync(inside('folder')));
afterAll(() => rmSync(folder, { recursive: true }));
// Whether these tests themselves run in a workflow is not what they are about.
beforeEach(() => void vi.stubEnv('GITHUB_ACTIONS', ''));
afterEach(() => void vi.unstubAllEnvs());

const CNN = 'models/torch/cnn.onnx';
const small = ['--data', 'digits', '--points', '30', '--inits', '12'];
const net = ['check', '--network', 'dense(32), relu, dense(10)', ...small];
const model = ['check', CNN, ...small];

describe('firstguess check', () => {
  it('ends with 1 where a model breaks a bound, and names the command that shows the layers', async () => {
    const { exitCode, out, err } = await runHere([...model, '--max-agreement', '0.15', '--max-fraction', '0.99']);
    expect(exitCode).toBe(1);
    expect(out.replace(/\s+/g, ' ')).toContain('cnn.onnx on digits breaks 1 of 2 bounds: agreement is');
    expect(out).toMatch(/max fraction +0\.\d+ ± 0\.\d+ +0\.99 +passed/);
    expect(out).toContain('firstguess explain');
    expect(out).toContain('firstguess advise');
    expect(out).toMatch(/failed in .*: 1 passed, 1 failed, 0 inconclusive\n$/);
    expect(err).toBe('');
  });

  it('writes JUnit XML beside JSON that follows its schema, and annotations on stderr where GITHUB_ACTIONS is true', async () => {
    vi.stubEnv('GITHUB_ACTIONS', 'true');
    const file = inside('reports/check.xml');
    const { exitCode, out, err } = await runHere([...model, ...['--max-agreement', '0.15', '--junit', file, '--json']]);
    expect(exitCode).toBe(1);
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validate(checkJsonSchema(), JSON.parse(out)), ajv.errorsText()).toBe(true);
    expect(err).toMatch(/^::error file=models\/torch\/cnn\.onnx,title=firstguess%3A agreement failed::[^\n]+\n$/);
    expect(readFileSync(file, 'utf8')).toContain('<failure message="agreement is');
  });
});

const mistakes: readonly (readonly [args: readonly string[], message: string, remedy: string])[] = [
  [['check'], 'check needs an ONNX model or --network', 'for instance firstguess check model.onnx'],
  [['check', CNN, ...net.slice(1), '--max-agreement', '0.5'], 'not both', 'leave one of them out'],
  [net, 'at least one bound', '--max-agreement 0.2 --max-fraction 0.5 --max-loss-over-lnK 0.3'],
  [model, 'at least one bound', 'for 10 classes'],
  [[...net, '--max-agreement', '0.05'], '--max-agreement must be from 1/10 = 0.1 to 1', 'no network stays below that'],
  [[...net, '--max-agreement', '1.2'], '--max-agreement must be from', 'every network stays below that'],
  [[...net, '--max-fraction', '20'], '--max-fraction must be from', 'for instance --max-fraction 0.5'],
  [[...net, '--max-fraction', '50%'], '--max-fraction must be a number', ''],
  [[...net, '--max-loss-over-lnK', '-1'], '--max-loss-over-lnK must be', ''],
  [
    [...net, '--max-agreement', '0.5', '--junit', 'FOLDER/folder'],
    'is a folder',
    'give the path of a file in it: --junit',
  ],
  [[...net, '--max-agreement', '0.5', '--junit', ''], '--junit must be the path of a file', ''],
  [[...net, '--max-agreement', '0.5', '--junit', 'FOLDER/file/check.xml'], 'cannot use', 'choose a folder'],
  [[...net, '--max-agreement', '0.5', '--dim', 'n=3'], '--dim is for ONNX models', 'leave --dim out'],
  [[...model, '--max-agreement', '0.5', '--law', 'uniform'], '--law is for networks', 'leave --law out'],
  [['check', 'none.onnx', '--max-agreement', '0.5'], 'none.onnx', ''],
  [['check', '--config', 'FOLDER/none.yaml'], 'there is no file', 'check the path'],
  [['check', '--config', 'FOLDER/file', '--inits', '3'], 'but --inits is given', 'leave --config out'],
  [['check', CNN, '--config', 'FOLDER/file'], 'but a model is given', 'leave --config out'],
  [
    ['check', '--network', 'dense(10), sigmoid', '--max-loss-over-lnK', '1'],
    'needs logits',
    'bound the agreement or the fraction',
  ],
];

describe('a mistake', () => {
  beforeAll(() => writeFileSync(inside('file'), 'not a folder'));

  it.each(mistakes)('%j', async (args, message, remedy) => {
    const { exitCode, out, err } = await runHere(args.map((arg) => arg.replace('FOLDER', folder)));
    expect(err).toContain(message);
    expect(err).toContain(remedy);
    expect([exitCode, out]).toEqual([2, '']);
  });

  it('in a file of checks has its place, and nothing is drawn or written', async () => {
    const file = inside('bounds.yaml');
    writeFileSync(
      file,
      'checks:\n  - network: dense(10)\n    maxAgreement: 0.5\n  - network: dense(4)\n    maxAgreement: 0.2\n',
    );
    const { exitCode, err } = await runHere(['check', '--config', file, '--junit', inside('none.xml')]);
    expect(exitCode).toBe(2);
    expect(err).toContain('--max-agreement must be from 1/4');
    expect(err).toContain(`${file}:5:19`);
    expect(existsSync(inside('none.xml'))).toBe(false);
  });
});
