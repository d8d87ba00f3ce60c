import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const BIN = new URL('../bin/firstguess.js', import.meta.url).pathname;
const SETUP = ['--data', 'gaussian(dim=20)', '--points', '50', '--inits', '8', '--readouts', '2', '--json'];

function firstguess(args: readonly string[], engine: string) {
  const env = { ...process.env, FIRSTGUESS_ENGINE: engine };
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8', env });
  return { exitCode: status, out: stdout, err: stderr };
}

describe('--device', () => {
  const note =
    'the device webgpu is not available here (FIRSTGUESS_ENGINE is web, which has no GPU in Node): measured on the CPU';
  const networks = ['dense(16), relu, dense(3)', 'dense(16), tanh, dense(3)'];

  it.each([
    ['measure', ['--network', networks[0]], (json: never) => [json]],
    ['compare', networks, ({ measurements }: { measurements: [] }) => measurements],
    ['explain', ['--network', networks[0]], ({ measurement }: { measurement: unknown }) => [measurement]],
    [
      'preprocess',
      ['--network', networks[0], 'none'],
      ({ results }: { results: { measurement: unknown }[] }) => results.map(({ measurement }) => measurement),
    ],
  ])('that is not there gives way to the CPU with a note in %s', (command, args, measurementsIn) => {
    const { exitCode, out, err } = firstguess([command, ...args, ...SETUP, '--device', 'webgpu'], 'web');
    expect(err).toBe('');
    expect(exitCode).toBe(0);
    const measurements = measurementsIn(JSON.parse(out) as never) as { engine: string; notes: string[] }[];
    expect(measurements.length).toBeGreaterThan(0);
    for (const { engine, notes } of measurements) {
      expect(engine).toMatch(/^onnxruntime-web [\d.]+$/);
      expect(notes).toContain(note);
    }
  });

  it('is one of four words', () => {
    const { exitCode, err } = firstguess(['measure', '--network', networks[0], '--device', 'gpu'], '');
    expect(exitCode).toBe(2);
    expect(err).toContain('unknown --device "gpu"');
    expect(err).toContain('choose one of auto, cpu, webgpu, cuda');
  });
});

describe('a mistake that worker threads find', () => {
  it('is told as the mistake it is, and not as a fault of ours', () => {
    const { exitCode, err } = firstguess(['measure', '--network', 'dense(16), relu, dense(3)', ...SETUP], 'gpu');
    expect(exitCode).toBe(2);
    expect(err).toBe('firstguess: FIRSTGUESS_ENGINE is "gpu", but only node and web exist\n  unset it.\n');
  });
});
