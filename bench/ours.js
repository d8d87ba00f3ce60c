import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ONCE = fileURLToPath(new URL('once.js', import.meta.url));

/**
 * Runs our side of a case in a process of its own.
 * @param name a file of bench/ours
 * @param built folder of another build of the library, for comparisons with the past
 */
export async function ours(name, options, built) {
  const { stdout } = await run('node', [ONCE, name, JSON.stringify(options), ...(built ? [built] : [])]);
  return JSON.parse(stdout);
}
