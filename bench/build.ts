import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Builds another commit in a worktree of its own, with the packages of this one. Returns the folder of its library. */
export function buildOf(ref: string): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'firstguess-bench-')), 'tree');
  execFileSync('git', ['worktree', 'add', '--detach', folder, ref], { stdio: 'ignore' });
  process.on('exit', () => execFileSync('git', ['worktree', 'remove', '--force', folder]));
  if (!existsSync(join(folder, 'node_modules'))) symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  return join(folder, 'dist');
}
