import { UserError } from '../../../errors.ts';
import type { Estimate } from '../../../results/schema.ts';
import type { Measurable } from './schema.ts';

/** What is known of a network, some of what may be measured. */
export type Measured = { readonly network: string } & { readonly [Quantity in Measurable]?: Estimate | null };

/**
 * What a measurement says of a quantity.
 * @throws UserError `bad-argument` for the loss of outputs that have none
 */
export function estimateOf(measurement: Measured, quantity: Measurable): Estimate {
  const estimate = measurement[quantity];
  if (estimate) return estimate;
  const message = `there is no ${quantity}: its outputs are no logits, or too large for numbers`;
  throw new UserError('bad-argument', message, [measurement.network], `leave ${quantity} out of measure`);
}

/** Some of them, by name. Checks speak of no others. */
export function quantitiesOf<Quantity extends Measurable>(
  measurement: Measured,
  quantities: readonly Quantity[],
): Record<Quantity, Estimate> {
  const entries = quantities.map((quantity) => [quantity, estimateOf(measurement, quantity)]);
  return Object.fromEntries(entries) as Record<Quantity, Estimate>;
}
