import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CheckResult, check } from 'firstguess';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = new URL('..', import.meta.url).pathname;
const BIN = join(ROOT, 'bin/firstguess.js');
const CNN = 'models/torch/cnn.onnx';
const folder = mkdtempSync(join(tmpdir(), 'firstguess-check-'));
const inside = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

function firstguess(...args: string[]) {
  const env = { ...process.env, GITHUB_ACTIONS: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { cwd: ROOT, encoding: 'utf8', env });
  return { status, stdout, stderr };
}

const network = 'dense(32), relu, dense(10)';
const small = ['--network', network, '--data', 'digits', '--points', '40', '--inits', '20'];
const checked = (...args: string[]) => firstguess('check', ...small, ...args);

describe('firstguess check', () => {
  it('ends with 0 where a network keeps its bounds, and says so', () => {
    const { status, stdout, stderr } = checked('--max-agreement', '0.9', '--max-fraction', '0.95');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^dense\(32\), relu, dense\(10\) on digits keeps its 2 bounds: agreement is/);
    expect(stdout).toMatch(/passed in .*: 2 passed, 0 failed, 0 inconclusive\n$/);
    expect(stderr).toBe('');
  });

  it('passes what is inconclusive with a number of initialisations that would decide, and fails it with --strict', () => {
    const first: CheckResult = JSON.parse(checked('--max-agreement', '0.3', '--json').stdout);
    const bound = Math.round(100 * (first.checks[0].value + first.checks[0].standardError)) / 100;
    const undecided = checked('--max-agreement', String(bound));
    expect(undecided.status).toBe(0);
    expect(undecided.stdout).toMatch(/initialisations? would decide \(--inits \d+\)/);
    expect(checked('--max-agreement', String(bound), '--strict').status).toBe(1);
  });

  it('has the values that measure finds', () => {
    const { stdout } = checked(
      '--max-agreement',
      '0.9',
      '--max-fraction',
      '0.15',
      '--max-loss-over-lnK',
      '9',
      '--json',
    );
    const found: CheckResult = JSON.parse(stdout);
    const { agreement, maxFraction, loss } = JSON.parse(
      firstguess('measure', ...small, '--no-theory', '--json').stdout,
    );
    expect(found.checks).toMatchObject([
      { name: 'agreement', bound: 0.9, value: agreement.mean, standardError: agreement.standardError },
      { name: 'maxFraction', bound: 0.15, value: maxFraction.mean, verdict: 'failed' },
      { name: 'lossOverLnK', bound: 9, value: loss.mean / Math.log(10) - 1, verdict: 'passed' },
    ]);
    expect(found.passed).toBe(false);
    expect(found.subjects).toMatchObject([{ network, data: 'digits', initialisations: 20 }]);
  });

  it('checks all that a file lists, in one JUnit report that readers of XML read', () => {
    const [config, junit] = [inside('firstguess.yaml'), inside('check.xml')];
    const named = 'two <classes> & "more"';
    writeFileSync(
      config,
      `checks:
  - { model: ${CNN}, points: 40, inits: 10, maxFraction: 0.99 }
  - { name: '${named}', network: "${network}", points: 40, inits: 10, maxAgreement: 0.12 }
`,
    );
    const { status, stdout, stderr } = firstguess('check', '--config', config, '--junit', junit, '--github', '--json');
    expect(status).toBe(1);
    const { checks, subjects }: CheckResult = JSON.parse(stdout);
    expect(checks.map(({ subject, verdict }) => [subject, verdict])).toEqual([
      [CNN, 'passed'],
      [named, 'failed'],
    ]);
    expect(subjects.map((subject) => subject.model ?? subject.network)).toEqual([CNN, network]);
    expect(stderr).toContain(`::error file=${config},line=3,col=5,`);
    expect(stderr).not.toContain('line=2');
    expect(asElementTree(junit)).toEqual([
      [`${CNN} on digits`, CNN, []],
      [`${named} on digits`, named, ['failed']],
    ]);
  });
});

/** Name of each suite, class of its first case, and types of its failures, as Python's reader finds them. */
function asElementTree(path: string): unknown {
  const script = `import json, sys, xml.etree.ElementTree as tree
print(json.dumps([[suite.get("name"), suite.find("testcase").get("classname"), [f.get("type") for f in suite.iter("failure")]]
  for suite in tree.parse(sys.argv[1]).getroot()]))`;
  const { status, stdout, stderr } = spawnSync('python3', ['-I', '-c', script, path], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe('check() in TypeScript', () => {
  it('gives the verdicts of several starts, by the names that they have', async () => {
    const same = { network, data: 'digits', points: 40, inits: 10 };
    const result = await check([
      { ...same, name: 'loose', maxAgreement: 0.9 },
      { ...same, name: 'tight', maxAgreement: 0.11 },
    ]);
    expect(result.checks.map(({ subject, verdict }) => [subject, verdict])).toEqual([
      ['loose', 'passed'],
      ['tight', 'failed'],
    ]);
    const twice = [0.9, 0.5].map((maxAgreement) => ({ ...same, maxAgreement }));
    await expect(check(twice)).rejects.toThrow('two checks are called');
    await expect(check({ ...same, maxAgrement: 0.9 } as object)).rejects.toMatchObject({ code: 'unknown-name' });
  });
});
