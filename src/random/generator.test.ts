import erfc from '@stdlib/math-base-special-erfc';
import erfcinv from '@stdlib/math-base-special-erfcinv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WeightLaw } from '../graph/graph.ts';
import { WeightGenerator } from './generator.ts';
import { PURPOSE, type StreamKey } from './key.ts';

const COUNT = 1 << 20;
const key: StreamKey = { purpose: PURPOSE.weights, tensor: 0, readout: 0, initialisation: 0 };
const normalCdf = (x: number) => 0.5 * erfc(-x / Math.SQRT2);

function draw(law: WeightLaw['law'], variance: number, count: number, streamKey = key, seed = 1): Float32Array {
  const generator = new WeightGenerator(seed);
  const buffer = generator.reserve(count);
  generator.fill(buffer, { law, variance }, [count], streamKey);
  return buffer.values;
}

const mean = (values: Float32Array, f: (x: number) => number) =>
  values.reduce((sum, x) => sum + f(x), 0) / values.length;

/** Kolmogorov–Smirnov: √n · the largest distance between the empirical and the true distribution function. */
function kolmogorovSmirnov(values: Float32Array, cdf: (x: number) => number): number {
  const sorted = values.slice().sort();
  const n = sorted.length;
  const distance = sorted.reduce((d, x, i) => Math.max(d, (i + 1) / n - cdf(x), cdf(x) - i / n), 0);
  return distance * Math.sqrt(n);
}

const KS_999 = 1.95; // 99.9 % of the Kolmogorov law

describe('Gaussian weights', () => {
  const values = draw('gaussian', 1, COUNT);

  it('have the moments of a normal law', () => {
    const moments = [0, 1, 0, 3, 0, 15];
    const variances = [1, 2, 15, 96, 945, 10_170];
    moments.forEach((expected, i) => {
      expect(Math.abs(mean(values, (x) => x ** (i + 1)) - expected)).toBeLessThan(
        3.3 * Math.sqrt(variances[i] / COUNT),
      );
    });
  });

  it('have its distribution function', () => {
    expect(kolmogorovSmirnov(values, normalCdf)).toBeLessThan(KS_999);
  });

  it('have its tails', () => {
    for (const threshold of [3, 4, 4.5]) {
      const expected = COUNT * 2 * normalCdf(-threshold);
      const beyond = values.filter((x) => Math.abs(x) > threshold).length;
      expect(Math.abs(beyond - expected)).toBeLessThan(3.3 * Math.sqrt(expected));
    }
  });

  it('are uncorrelated at every distance within and between blocks', () => {
    for (let lag = 1; lag <= 64; lag++) {
      let sum = 0;
      for (let i = lag; i < COUNT; i++) sum += values[i] * values[i - lag];
      expect(Math.abs(sum) / Math.sqrt(COUNT - lag)).toBeLessThan(4.2); // 99.9 % over 64 checks
    }
  });

  it('are independent between neighbouring keys and seeds', () => {
    const others = [
      draw('gaussian', 1, COUNT, { ...key, tensor: 1 }),
      draw('gaussian', 1, COUNT, { ...key, readout: 1 }),
      draw('gaussian', 1, COUNT, { ...key, initialisation: 1 }),
      draw('gaussian', 1, COUNT, { ...key, purpose: PURPOSE.data }),
      draw('gaussian', 1, COUNT, key, 2),
    ];
    for (const other of others) {
      const correlation = values.reduce((sum, x, i) => sum + x * other[i], 0) / COUNT;
      expect(Math.abs(correlation) * Math.sqrt(COUNT)).toBeLessThan(3.8);
    }
  });

  it('are these, and stay these: results of a seed stay reproducible', () => {
    const shown = [...values.slice(0, 4), values[COUNT - 1]].map((x) => x.toFixed(5));
    expect(shown.join(' ')).toBe('-0.17474 -1.98837 -1.97010 1.09834 -0.96834');
  });
});

