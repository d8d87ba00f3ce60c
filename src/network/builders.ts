import { UserError } from '../errors.ts';
import type { Part, Repeat } from './layer.ts';
import { Network, repeat as repeatParts, serial as serialParts } from './network.ts';
import { parseNetwork } from './notation/parse.ts';

/** What networks are built of: layers, blocks, whole networks, or any of them in the notation. */
export type Piece = Part | Network | string;

/**
 * Layers in sequence. Networks among them are inserted part by part, texts are read as notation:
 * `serial('3*(dense(512), relu)', dense(10))`.
 * @throws UserError for a text that does not parse, and for what is not a layer
 */
export function serial(...parts: readonly Piece[]): Network {
  return serialParts(...parts.map((part, index) => partOf(part, `serial, part ${index + 1}`)));
}

/**
 * A block of layers, repeated with fresh weights each time.
 * @throws UserError `bad-argument` unless `times` is a whole number of at least 1; for a text that does not parse
 */
export function repeat(times: number, ...parts: readonly Piece[]): Repeat {
  return repeatParts(times, ...parts.map((part, index) => partOf(part, `repeat, part ${index + 1}`)));
}

function partOf(part: Piece, what: string): Part | Network {
  if (typeof part === 'string') return parseNetwork(part, what);
  if (part instanceof Network || part?.kind === 'layer' || part?.kind === 'repeat') return part;
  // A builder that was not called is the usual slip.
  const builder: unknown = part;
  const called = typeof builder === 'function';
  const remedy = called ? 'call the builder: relu(), not relu' : 'for instance serial(dense(512), relu(), dense(10))';
  const shown = called ? 'a function' : Array.isArray(part) ? 'a list' : String(part);
  throw new UserError('bad-argument', `${what} must be a layer, a network or notation, not ${shown}`, [], remedy);
}
