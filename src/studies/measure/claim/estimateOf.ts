import { UserError } from '../../../errors.ts';
import type { Estimate, Measurement } from '../../../results/schema.ts';
import type { Measurable } from './schema.ts';

/**
 * What a measurement says of a quantity.
 * @throws UserError `bad-argument` for the loss of outputs that have none
 */
export function estimateOf(measurement: Measurement, quantity: Measurable): Estimate {
  const estimate = measurement[quantity];
  if (estimate) return estimate;
  const message = `there is no ${quantity}: it needs labels, and outputs that are logits of their classes and not too large`;
  throw new UserError('bad-argument', message, [measurement.network], `leave ${quantity} out of measure`);
}