describe('the other laws', () => {
  it('uniform weights have their distribution and the stated variance', () => {
    const values = draw('uniform', 4, COUNT);
    const bound = 2 * Math.sqrt(3);
    expect(kolmogorovSmirnov(values, (x) => (x + bound) / (2 * bound))).toBeLessThan(KS_999);
    expect(mean(values, (x) => x * x) / 4).toBeCloseTo(1, 2);
    expect(values.every((x) => Math.abs(x) <= Math.fround(bound))).toBe(true);
  });

  it('truncated normals have the distribution of a normal cut at two deviations and the stated variance', () => {
    const values = draw('truncated', 4, COUNT);
    const deviation = 2 / 0.8796256610342398;
    const mass = 1 - 2 * normalCdf(-2);
    expect(kolmogorovSmirnov(values, (x) => (normalCdf(x / deviation) - normalCdf(-2)) / mass)).toBeLessThan(KS_999);
    expect(mean(values, (x) => x * x) / 4).toBeCloseTo(1, 2);
    expect(values.every((x) => Math.abs(x) <= 2 * deviation * (1 + 1e-6))).toBe(true);
  });

  it('truncated normals invert the distribution function to float32 precision', () => {
    const generator = new WeightGenerator(1);
    const [words, values] = [generator.reserve(4096), generator.reserve(4096)];
    generator.words(words, key);
    generator.fill(values, { law: 'truncated', variance: 0.8796256610342398 ** 2 }, [4096], key);
    const integers = new Int32Array(words.values.buffer, words.address, words.count);
    values.values.forEach((x, i) => {
      const p = 0.5 + (0.5 - normalCdf(-2)) * ((integers[i] | 1) / 2 ** 31);
      expect(Math.abs(x + Math.SQRT2 * erfcinv(2 * p))).toBeLessThan(2e-6);
    });
  });

  it.each([
    [40, 40],
    [64, 17],
    [5, 100],
    [1, 8],
    [9, 1],
  ])('orthogonal %i × %i weights have orthogonal rows or columns and the stated variance', (rows, columns) => {
    const generator = new WeightGenerator(3);
    const buffer = generator.reserve(rows * columns);
    generator.fill(buffer, { law: 'orthogonal', variance: 0.5 }, [rows, columns], key);
    const at = (i: number, j: number) => buffer.values[i * columns + j];
    const entry = (vector: number, i: number) => (rows >= columns ? at(i, vector) : at(vector, i));
    const long = Math.max(rows, columns);
    for (let a = 0; a < Math.min(rows, columns); a++) {
      for (let b = 0; b <= a; b++) {
        let dot = 0;
        for (let i = 0; i < long; i++) dot += entry(a, i) * entry(b, i);
        expect(dot / long).toBeCloseTo(a === b ? 0.5 : 0, 6);
      }
    }
  });

  it('orthogonal matrices are Haar-distributed: traces of powers have the moments of Diaconis and Shahshahani', () => {
    // E (tr Q)² = 1 and E tr Q² = 1 for O(n), n ≥ 2; a QR without sign fix fails both.
    const n = 6;
    const draws = 4000;
    const generator = new WeightGenerator(5);
    const buffer = generator.reserve(n * n);
    let squaredTrace = 0;
    let traceOfSquare = 0;
    for (let initialisation = 0; initialisation < draws; initialisation++) {
      generator.fill(buffer, { law: 'orthogonal', variance: 1 / n }, [n, n], { ...key, initialisation });
      const q = buffer.values;
      let trace = 0;
      for (let i = 0; i < n; i++) {
        trace += q[i * n + i];
        for (let j = 0; j < n; j++) traceOfSquare += (q[i * n + j] * q[j * n + i]) / draws;
      }
      squaredTrace += trace ** 2 / draws;
    }
    expect(Math.abs(squaredTrace - 1)).toBeLessThan(3.3 * Math.sqrt(2 / draws));
    expect(Math.abs(traceOfSquare - 1)).toBeLessThan(3.3 * Math.sqrt(2 / draws));
  });
});

describe('the generator', () => {
  it('gives the same numbers however many are drawn and in whatever order', () => {
    const long = draw('gaussian', 1, 1000);
    for (const count of [1, 15, 16, 17, 999]) expect(draw('gaussian', 1, count)).toEqual(long.slice(0, count));

    const generator = new WeightGenerator(1);
    const [a, b] = [generator.reserve(100), generator.reserve(100)];
    generator.normals(b, 1, { ...key, initialisation: 5 });
    generator.normals(a, 1, key);
    expect(a.values).toEqual(long.slice(0, 100));
    generator.normals(a, 1, { ...key, initialisation: 5 });
    expect(a.values).toEqual(b.values);
  });

  it('keeps buffers apart, and alive when memory grows', () => {
    const generator = new WeightGenerator(1);
    const small = generator.reserve(17);
    generator.normals(small, 1, key);
    const before = small.values.slice();
    const large = generator.reserve(1 << 20);
    generator.normals(large, 1, { ...key, tensor: 1 });
    expect(small.values).toEqual(before);
    expect(large.values.length).toBe(1 << 20);
  });

  it('fills parts of a buffer without touching the rest, in any order', () => {
    const generator = new WeightGenerator(1);
    const buffer = generator.reserve(5 * 21);
    const expected = Array.from({ length: 5 }, (_, readout) => [
      ...draw('gaussian', 1, 21, { ...key, readout }),
    ]).flat();
    for (const readout of [4, 0, 3, 2, 1]) generator.normals(buffer.part(21 * readout, 21), 1, { ...key, readout });
    expect([...buffer.values]).toEqual(expected);
    expect(() => buffer.part(100, 6)).toThrow(RangeError);
  });

  it('refuses to reserve more than 4 GB', () => {
    expect(() => new WeightGenerator(1).reserve(2 ** 30)).toThrow('4 GB');
  });
});

