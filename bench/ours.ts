import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Outcome, Side } from './types.ts';

const run = promisify(execFile);

/**
 * Runs our side of a case in a process of its own.
 * @param built folder of another build of the library, for comparisons with the past
 */
export async function ours([name, options]: Side, built = 'dist'): Promise<Outcome> {
  const { stdout } = await run('node', ['bench/dist/once.js', name, JSON.stringify(options), built]);
  return JSON.parse(stdout);
}
