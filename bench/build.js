import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('..', import.meta.url));

/** Builds another commit in a worktree of its own, with the packages of this one. Returns the folder of its library. */
export async function buildOf(ref) {
  const folder = join(mkdtempSync(join(tmpdir(), 'firstguess-bench-')), 'tree');
  execFileSync('git', ['worktree', 'add', '--detach', folder, ref], { cwd: HERE, stdio: 'ignore' });
  process.on('exit', () => execFileSync('git', ['worktree', 'remove', '--force', folder], { cwd: HERE }));
  if (!existsSync(join(folder, 'node_modules'))) symlinkSync(join(HERE, 'node_modules'), join(folder, 'node_modules'));
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  return join(folder, 'dist');
}