describe('finding guesses', () => {
  const generator = new WeightGenerator(1);

  function find(rows: number[][], units: number) {
    const outputs = generator.reserve(rows.length * rows[0].length);
    outputs.values.set(rows.flat());
    const shape = { points: rows.length, readouts: rows[0].length / units };
    const guesses = generator.reserve(shape.points * shape.readouts);
    const undecided = generator.findGuesses(outputs, shape, units, guesses);
    return { guesses: [...guesses.integers], undecided };
  }

  it('finds the largest output of every readout', () => {
    const rows = [
      [1, 2, 3, 9, 8, 7],
      [4, 6, 5, -3, -2, -1],
    ];
    expect(find(rows, 3)).toEqual({ guesses: [2, 0, 1, 2], undecided: 0 });
  });

  it('reads the sign of a single unit', () => {
    const rows = [
      [1, -2],
      [3, -1e-30],
      [Number.NaN, 0],
      [-1, -1],
    ];
    expect(find(rows, 1)).toEqual({ guesses: [1, 0, 1, 0, -1, -1, 0, 0], undecided: 2 });
  });

  it('leaves ties and NaN undecided, wherever they stand', () => {
    const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
    const rows = [
      [1, 1, 0],
      [0, 1, 1],
      [1, 1, 2],
      [nan, 1, 2],
      [1, nan, 2],
      [1, 2, nan],
      [inf, inf, 1],
      [-inf, -inf, -inf],
      [1, inf, 2],
    ];
    expect(find(rows, 3)).toEqual({ guesses: [-1, -1, 2, -1, -1, -1, -1, -1, 1], undecided: 7 });
  });

  it('sorts them by the labels of the points, and leaves readouts alone that are not wanted', () => {
    const shape = fc.record({
      points: fc.integer({ min: 1, max: 30 }),
      readouts: fc.integer({ min: 1, max: 6 }),
      classes: fc.integer({ min: 2, max: 5 }),
      kinds: fc.integer({ min: 1, max: 4 }),
      seed: fc.integer({ min: 0, max: 999 }),
    });
    fc.assert(
      fc.property(shape, ({ points, readouts, classes, kinds, seed }) => {
        generator.releaseAll();
        const wanted = 1 + (seed % readouts);
        const [guesses, labels] = [points * readouts, points].map((size) => generator.reserve(size));
        const [plain, tables] = [wanted * classes, wanted * kinds * classes].map((size) => generator.reserve(size));
        for (const { integers } of [plain, tables]) integers.fill(0);
        guesses.integers.forEach((_, i, all) => {
          all[i] = (i * i + seed) % classes;
        });
        labels.integers.forEach((_, i, all) => {
          all[i] = (i * 7 + seed) % kinds;
        });
        const expected = new Array<number>(wanted * kinds * classes).fill(0);
        for (let point = 0; point < points; point++) {
          for (let readout = 0; readout < wanted; readout++) {
            const label = labels.integers[point];
            expected[(readout * kinds + label) * classes + guesses.integers[point * readouts + readout]]++;
          }
        }
        const batch = { points, readouts, wanted };
        generator.sortGuesses(guesses, batch, classes, tables, { of: labels, kinds });
        generator.sortGuesses(guesses, batch, classes, plain);
        expect([...tables.integers]).toEqual(expected);
        const summed = [...plain.integers].map((_, i) => {
          const [readout, guess] = [Math.floor(i / classes), i % classes];
          return Array.from({ length: kinds }, (_, label) => expected[(readout * kinds + label) * classes + guess]);
        });
        expect([...plain.integers]).toEqual(summed.map((counts) => counts.reduce((sum, count) => sum + count, 0)));
      }),
    );
  });
});

it('copies rows of one buffer to the beginning of another', () => {
  const generator = new WeightGenerator(1);
  const [from, to] = [12, 7].map((size) => generator.reserve(size));
  from.values.set(from.values.map((_, i) => i));
  to.values.fill(-1);
  to.copyRows(from, Uint32Array.of(3, 0), 3);
  expect([...to.values]).toEqual([9, 10, 11, 0, 1, 2, -1]);
  expect([...from.values.subarray(9)]).toEqual([9, 10, 11]);
});
