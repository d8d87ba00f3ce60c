import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { flagOf } from '../src/setup/option.ts';
import { study } from '../src/studies/check/study.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const read = (path: string) => parse(readFileSync(join(ROOT, path), 'utf8'));

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly { readonly shell: string; readonly env: object; readonly run: string }[];
  };
}

const action: Action = read('action.yml');
const [step] = action.runs.steps;

/** A user's repository, and a folder of commands in which npx runs what is built here. */
const folder = mkdtempSync(join(tmpdir(), 'firstguess-action-'));
const [repository, commands] = ['repository', 'commands'].map((name) => join(folder, name)) as [string, string];
beforeAll(() => {
  for (const path of [repository, commands, join(repository, 'models/torch')]) mkdirSync(path, { recursive: true });
  for (const name of ['cnn', 'cnn_gn']) {
    cpSync(join(ROOT, `models/torch/${name}.onnx`), join(repository, `models/torch/${name}.onnx`));
  }
  cpSync(join(ROOT, 'docs/examples/firstguess.yaml'), join(repository, 'firstguess.yaml'));
  const npx = join(commands, 'npx');
  writeFileSync(
    npx,
    `#!/bin/bash
printf '%s\\n' "$@" > '${folder}/words'
if [ "$1" = --yes ]; then shift; fi
shift
exec '${process.execPath}' '${join(ROOT, 'bin/firstguess.js')}' "$@"
`,
  );
  chmodSync(npx, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

const words = () => readFileSync(join(folder, 'words'), 'utf8').trimEnd().split('\n');

/** A shell script as a runner runs it, in the user's repository. */
function bash(script: string, env: Readonly<Record<string, string>> = {}) {
  const path = join(folder, 'step.sh');
  writeFileSync(path, script);
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', path], {
    cwd: repository,
    encoding: 'utf8',
    env: { ...process.env, ...env, PATH: `${commands}:${process.env.PATH}` },
  });
  return { status, stdout, stderr };
}

/** The step of the action, with expressions replaced as the runner of GitHub replaces them. */
function runAction(given: Readonly<Record<string, string>>) {
  const env = Object.entries(step.env).map(([name, value]) => {
    const [, input] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)!;
    return [name, given[input] ?? action.inputs[input].default ?? ''];
  });
  return bash(step.run, Object.fromEntries(env));
}

const small = { arguments: '--points\n40', inits: '10' };

describe('action.yml', () => {
  it('is a composite action whose step reads every input from its environment', () => {
    expect(action.runs.using).toBe('composite');
    expect(step.shell).toBe('bash');
    const read = Object.values(step.env).map((value) => /inputs\.([\w-]+)/.exec(value)![1]);
    expect(read).toEqual(expect.arrayContaining(Object.keys(action.inputs)));
    expect(step.run).not.toContain('${{');
    for (const name of Object.keys(step.env)) expect(step.run).toContain(`$${name}`.replace('_VERSION', ''));
  });

  it('has inputs that are options of the command', () => {
    const flags = Object.values(study.options).flatMap((table) => Object.keys(table).map(flagOf));
    const own = ['model', 'arguments', 'version'];
    for (const input of Object.keys(action.inputs))
      expect([...flags, ...own]).toContain(own.includes(input) ? input : `--${input}`);
  });

  it('passes and fails as the command does, with annotations', () => {
    const kept = runAction({ ...small, network: 'dense(32), relu, dense(10)', 'max-agreement': '0.9' });
    expect(kept.status, kept.stderr).toBe(0);
    expect(words().slice(0, 4)).toEqual(['--yes', 'firstguess', 'check', '--github']);
    const broken = runAction({ ...small, model: 'models/torch/cnn.onnx', 'max-agreement': '0.15', version: '0.1.0' });
    expect(broken.status, broken.stderr).toBe(1);
    expect(broken.stderr).toContain('::error file=models/torch/cnn.onnx,title=firstguess%3A agreement failed::');
    expect(words()).toContain('firstguess@0.1.0');
  });

  it('runs no input as a command', () => {
    const network = `dense(10)"; touch broken; echo "$(touch broken)\`touch broken\``;
    expect(runAction({ network, 'max-agreement': '0.5' }).status).toBe(2);
    expect(words()).toContain(`--network=${network}`);
    expect(existsSync(join(repository, 'broken'))).toBe(false);
  });
});

describe('the sample workflow', () => {
  const { jobs } = read('docs/examples/firstguess.yml');

  it('runs step by step: the checks of the sample file pass and leave the report that is kept', () => {
    const steps: { uses: string; with?: Record<string, string> }[] = jobs.check.steps;
    const ours = steps.find(({ uses }) => uses.startsWith('firstguess/'))!;
    const { status, stdout, stderr } = runAction(ours.with!);
    expect(status, stdout + stderr).toBe(0);
    const kept = steps.find(({ uses }) => uses.startsWith('actions/upload-artifact'))!;
    expect(kept.with!.path).toBe(ours.with!.junit);
    expect(readFileSync(join(repository, kept.with!.path), 'utf8')).toContain(
      '<testsuites name="firstguess check" tests="4"',
    );
  });
});

describe('the pre-commit hook', () => {
  it('runs the checks of firstguess.yaml where it or a model changed', () => {
    const [hook] = read('.pre-commit-hooks.yaml');
    const files = new RegExp(hook.files);
    expect(['models/a.onnx', 'firstguess.yaml', 'README.md'].map((path) => files.test(path))).toEqual([
      true,
      true,
      false,
    ]);
    expect(hook.pass_filenames).toBe(false);
    const checks = 'checks: [{ model: models/torch/cnn.onnx, points: 20, inits: 4, maxFraction: 1 }]';
    writeFileSync(join(repository, 'firstguess.yaml'), checks);
    expect(bash(hook.entry).status).toBe(0);
  });
});
