import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { UserError } from '../../errors.ts';
import { writeWhole } from './files.ts';

/** A file that a command is told to write; checked before anything is computed, so that a typing error loses nothing. */
export class OutputFile {
  private constructor(readonly path: string) {}

  /**
   * @param flag the option that names it, for messages
   * @throws UserError `run-folder` where it is already there, or its folder is missing or cannot be written to
   */
  static create(path: string, overwrite = false, flag = '-o'): OutputFile {
    const folder = dirname(path);
    if (existsSync(path)) {
      if (statSync(path).isDirectory()) throw refused(`${path} is a folder`, `name a file in it: ${flag} ${path}/…`);
      if (!overwrite) throw refused(`${path} is already there`, `--overwrite replaces it; ${flag} takes another name`);
    } else if (!existsSync(folder)) {
      throw refused(
        `${path} cannot be written: there is no folder ${folder}`,
        'make the folder first, or choose another',
      );
    }
    try {
      accessSync(folder, constants.W_OK);
    } catch {
      throw refused(`${path} cannot be written: nothing may be written to ${folder}`, 'choose another folder');
    }
    return new OutputFile(path);
  }

  write(content: string | Uint8Array): void {
    writeWhole(dirname(this.path), basename(this.path), content);
  }
}

function refused(message: string, remedy: string): UserError {
  return new UserError('run-folder', message, [], remedy);
}
