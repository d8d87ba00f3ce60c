import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../errors.ts';

/**
 * The path of a file in a folder, plain or compressed: the first of the names, or of the names with ".gz", that is there.
 * @param what for messages, e.g. "the test images of MNIST"
 * @throws UserError `data` when there is none
 */
export function fileIn(folder: string, names: readonly string[], what: string): string {
  const paths = names.flatMap((name) => [join(folder, name), join(folder, `${name}.gz`)]);
  const found = paths.find((path) => existsSync(path));
  if (found) return found;
  const missing = existsSync(folder) ? `${folder} holds no ${names[0]}` : `there is no folder ${folder}`;
  throw new UserError(
    'data',
    `${what} are not found: ${missing}`,
    [],
    `give the folder that holds ${names[0]}, or ${names[0]}.gz`,
  );
}
