import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';

/**
 * Writes a file whole or not at all: under another name first, which is then renamed.
 * @throws UserError `run-folder` when the system refuses
 */
export function writeWhole(folder: string, name: string, content: string | Uint8Array): void {
  const path = join(folder, name);
  attempt(folder, () => {
    writeFileSync(`${path}.part`, content);
    renameSync(`${path}.part`, path);
  });
}

/**
 * Runs a file operation in a folder of results.
 * @throws UserError `run-folder` for what the system refuses
 */
export function attempt<T>(folder: string, operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    const message = `cannot use ${folder} as a folder for results: ${error.message}`;
    throw new UserError('run-folder', message, [], 'choose a folder that you may write to, on a disk with room');
  }
}
