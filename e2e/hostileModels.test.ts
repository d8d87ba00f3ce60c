import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hostileFiles } from '../src/engine/onnx/read/testing/hostileFiles.ts';
import { hostileRuns } from '../src/engine/onnx/read/testing/hostileRuns.ts';

const BIN = new URL('../bin/firstguess.js', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'firstguess-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly code: number | null;
  readonly said: string;
  readonly seconds: number;
  /** Of the command and all its processes together, at their peak, in MB; only where the system tells. */
  readonly megabytes: number;
}

/** Runs a command, and looks at its memory meanwhile. */
function run(args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(process.execPath, [BIN, ...args]);
    let said = '';
    let megabytes = 0;
    child.stderr.on('data', (part) => {
      said += part;
    });
    child.stdout.resume();
    const watch = setInterval(() => {
      megabytes = Math.max(megabytes, memoryOf(child.pid!));
    }, 20);
    child.on('close', (code) => {
      clearInterval(watch);
      resolve({ code, said, seconds: (performance.now() - started) / 1000, megabytes });
    });
  });
}

/** Resident memory of a process and its children, in MB. */
function memoryOf(process: number): number {
  try {
    const status = readFileSync(`/proc/${process}/status`, 'utf8');
    const own = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    const threads = readdirSync(`/proc/${process}/task`);
    const children = threads.flatMap((thread) =>
      readFileSync(`/proc/${process}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
    );
    return own + children.reduce((sum, child) => sum + memoryOf(Number(child)), 0);
  } catch {
    return 0; // It has just ended.
  }
}

function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(folder, `${name.replaceAll(/\W+/g, '-')}.onnx`);
  writeFileSync(path, bytes);
  return path;
}

/** Twice what is promised: tests run beside others. */
const SECONDS = 4;

describe('a hostile file ends the audit with a reason, and nothing else', () => {
  const some = hostileFiles.filter((_, i) => i % 8 === 0);

  it.each(some)('%s', async (name, bytes) => {
    const { code, said, seconds } = await run(['audit', fileOf(name, bytes), '--data', 'gaussian(4)']);
    expect(code, said).toBe(2);
    expect(said).toMatch(/^firstguess: /);
    expect(said).not.toMatch(/\n\s+at /);
    expect(seconds).toBeLessThan(SECONDS);
  });
});

describe('a model made to take all memory, to run for ever or to crash ends the audit with a reason', () => {
  it.each(hostileRuns)('%s', async (name, bytes) => {
    const data = /image|convolution|stride/.test(name) ? 'gaussian(shape=1x8x8)' : 'gaussian(4)';
    const path = fileOf(name, bytes);
    const { code, said, seconds, megabytes } = await run([
      'audit',
      path,
      '--data',
      data,
      '--points',
      '8',
      '--inits',
      '2',
    ]);
    console.log(
      `| ${name} | ${said.split('\n')[0].replace(path, 'FILE')} | ${seconds.toFixed(1)} s | ${megabytes.toFixed(0)} MB |`,
    );
    expect(code, said).toBe(2);
    expect(said).toMatch(/^firstguess: /);
    expect(said).not.toMatch(/\n\s+at /);
    expect(seconds).toBeLessThan(SECONDS);
    expect(megabytes).toBeLessThan(1000);
  });
});
