import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complementOf, kernelsOf, mixed } from './pairKernels.ts';

const point = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 3, maxLength: 3 });

describe('the kernels of a pair', () => {
  it('are second moments over the units', () => {
    fc.assert(
      fc.property(point, point, (x, y) => {
        const { first, second, cov, spread, tilt } = kernelsOf(Float64Array.from([...x, ...y]), 1, 3);
        expect(cov[0]).toBeCloseTo((x[0] * y[0] + x[1] * y[1] + x[2] * y[2]) / 3, 10);
        expect(spread[0]).toBeCloseTo((first[0] + second[0]) / 2 - cov[0], 10);
        expect(tilt[0]).toBeCloseTo((first[0] - second[0]) / 2, 10);
      }),
    );
  });

  it('give the angle between two points, however long they are', () => {
    const kernels = kernelsOf(Float64Array.from([3, 0, 1e-6, 1e-6]), 1, 2);
    expect(complementOf(kernels, 0)).toBeCloseTo(1 - Math.SQRT1_2, 12);
  });

  it('keep the digits of points that look almost alike', () => {
    const step = 1e-9;
    const kernels = kernelsOf(Float64Array.from([1, 0, 1, step]), 1, 2);
    expect(complementOf(kernels, 0) / (step ** 2 / 2)).toBeCloseTo(1, 6);
  });

  it('of two dead points count as the same, of a dead and a living one as unrelated', () => {
    const kernels = kernelsOf(Float64Array.from([0, 0, 0, 0, 1, 2, 0, 0]), 2, 2);
    expect(complementOf(kernels, 0)).toBe(0);
    expect(complementOf(kernels, 1)).toBe(1);
  });

  it('move together under a bias that all points share', () => {
    const kernels = kernelsOf(Float64Array.from([1, 2, 3, -1]), 1, 2);
    const after = mixed(kernels, 2, 0.5);
    expect(after.first[0]).toBeCloseTo(2 * kernels.first[0] + 0.5, 12);
    expect(after.cov[0]).toBeCloseTo(2 * kernels.cov[0] + 0.5, 12);
    expect(after.spread[0]).toBeCloseTo((after.first[0] + after.second[0]) / 2 - after.cov[0], 12);
  });
});
