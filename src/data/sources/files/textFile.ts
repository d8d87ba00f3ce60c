import { readFileSync } from 'node:fs';
import { UserError } from '../../../errors.ts';
import { refusal } from './refusal.ts';

/** The text of a small file. @throws UserError for what is not a readable file, with what to do */
export function textFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      const remedy = 'check the path, which is relative to the current folder';
      throw new UserError('bad-argument', `there is no file ${path}`, [], remedy);
    }
    if (code === 'EISDIR') throw new UserError('bad-argument', `${path} is a folder`, [], 'give the path of a file');
    throw refusal(error) ?? new UserError('bad-argument', `${path} cannot be read: ${message}`);
  }
}
