import { describe, expect, it } from 'vitest';
import type { Activation } from '../../activations/activation.ts';
import { activation } from '../../activations/families/custom.ts';
import { meanOf, secondMomentOf } from '../../activations/moments.ts';
import { dualUnequal } from '../../activations/unequal.ts';
import { asFloat64 } from '../../data/dataset.ts';
import { digits } from '../../data/sources/digits.ts';
import { standardize } from '../../data/steps/index.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { DatasetState } from '../dataset/datasetState.ts';
import { pairCount, pairIndex } from '../packedPairs.ts';
import { activate } from '../testing/activate.ts';
import { tabulatedComplements } from './activationTable.ts';
import { PairTable } from './pairTable.ts';

const jumping = (formula: string) => activation.create(formula);

/** 1 − c′ by quadrature. */
function exactComplement(phi: Activation, q1: number, q2: number, complement: number): number {
  const [r1, r2] = [q1, q2].map((q) => Math.sqrt(secondMomentOf(phi, q)));
  return (dualUnequal(phi, q1, q2, complement).spread - (r1 - r2) ** 2 / 2) / (r1 * r2);
}

/** Two variances, equal, nearly equal or different, and 1 − c from near-duplicates to near-opposites. */
function randomPairs(count: number, lowest: number, highest: number) {
  const { uniform } = seededRandom(count);
  const variance = () => lowest * (highest / lowest) ** uniform();
  return Array.from({ length: count }, (_, i) => {
    const q1 = variance();
    const near = Math.min(highest, Math.max(lowest, q1 * Math.exp(10 ** (-8 * uniform()))));
    const q2 = [variance(), q1, near][i % 3];
    const complement = [2 * uniform(), 10 ** (-12 * uniform()), 2 - 10 ** (-6 * uniform())][Math.floor(i / 3) % 3];
    return { q1, q2, complement };
  });
}

/** 1 − c′ of pairs of points by one table. */
function tabulated(phi: Activation, pairs: readonly { q1: number; q2: number; complement: number }[]): number[] {
  const variances = Float64Array.from(pairs.flatMap(({ q1, q2 }) => [q1, q2]));
  const complements = new Float64Array(pairCount(variances.length)).fill(1);
  const at = (i: number) => pairIndex(variances.length, 2 * i, 2 * i + 1);
  pairs.forEach(({ complement }, i) => {
    complements[at(i)] = complement;
  });
  const found = tabulatedComplements(phi, variances, complements);
  return pairs.map((_, i) => found[at(i)]);
}

/** Formulas and what 1 − c′ keeps of them: all digits of pure steps; what is left beside them is as good as a kinked φ. */
const formulas: readonly (readonly [string, number])[] = [
  ['sign(x - 0.7)', 1e-13],
  ['sign(x - 2)', 1e-13],
  ['step(-0.4 - x)', 1e-13],
  ['(sign(x - 1) + sign(x + 1)) / 2', 1e-12],
  ['sign(x - 1) + sign(x - 1.3) + sign(x + 0.2)', 1e-6],
  ['sign(x) + step(x + 4)', 1e-5],
  ['sign(x) + x', 1e-7],
  ['sign(x - 0.5) + x', 1e-6],
  ['x - sign(x - 0.5)', 1e-5],
  ['tanh(x) + 0.3 * sign(x + 1)', 1e-5],
  ['x * (sign(x - 0.5) + 1) / 2', 1e-5],
];

describe('1 − c′ of an odd activation', () => {
  it.each(['hardTanh', 'sin', 'tanh', 'jumps'])('A1b is as exact for opposite points as for equal ones: %s', (name) => {
    const phi =
      name === 'jumps'
        ? jumping('sign(x - 1) + sign(x + 1)')
        : jumping(name === 'hardTanh' ? 'max(-1, min(1, x))' : `${name}(x)`);
    for (const [q1, q2] of [
      [1.3, 1.3],
      [0.4, 2.9],
    ]) {
      const of = (complement: number) =>
        tabulatedComplements(phi, Float64Array.of(q1, q2), Float64Array.of(complement))[0];
      for (const near of [0, 1e-9, 0.3]) expect(of(2 - near)).toBeCloseTo(2 - of(near), 11);
      expect(of(2) === 2).toBe(q1 === q2);
    }
  });
});

