import { spawn } from 'node:child_process';

const BIN = new URL('../../bin/firstguess.js', import.meta.url).pathname;

/** Runs the command in a process of its own; `during` may talk to it. */
export function firstguess(args: readonly string[], during: (pid: number) => Promise<void> = async () => {}) {
  const child = spawn(process.execPath, [BIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  void during(child.pid ?? 0);
  return new Promise<{ exitCode: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (exitCode) => resolve({ exitCode, out, err })),
  );
}
