import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { impossibleOutput } from './outputBounds.ts';

const exactly = (agreement: number, gamma: number, error = 0) => ({
  agreement: { value: agreement, error },
  gamma: { value: gamma, error },
  correlation: gamma / (1 + gamma),
});

describe('answers of sampled theory', () => {
  it('are possible if they are those of any guesses', () => {
    const counts = fc.array(fc.nat(9), { minLength: 2, maxLength: 6 }).filter((all) => total(all) > 1);
    fc.assert(
      fc.property(counts, (guesses) => {
        const points = total(guesses);
        const agreement = guesses.reduce((sum, n) => sum + (n * (n - 1)) / (points * (points - 1)), 0);
        expect(impossibleOutput(exactly(agreement, -1 / points), guesses.length, points)).toBeUndefined();
      }),
    );
  });

  it('are refused four errors below the least agreement or gamma there is, with the numbers', () => {
    expect(impossibleOutput(exactly(0.147, -0.41, 0.02), 2, 10_000)).toEqual({
      reason: expect.stringMatching(/^measured only: .* 0\.147 and gamma -0\.410, which no guesses can have/),
    });
    expect(impossibleOutput(exactly(0.6, -0.41, 0.02), 2, 10_000)).toBeDefined();
    expect(impossibleOutput(exactly(0.49, 0), 2, null)).toBeDefined();
    expect(impossibleOutput(exactly(0.49, -0.02, 0.005), 2, null)).toBeUndefined();
    expect(impossibleOutput(exactly(0, -0.5), 2, 2)).toBeUndefined();
  });
});

function total(counts: readonly number[]): number {
  return counts.reduce((sum, n) => sum + n, 0);
}
