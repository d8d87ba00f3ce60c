import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { UserError } from '../../errors.ts';
import { attempt, makeFolders, writeWhole } from './files.ts';

/** A file for a report; its folder is made before anything is computed, so that a typing error loses no results. */
export class ReportFile {
  private constructor(private readonly path: string) {}

  /**
   * @param flag the option that names it, for messages
   * @throws UserError `run-folder` where it cannot be written
   */
  static at(path: string, flag: string): ReportFile {
    const remedy = `give the path of a file: ${flag} report.xml`;
    if (path.trim() === '') throw new UserError('run-folder', `${flag} needs the name of a file`, [], remedy);
    const folder = dirname(path);
    attempt(folder, () => makeFolders(folder));
    const isFolder = attempt(folder, () => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
    if (isFolder) throw new UserError('run-folder', `${path} is a folder`, [], remedy);
    return new ReportFile(path);
  }

  write(content: string): void {
    writeWhole(dirname(this.path), basename(this.path), content);
  }
}
