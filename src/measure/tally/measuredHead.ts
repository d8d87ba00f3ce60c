import type { MeasuredHead } from '../../results/headSchema.ts';
import type { Measurement, Prediction } from '../../results/schema.ts';
import { estimateBeside } from './estimate.ts';
import type { Tally } from './tally.ts';

/** What the head of the networks answers, beside theory; undefined for an argmax without biases. */
export function measuredHead(
  tally: Tally,
  { head }: Prediction,
  { logits, gamma }: Pick<Measurement, 'logits' | 'gamma'>,
): MeasuredHead | undefined {
  if (!head) return undefined;
  const { quantities, ...described } = head;
  if (head.kind === 'regression') {
    const scale = logits && { sdPoints: logits.sdPoints, sdInitialisations: logits.sdInitialisations, gamma };
    const known = quantities.flatMap(({ name }) => {
      const found = scale && name in scale ? scale[name as keyof typeof scale] : undefined;
      return found ? [{ name, ...found }] : [];
    });
    return { ...described, quantities: known };
  }
  const measured = tally.head;
  if (!measured) return { ...described, quantities: [] };
  return {
    ...described,
    quantities: quantities.map(({ value, error, ...named }, place) => ({
      ...named,
      ...estimateBeside(measured[place].value(), tally.draws, value, error),
    })),
  };
}
