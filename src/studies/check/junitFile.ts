import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { UserError } from '../../errors.ts';
import { attempt, makeFolders, writeWhole } from '../../hosts/node/files.ts';
import { junitXml } from './junit.ts';
import type { CheckResult } from './schema.ts';

/** A file for JUnit XML; its folder is made before anything is computed, so that a typing error loses no results. */
export class JunitFile {
  private constructor(private readonly path: string) {}

  /** @throws UserError `run-folder` where it cannot be written */
  static at(path: string): JunitFile {
    const folder = dirname(path);
    attempt(folder, () => makeFolders(folder));
    if (path.trim() === '' || isFolder(path)) {
      const message = path.trim() === '' ? '--junit needs the name of a file' : `${path} is a folder`;
      throw new UserError('run-folder', message, [], 'for instance --junit check.xml');
    }
    return new JunitFile(path);
  }

  write(result: CheckResult): void {
    writeWhole(dirname(this.path), basename(this.path), junitXml(result));
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
