import { closeSync, openSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { badModel, EXPORT_AGAIN, quoted } from '../problems.ts';
import { type ExternalRange, outside, type ReadExternal } from '../tensors/external.ts';
import { readRange } from './readRange.ts';

/**
 * Reads values from files in the folder of a model and in folders below, never from elsewhere, not even by links.
 * What it returns throws UserError `bad-model` for files that are missing, unreadable, too short or elsewhere.
 */
export function externalFiles(modelPath: string): ReadExternal {
  return (range, what) => {
    const path = join(dirname(modelPath), range.location);
    try {
      return rangeOf(path, range, what, modelPath);
    } catch (error) {
      if (!(error instanceof Error) || !('syscall' in error)) throw error;
      const missing = 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
      const why = missing ? 'is not there' : `cannot be read: ${error.message}`;
      const remedy = missing ? `copy it to ${path}` : 'check its permissions';
      throw badModel(modelPath, `${what} lies in ${quoted(range.location)}, which ${why}`, remedy);
    }
  };
}

function rangeOf(path: string, { location, offset, length }: ExternalRange, what: string, model: string): Uint8Array {
  const real = realpathSync(path);
  if (!real.startsWith(folderOf(model))) throw outside(location, what, model);
  const found = statSync(real);
  if (!found.isFile()) {
    throw badModel(model, `${what} lies in ${quoted(location)}, which is not a file`, EXPORT_AGAIN);
  }
  if (offset + length > found.size) {
    const message = `${what} lies in ${quoted(location)} up to byte ${offset + length}, but it has only ${found.size}`;
    throw badModel(model, message, 'copy both files again, the model and its values');
  }
  const descriptor = openSync(real, 'r');
  try {
    return readRange(descriptor, offset, length);
  } finally {
    closeSync(descriptor);
  }
}

/** With a separator at its end, so that no other folder begins with it. */
function folderOf(modelPath: string): string {
  const folder = realpathSync(dirname(modelPath));
  return folder.endsWith(sep) ? folder : folder + sep;
}
