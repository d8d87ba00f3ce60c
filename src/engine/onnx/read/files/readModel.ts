import { closeSync, fstatSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { UserError } from '../../../../errors.ts';
import { BEGIN, checkBegin } from '../foreign.ts';
import type { Model } from '../model.ts';
import { parseModel } from '../parseModel.ts';
import { badFile, badModel, quoted } from '../problems.ts';
import { externalFiles } from './externalFiles.ts';
import { readRange } from './readRange.ts';

/** The format ends here: larger models keep their values in files beside. */
const MOST_BYTES = 2 ** 31 - 1;

/**
 * Reads an ONNX model, from a file or from bytes, which must not change afterwards. Values of constants are read later,
 * those in files beside the model only then.
 *
 * @throws UserError `bad-model` for what is missing, unreadable, or anything but a sound ONNX model, saying what it is
 */
export function readModel(model: string | Uint8Array): Model {
  if (typeof model === 'string') return parseModel(bytesOf(model), { file: model, readExternal: externalFiles(model) });
  const bytes = new Uint8Array(model.buffer, model.byteOffset, model.byteLength);
  const readExternal = (_: unknown, what: string) => {
    const message = `${what} lies in a file beside the model, and bytes have no folder`;
    throw badModel('the model', message, 'give the path of the model instead of its bytes');
  };
  return parseModel(bytes, { file: 'the model', readExternal });
}

function bytesOf(path: string): Uint8Array {
  checkKind(path);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const { size } = fstatSync(descriptor);
    // What is no model is not read to its end.
    checkBegin(readRange(descriptor, 0, Math.min(size, BEGIN)), path);
    if (size > MOST_BYTES) {
      throw badFile(path, 'is larger than 2 GB', 'save it with its weights in a file beside: save_as_external_data');
    }
    return readRange(descriptor, 0, size);
  } catch (error) {
    throw asUserError(path, error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Before it is opened: opening waits for some things that are no files. */
function checkKind(path: string): void {
  if (path.includes('\0')) throw badFile(quoted(path), 'is not a path', 'give the path of an ONNX model');
  try {
    const found = statSync(path);
    if (found.isFile()) return;
    if (found.isDirectory()) throw folder(path);
  } catch (error) {
    throw asUserError(path, error);
  }
  throw badFile(path, 'is not a file', 'give the path of an ONNX model');
}

function folder(path: string): UserError {
  if (statSync(join(path, 'saved_model.pb'), { throwIfNoEntry: false })) {
    return badFile(path, 'is a TensorFlow SavedModel', 'export it with tf2onnx');
  }
  return badFile(path, 'is a folder', 'give the path of the ONNX model in it');
}

function asUserError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return badFile(path, 'does not exist', 'check the path, which is relative to the current folder');
  }
  return badFile(path, `cannot be read: ${message}`, 'check the permissions of the file');
}
