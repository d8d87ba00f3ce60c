import { describe, expect, it } from 'vitest';
import { shapes } from './shapes.ts';

/** ∫ mᵏ dF(m) over |x| by parts: k ∫ mᵏ⁻¹ P(|x| > m) dm, by the midpoint rule. */
function moment(beyond: (m: number) => number, power: number): number {
  const steps = 20_000;
  const step = 8 / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const m = (i + 0.5) * step;
    sum += power * m ** (power - 1) * beyond(m) * step;
  }
  return sum;
}

describe('the shape of each law', () => {
  it.each(Object.entries(shapes))(
    '%s has the moments of its distribution, with variance 1',
    (_, { beyond, absolute, cube, kurtosis, bound }) => {
      expect([1, 2, 3, 4].map((power) => moment(beyond, power))).toEqual(
        [absolute, 1, cube, kurtosis].map((expected) => expect.closeTo(expected, 6)),
      );
      if (Number.isFinite(bound))
        expect([beyond(bound * 0.999) > 0, beyond(bound)]).toEqual([true, expect.closeTo(0, 12)]);
    },
  );
});