describe('1 − c′ of an activation that jumps', () => {
  it.each(formulas)('agrees with quadrature for %s', (formula, tolerance) => {
    const phi = jumping(formula);
    for (const [lowest, highest, count] of [
      [1, 1, 9],
      [0.5, 2, 18],
      [0.6, 6, 9],
    ]) {
      const pairs = randomPairs(count, lowest, highest);
      tabulated(phi, pairs).forEach((found, i) => {
        const { q1, q2, complement } = pairs[i];
        expect(Math.abs(found - exactComplement(phi, q1, q2, complement))).toBeLessThan(tolerance);
      });
    }
  });

  it.each(formulas)('keeps relative accuracy for near-duplicates under %s', (formula) => {
    const phi = jumping(formula);
    for (const [ratio, complement] of [
      [1, 1e-12],
      [1, 1e-5],
      [1 + 1e-9, 1e-12],
      [1 + 1e-5, 1e-12],
      [1.01, 1e-7],
    ]) {
      const [q1, q2] = [1.3, 1.3 * ratio];
      const found = tabulatedComplements(phi, Float64Array.of(q1, q2), Float64Array.of(complement))[0];
      expect(found / exactComplement(phi, q1, q2, complement)).toBeCloseTo(1, 4);
    }
  });

  it.each([
    ['sign(x - 0.7)', 5e-324],
    ['(sign(x - 1) + sign(x + 1)) / 2', 1e-300],
    ['sign(x) + x', 1e-3],
    ['x * (sign(x - 0.5) + 1) / 2', 1e-3],
  ])('is exactly 0 for equal points and finite in all corners under %s', (formula, tiny) => {
    const variances = Float64Array.of(1, 1, 2, tiny);
    for (const complement of [0, 2]) {
      const corners = new Float64Array(6).fill(complement);
      const found = tabulatedComplements(jumping(formula), variances, corners);
      if (complement === 0) expect(found[0]).toBe(0);
      expect(found.every((value) => value >= 0 && value <= 2)).toBe(true);
    }
  });

  it('is that of opposite points for antipodes', () => {
    const odd = jumping('(sign(x - 1) + sign(x + 1)) / 2');
    expect(tabulatedComplements(odd, Float64Array.of(1.2, 1.2), Float64Array.of(2))[0]).toBeCloseTo(2, 12);
    const step = jumping('step(x - 0.3)');
    expect(tabulatedComplements(step, Float64Array.of(1, 2), Float64Array.of(2))[0]).toBeCloseTo(1, 12);
  });

  it('does not suffer where the variances differ so much that one point hardly reaches the jumps', () => {
    const phi = jumping('(sign(x - 1) + sign(x + 1)) / 2');
    const pairs = randomPairs(18, 0.05, 0.5);
    tabulated(phi, pairs).forEach((found, i) => {
      const { q1, q2, complement } = pairs[i];
      expect(Math.abs(found - exactComplement(phi, q1, q2, complement))).toBeLessThan(1e-10);
    });
  });

  it('is the same pair by pair', () => {
    for (const formula of ['sign(x - 0.7)', 'sign(x - 0.5) + x', '(sign(x - 1) + sign(x + 1)) / 2']) {
      const phi = jumping(formula);
      const variances = Float64Array.of(0.6, 1, 1, 2.5);
      const complements = Float64Array.of(0.3, 1e-6, 2, 0, 1.4, 1e-3);
      const expected = tabulatedComplements(phi, variances, complements);
      const logs = variances.map(Math.log);
      const table = new PairTable(phi);
      table.cover(logs.subarray(0, 2));
      table.cover(logs);
      const points = table.stencils(logs);
      for (let i = 0; i < 4; i++) {
        for (let j = i + 1; j < 4; j++) {
          const at = pairIndex(4, i, j);
          const found = table.complement(points, i, points, j, logs[i] - logs[j], complements[at]);
          expect(Math.abs(found - expected[at])).toBeLessThan(1e-6);
        }
      }
    }
  });

  it('of a point of norm 0 is that of the constant it becomes', () => {
    const phi = jumping('sign(x - 0.7) + x');
    const points = DatasetState.fromPoints(Float64Array.of(0, 0, 1, 0, 0, 3), 3, 2).affine(2, 0);
    const { norms, complements } = activate(points, phi);
    expect(norms[0]).toBe(1);
    for (const point of [1, 2]) {
      const mean = meanOf(phi, points.norms[point]);
      expect(complements[pairIndex(3, 0, point)]).toBeCloseTo(1 + mean / Math.sqrt(norms[point]), 14);
    }
  });
});

/** γ of dense(σ_w², σ_b²), φ, dense(1.2) by quadrature over all pairs. */
function exactGamma(start: DatasetState, phi: Activation, points: number): number {
  let sum = 0;
  for (let i = 0; i < points; i++) {
    for (let j = 0; j < i; j++) {
      const complement = start.complements[pairIndex(points, i, j)];
      sum += exactComplement(phi, start.norms[i], start.norms[j], complement);
    }
  }
  const complement = sum / pairCount(points);
  return (1 - complement) / complement;
}

describe('γ over given points after an activation that jumps', () => {
  const { normal } = seededRandom(5);
  const iid = { values: new Float64Array(40 * 400).map(() => normal()), points: 40, dim: 400 };

  it.each([
    ['sign(x - 0.7)', 0.26],
    ['sign(x - 2)', 3.685],
  ])('is exact for %s on 40 points of 400 dimensions', (formula, value) => {
    const phi = jumping(formula);
    const start = DatasetState.fromPoints(iid.values, iid.points, iid.dim).affine(1.5, 0.1);
    const { gamma } = activate(start, phi).affine(1.2, 0).summary();
    expect(gamma / exactGamma(start, phi, iid.points)).toBeCloseTo(1, 10);
    expect(gamma).toBeCloseTo(value, 3);
  });

  it('is good to 1e-5 for x·(sign(x − 0.5) + 1)/2 on digits', () => {
    const phi = jumping('x * (sign(x - 0.5) + 1) / 2');
    const values = asFloat64(standardize().apply(digits(), () => {}).values).subarray(0, 30 * 64);
    const start = DatasetState.fromPoints(values, 30, 64).affine(1.5, 0.1);
    const { gamma } = activate(start, phi).affine(1.2, 0).summary();
    expect(Math.abs(gamma / exactGamma(start, phi, 30) - 1)).toBeLessThan(1e-5);
  });
});
