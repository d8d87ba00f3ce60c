import { UserError } from '../../../errors.ts';

/** What the system refuses for reasons that lie outside of firstguess, and what to do about it. */
const REFUSALS: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  EACCES: ['permission denied', 'change its permissions, or use a copy that you may read and write'],
  EPERM: ['operation not permitted', 'change its permissions, or use a copy that you may read and write'],
  EROFS: ['the file system is read-only', 'write to another folder'],
  ENOSPC: ['no space is left on the device', 'make room, or write to another disk'],
  EDQUOT: ['the disk quota is used up', 'make room, or write to another disk'],
  EMFILE: ['too many files are open', 'raise the limit: ulimit -n'],
  ENFILE: ['too many files are open on this system', 'close other programs'],
  EIO: ['the device reports an error', 'use another disk'],
};

/** An error of the system's as a mistake of the user's; undefined for any other. */
export function refusal(error: unknown): UserError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  const known = REFUSALS[code ?? ''];
  if (!known) return undefined;
  const [reason, remedy] = known;
  const verb = syscall === 'write' || syscall === 'mkdir' || syscall === 'rename' ? 'write' : 'read';
  return new UserError('data', `cannot ${verb} ${path ?? 'the output'}: ${reason}`, [], remedy);
}
