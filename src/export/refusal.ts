import { UserError } from '../errors.ts';
import { formatLayer } from '../network/notation/format.ts';
import type { Place } from './place.ts';

/** A layer that a framework, or a file of weights, has no simple words for, with what to do instead. */
export function refusal({ placed, path }: Place, format: string, why: string, remedy: string): UserError {
  const message = `${format} cannot be written for ${formatLayer(placed.layer)}: ${why}`;
  return new UserError('bad-argument', message, [`in ${path} of the network`], remedy);
}
