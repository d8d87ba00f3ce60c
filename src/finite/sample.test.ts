import { describe, expect, it } from 'vitest';
import { seededRandom } from '../numerics/sampling/seeded.ts';
import { Sample } from './sample.ts';

describe('a sample', () => {
  it('knows nothing of its error before there are two draws', () => {
    const sample = new Sample();
    sample.add(1, undefined, []);
    expect(sample.estimate(1)).toEqual({ value: 1, error: Number.POSITIVE_INFINITY });
  });

  it('counts draws that belong together as one', () => {
    const sample = new Sample();
    for (const value of [1, 3, 2, 6, 5, 1]) sample.add(value, undefined, []);
    // Means 2, 4 and 3: variance 1.
    expect(sample.estimate(2).value).toBeCloseTo(3, 12);
    expect(sample.estimate(2).error).toBeCloseTo(Math.sqrt(1 / 3), 12);
  });

  it('takes away what control variates explain, and says how much that was', () => {
    const random = seededRandom(1);
    const sample = new Sample(5);
    for (let draw = 0; draw < 600; draw++) {
      const [limit, strayed, rest] = [random.normal(), random.normal(), random.normal() / 10];
      sample.add(7 + limit + 2 * strayed + rest, 5 + limit, [strayed]);
    }
    const { value, error } = sample.estimate(1);
    expect(Math.abs(value - 7) / error).toBeLessThan(4);
    expect(error).toBeCloseTo(0.1 / Math.sqrt(600), 3);
    expect(sample.gain(1)).toBeGreaterThan(300);
  });

  it('has honest errors with few draws a control', () => {
    const random = seededRandom(2);
    const zs = Array.from({ length: 2000 }, () => {
      const sample = new Sample();
      for (let draw = 0; draw < 32; draw++) {
        const controls = Array.from({ length: 5 }, () => random.normal());
        sample.add(controls[0] + random.normal(), undefined, controls);
      }
      const { value, error } = sample.estimate(1);
      return value / error;
    });
    const meanSquare = zs.reduce((sum, z) => sum + z * z, 0) / zs.length;
    // z follows Student's t with 26 degrees of freedom, whose variance is 1.08.
    expect(meanSquare).toBeGreaterThan(0.9);
    expect(meanSquare).toBeLessThan(1.25);
  });
});
