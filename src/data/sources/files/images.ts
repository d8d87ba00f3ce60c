import { UserError } from '../../../errors.ts';
import type { ArgumentsOf } from '../../../notation/parameters.ts';
import type { Dataset } from '../../dataset.ts';
import type { FILE_SOURCES } from '../sources.ts';
import { readImageFolder } from './imageFolder.ts';

/** A folder of images, as the notation names it. */
export function images(
  { folder, size, grey }: ArgumentsOf<(typeof FILE_SOURCES)['images']>,
  name: string,
): Promise<Dataset> {
  if (size !== undefined && size.length !== 2) {
    throw new UserError('bad-argument', 'size of images must be height x width', [], 'for instance size=32x32');
  }
  return readImageFolder(folder, { size: size as [number, number] | undefined, grey: grey === 'yes' }, name);
}
