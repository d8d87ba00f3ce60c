import { accessSync, constants, existsSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../../errors.ts';
import { attempt, makeFolders, writeWhole } from './files.ts';

interface Placement {
  /** The file that was read, which is replaced only when asked for. */
  readonly source?: string;
  /** Whether a file that is there is replaced. */
  readonly overwrite?: boolean;
  /** The option that names the file, for messages; default --out. */
  readonly flag?: string;
}

/** A single file that a command leaves, checked before anything is computed, so that a typing error loses no results. */
export class OutputFile {
  private constructor(
    readonly path: string,
    private readonly folder: string,
  ) {}

  /**
   * The folder is made where it is missing.
   * @throws UserError `run-folder` where nothing can be written, or something is that is not to be replaced
   */
  static at(path: string, placement: Placement = {}): OutputFile {
    const { flag = '--out' } = placement;
    if (path.trim() === '') throw new UserError('run-folder', `${flag} must be the path of a file, not an empty text`);
    const folder = dirname(resolve(path));
    attempt(folder, () => {
      makeFolders(folder);
      accessSync(folder, constants.W_OK);
    });
    if (existsSync(path)) checkReplaceable(path, flag, placement);
    return new OutputFile(path, folder);
  }

  /** Whether it is in the folder of another file. */
  isBeside(file: string): boolean {
    return realpathSync(this.folder) === realpathSync(dirname(file));
  }

  write(content: string | Uint8Array): void {
    writeWhole(this.folder, basename(this.path), content);
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

function checkReplaceable(path: string, flag: string, { source, overwrite = false }: Placement): void {
  if (statSync(path).isDirectory()) {
    throw new UserError('run-folder', `${path} is a folder`, [], `give the path of a file in it: ${flag} ${path}/…`);
  }
  if (overwrite) return;
  const isSource = source !== undefined && realpathSync(path) === realpathSync(source);
  const message = isSource ? `${path} is the model itself` : `${path} is there already`;
  throw new UserError('run-folder', message, [], `--overwrite replaces it; ${flag} takes another name`);
}
