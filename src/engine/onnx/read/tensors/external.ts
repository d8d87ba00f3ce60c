import type { UserError } from '../../../../errors.ts';
import type { TensorProto } from '../../proto.ts';
import { badModel, EXPORT_AGAIN, quoted } from '../problems.ts';

/** Where the values of a tensor lie outside the model's file. */
export interface ExternalRange {
  /** A path from the model's folder downwards. */
  readonly location: string;
  readonly offset: number;
  readonly length: number;
}

/**
 * Reads a range of a file beside the model.
 * @param what the tensor, for messages
 */
export type ReadExternal = (range: ExternalRange, what: string) => Uint8Array;

/**
 * The range that the external data of a tensor name.
 * @param length bytes that the dims ask for
 * @throws UserError `bad-model` for a path that leaves the model's folder and for numbers that do not fit
 */
export function externalRange(tensor: TensorProto, length: number, what: string, file: string): ExternalRange {
  const entries = new Map(tensor.externalData.map(({ key, value }) => [key, value]));
  const location = entries.get('location') ?? '';
  checkLocation(location, what, file);
  const offset = whole(entries.get('offset') ?? '0');
  const stated = whole(entries.get('length') ?? String(length));
  if (offset === undefined || stated === undefined || offset + length > Number.MAX_SAFE_INTEGER) {
    const bad = offset === undefined || stated !== undefined ? 'offset' : 'length';
    const value = quoted(entries.get(bad) ?? '');
    throw badModel(file, `${what} lies in ${quoted(location)} with the impossible ${bad} ${value}`, EXPORT_AGAIN);
  }
  if (stated !== length) {
    const message = `${what} has ${stated} bytes in ${quoted(location)}, but its dims ask for ${length}`;
    throw badModel(file, message, EXPORT_AGAIN);
  }
  return { location, offset, length };
}

function checkLocation(location: string, what: string, file: string): void {
  const steps = location.split(/[/\\]/);
  const absolute = /^([/\\]|[a-z]:)/i.test(location);
  if (location === '' || location.includes('\0')) throw badModel(file, `${what} names no file of values`, EXPORT_AGAIN);
  if (absolute || steps.includes('..')) throw outside(location, what, file);
}

/** A model must not make firstguess read other files of the machine. */
export function outside(location: string, what: string, file: string): UserError {
  const message = `${what} lies in ${quoted(location)}, which is outside the folder of the model`;
  return badModel(file, message, 'put the file of values beside the model, as a file and not as a link');
}

function whole(text: string): number | undefined {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}
