import { accessSync, constants, existsSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../../errors.ts';
import { attempt, makeFolders, writeWhole } from './files.ts';

/** A single file that a command leaves, checked before anything is computed. */
export class OutputFile {
  private constructor(
    readonly path: string,
    private readonly folder: string,
  ) {}

  /**
   * @param source the file that was read, which is replaced only when asked for
   * @throws UserError `run-folder` where nothing can be written, or something is that is not to be replaced
   */
  static at(path: string, { source, overwrite = false }: { readonly source?: string; readonly overwrite?: boolean }) {
    if (path.trim() === '') throw new UserError('run-folder', '--out must be the path of a file, not an empty text');
    const folder = dirname(resolve(path));
    attempt(folder, () => {
      makeFolders(folder);
      accessSync(folder, constants.W_OK);
    });
    if (existsSync(path)) checkReplaceable(path, source, overwrite);
    return new OutputFile(path, folder);
  }

  /** Whether it is in the folder of another file. */
  isBeside(file: string): boolean {
    return realpathSync(this.folder) === realpathSync(dirname(file));
  }

  write(bytes: Uint8Array): void {
    writeWhole(this.folder, basename(this.path), bytes);
  }

  /** Has bytes used as a file in the same folder, which is removed afterwards. */
  async tried<T>(bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
    const path = join(this.folder, `${basename(this.path)}.part`);
    attempt(this.folder, () => writeFileSync(path, bytes));
    try {
      return await use(path);
    } finally {
      rmSync(path, { force: true });
    }
  }
}

function checkReplaceable(path: string, source: string | undefined, overwrite: boolean): void {
  if (statSync(path).isDirectory()) {
    throw new UserError('run-folder', `${path} is a folder`, [], 'give the path of a file: --out folder/model.onnx');
  }
  if (overwrite) return;
  const isSource = source !== undefined && realpathSync(path) === realpathSync(source);
  const message = isSource ? `${path} is the model itself` : `${path} is there already`;
  throw new UserError('run-folder', message, [], '--overwrite replaces it; --out takes another name');
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
