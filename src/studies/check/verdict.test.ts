import { describe, expect, it } from 'vitest';
import { Running } from '../../measure/tally/estimate.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { initialisationsToDecide, type Limit, type Verdict, verdictOf } from './verdict.ts';

const random = seededRandom(1).uniform;

/** A statistic of a network from 0.1 to 1, and its mean. */
interface Law {
  readonly draw: () => number;
  readonly mean: number;
}

const scaled = (share: number) => 0.1 + 0.9 * share;
/** All networks at one end of the range but a share of them. */
const twoPoints = (share: number, usual: number, rare: number): Law => ({
  draw: () => (random() < share ? rare : usual),
  mean: usual + share * (rare - usual),
});
/** Beta(a, 1) for a > 1, which is skewed to the left, and its mirror image. */
const left = (a: number): Law => ({ draw: () => scaled(random() ** (1 / a)), mean: scaled(a / (a + 1)) });
const right = (a: number): Law => ({ draw: () => scaled(1 - random() ** (1 / a)), mean: scaled(1 / (a + 1)) });

const laws: Readonly<Record<string, Law>> = {
  '1 in 300 without bias': twoPoints(1 / 300, 1, 0.1),
  '1 in 30 without bias': twoPoints(1 / 30, 1, 0.1),
  '1 in 10 with less bias': twoPoints(0.1, 0.8, 0.3),
  '1 in 300 constant': twoPoints(1 / 300, 0.1, 1),
  '1 in 30 constant': twoPoints(1 / 30, 0.1, 1),
  'one of two': twoPoints(0.5, 0.1, 1),
  'skewed to the left': left(8),
  'all but constant': left(100),
  'skewed to the right': right(8),
  'nearly without bias': right(100),
  uniform: left(1),
};

const range = [0.1, 1] as const;

function judged(law: Law, draws: number, limit: Limit): Verdict {
  const running = new Running();
  for (let i = 0; i < draws; i++) running.add(law.draw());
  return verdictOf(running.value(), draws, limit);
}

/** How often each verdict comes out where the mean lies at the bound. */
function atTheBound(law: Law, draws: number, limit: Omit<Limit, 'bound'>, repeats: number) {
  const counts = { passed: 0, failed: 0, inconclusive: 0 };
  for (let i = 0; i < repeats; i++) counts[judged(law, draws, { ...limit, bound: law.mean })]++;
  return counts;
}

const REPEATS = 600;
/** 5 % of the repeats and three standard errors. */
const MOST = 0.05 * REPEATS + 3 * Math.sqrt(0.05 * 0.95 * REPEATS);

describe.each(Object.entries(laws))('a statistic that is %s, with its mean at the bound,', (_, law) => {
  it.each([2, 10, 50, 200])('is called broken, and kept, by at most one in 20 measurements with %i draws', (draws) => {
    const { failed, passed } = atTheBound(law, draws, { range, together: 1 }, REPEATS);
    expect(failed).toBeLessThan(MOST);
    expect(passed).toBeLessThan(MOST);
  });
});

describe('a verdict', () => {
  it('comes out for means clear of the bound, and none for two draws', () => {
    const limit = { bound: 0.2, range, together: 3 };
    expect(verdictOf({ mean: 0.35, standardError: 0.03 }, 50, limit)).toBe('failed');
    expect(verdictOf({ mean: 0.105, standardError: 0.002 }, 50, limit)).toBe('passed');
    expect(verdictOf({ mean: 0.21, standardError: 0.03 }, 50, limit)).toBe('inconclusive');
    expect(verdictOf({ mean: 0.9, standardError: 0.001 }, 2, limit)).toBe('inconclusive');
  });

  it('asks more of each bound the more there are, so that false alarms of all together stay below 5 %', () => {
    const value = { mean: 0.262, standardError: 0.03 };
    expect(verdictOf(value, 50, { bound: 0.2, range, together: 1 })).toBe('failed');
    expect(verdictOf(value, 50, { bound: 0.2, range, together: 3 })).toBe('inconclusive');
    let alarms = 0;
    for (let i = 0; i < REPEATS; i++) {
      const three = [left(3), right(3), left(1)].map((law) => judged(law, 50, { bound: law.mean, range, together: 3 }));
      if (three.includes('failed')) alarms++;
    }
    expect(alarms).toBeLessThan(MOST);
  });

  it('lets a value at the bound pass where nothing varies, but for rounding', () => {
    const limit = { bound: 0, range: [0, Number.POSITIVE_INFINITY] as const, together: 1 };
    expect(verdictOf({ mean: 1e-8, standardError: 0 }, 50, limit)).toBe('passed');
    expect(verdictOf({ mean: 1e-8, standardError: 1e-9 }, 50, limit)).toBe('passed');
    expect(verdictOf({ mean: 0.01, standardError: 0 }, 50, limit)).toBe('failed');
  });

  it('is failed where outputs overflowed', () => {
    const infinite = { mean: Number.POSITIVE_INFINITY, standardError: Number.POSITIVE_INFINITY };
    expect(verdictOf(infinite, 50, { bound: 3, range: [0, Number.POSITIVE_INFINITY], together: 1 })).toBe('failed');
  });

  it('cannot know of rare large values where there is no largest', () => {
    const unbounded = { range: [0.1, Number.POSITIVE_INFINITY] as const, together: 1 };
    expect(atTheBound(laws['1 in 300 constant'], 50, unbounded, 200).passed).toBeGreaterThan(150);
  });
});

describe('the number of initialisations that would decide', () => {
  const limit = { bound: 0.2, range, together: 1 };

  it('decides, and half of it does not', () => {
    const value = { mean: 0.21, standardError: 0.02 };
    const needed = initialisationsToDecide(value, 50, limit)!;
    const verdictAt = (draws: number) =>
      verdictOf({ ...value, standardError: 0.02 * Math.sqrt(50 / draws) }, draws, limit);
    expect(verdictAt(needed)).toBe('failed');
    expect(verdictAt(needed / 2)).toBe('inconclusive');
    // (1.645 · 0.02/0.01)² · 50 = 541, and somewhat more for the networks that were not seen.
    expect(needed).toBeGreaterThan(541);
    expect(needed).toBeLessThan(700);
  });

  it('does not exist at the bound itself', () => {
    expect(initialisationsToDecide({ mean: 0.2, standardError: 0.02 }, 50, limit)).toBeNull();
  });
});
