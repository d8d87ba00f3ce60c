import { describe, expect, it } from 'vitest';
import golden from '../../../checks/golden.json' with { type: 'json' };
import type { Activation } from '../../activations/activation.ts';
import { gelu } from '../../activations/families/gated.ts';
import { linear } from '../../activations/families/polynomials.ts';
import { relu } from '../../activations/families/rectifiers.ts';
import { sigmoid, tanh } from '../../activations/families/saturating.ts';
import { asFloat64 } from '../../data/dataset.ts';
import { digits } from '../../data/sources/digits.ts';
import { standardize } from '../../data/steps/index.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { datasetAgreement } from '../../theory/datasetAgreement.ts';
import { pairIndex } from '../packedPairs.ts';
import { PairState } from '../pair/pairState.ts';
import type { KernelResult } from '../state.ts';
import { activate } from '../testing/activate.ts';
import { DatasetState } from './datasetState.ts';

/** network: (dense, φ) × depth, dense, on points. */
function network(start: DatasetState, phi: Activation, depth: number, sigmaW2: number, sigmaB2 = 0): DatasetState {
  let state = start.affine(sigmaW2, sigmaB2);
  for (let layer = 0; layer < depth; layer++) state = activate(state, phi).affine(sigmaW2, sigmaB2);
  return state;
}

const [origin, first, second] = [
  [0, 0],
  [1, 0],
  [0, 3],
];
const points = (...rows: number[][]) => DatasetState.fromPoints(Float64Array.from(rows.flat()), rows.length, 2);

describe('two points of a dataset', () => {
  it('orthogonal to each other follow the golden chain of ReLU layers to depth 100', () => {
    for (const { l, omc } of golden['relu_depth_c0=0']) {
      const [complement] = network(points(first, second), relu.create(), l, 2).complements;
      expect(complement / Number(omc)).toBeCloseTo(1, 11);
    }
  });

  it.each([relu, tanh, gelu])('of equal norm follow the exchangeable pair through layers of $name', (family) => {
    const phi = family.create();
    const state = network(points([1, 1], [1, -0.6 / 1.4]).affine(1, 0), phi, 0, 1);
    const norms = Float64Array.of(1.3, 1.3);
    let dataset = DatasetState.gaussian(norms, state.complements);
    let pair = PairState.gaussian(1.3 * (1 - state.complements[0]), 1.3 * state.complements[0]);
    for (let layer = 0; layer < 4; layer++) {
      dataset = activate(dataset, phi).affine(1.6, 0.2);
      pair = activate(pair, phi).affine(1.6, 0.2);
    }
    const [expected, found] = [pair.summary(), dataset.summary()];
    expect(found.cov).toBeCloseTo(expected.cov, 7);
    expect(found.spread / expected.spread).toBeCloseTo(1, 6);
    expect(found.gamma / expected.gamma).toBeCloseTo(1, 6);
    expect(found.correlation).toBeCloseTo(expected.correlation, 7);
  });

  it('keep the digits of their tiny distance', () => {
    const [complement] = points([1, 1e-9], [1, -1e-9]).complements;
    expect(complement / 2e-18).toBeCloseTo(1, 12);
  });
});

describe('a bias', () => {
  it('adds σ_b² to every entry of the kernel', () => {
    const rows = [first, second, [-2, 1], [1e-3, 0], origin];
    const state = points(...rows).affine(1.7, 0.4);
    for (let i = 0; i < rows.length; i++) {
      for (let j = 0; j < i; j++) {
        const dot = (a: number[], b: number[]) => (1.7 * (a[0] * b[0] + a[1] * b[1])) / 2 + 0.4;
        const correlation = dot(rows[i], rows[j]) / Math.sqrt(dot(rows[i], rows[i]) * dot(rows[j], rows[j]));
        expect(state.complements[pairIndex(rows.length, i, j)]).toBeCloseTo(1 - correlation, 14);
        expect(state.norms[i]).toBeCloseTo(dot(rows[i], rows[i]), 14);
      }
    }
  });

  it('alone makes all points one', () => {
    expect([...points(first, second, origin).affine(0, 0.3).complements]).toEqual([0, 0, 0]);
    expect([...points(first, second, origin).affine(0, 0).complements]).toEqual([0, 0, 0]);
  });
});

describe('a point of norm 0', () => {
  it('is unrelated to others and the same as its like, as long as φ(0) = 0', () => {
    for (const phi of [relu.create(), tanh.create()]) {
      const { norms, complements } = network(points(origin, first, second, origin), phi, 2, 2);
      expect([norms[0], norms[3]]).toEqual([0, 0]);
      expect([...complements].map((c, i) => (i === 3 ? c.toFixed(2) : c))).toEqual([1, 1, 0, expect.any(String), 1, 1]);
    }
  });

  it('becomes the constant φ(0), correlated as the limit of small norms', () => {
    const phi = sigmoid.create();
    const exact = network(points(origin, first, second), phi, 1, 2);
    const limit = network(points([1e-7, 0], first, [0, 3]), phi, 1, 2);
    exact.complements.forEach((complement, i) => {
      expect(complement).toBeCloseTo(limit.complements[i], 6);
    });
  });
});

describe('activations', () => {
  it('act on the values of raw points', () => {
    const state = activate(points([1, -2], [-3, 4]), relu.create());
    expect(state.complements[0]).toBeCloseTo(1, 15);
    expect([...state.norms]).toEqual([0.5, 8]);
  });

  it('are pooled and normalised by group as the data they are', () => {
    const raw = DatasetState.fromPoints(Float64Array.of(1, 3, -2, 0, 5, 1, 4, 4), 2, 4);
    const values = (result: KernelResult<DatasetState>) =>
      ((result as DatasetState).law as { values: Float64Array }).values;
    expect([...values(raw.pool('max', 2))]).toEqual([3, 0, 5, 4]);
    expect([...values(raw.pool('average', 2))]).toEqual([2, -1, 3, 4]);
    expect([...values(raw.normalise('layer', 0, null, 2))]).toEqual([-1, 1, -1, 1, 1, -1, 0, 0]);
  });

  it('compose while no weights mix the units', () => {
    const base = points([1, -2], [-3, 4]).affine(1, 0);
    const once = activate(base, relu.create());
    const twice = activate(once, relu.create());
    const free = activate(once, linear.create());
    expect(twice.complements[0]).toBeCloseTo(once.complements[0], 6);
    expect(free.complements[0]).toBeCloseTo(once.complements[0], 6);
    expect(twice.norms[1]).toBeCloseTo(once.norms[1], 10);
  });
});

describe('the summary', () => {
  it('is the mean over all pairs of different points', () => {
    const { normal } = seededRandom(4);
    const rows = Array.from({ length: 9 }, () => [normal() + 1, normal()]);
    let [cov, spread, correlation] = [0, 0, 0];
    for (const x of rows) {
      for (const y of rows) {
        if (x === y) continue;
        const dot = x[0] * y[0] + x[1] * y[1];
        cov += dot / 2 / 72;
        spread += ((x[0] - y[0]) ** 2 + (x[1] - y[1]) ** 2) / 4 / 72;
        correlation += dot / Math.hypot(...x) / Math.hypot(...y) / 72;
      }
    }
    const summary = points(...rows).summary();
    expect(summary.cov).toBeCloseTo(cov, 12);
    expect(summary.spread).toBeCloseTo(spread, 12);
    expect(summary.correlation).toBeCloseTo(correlation, 12);
    expect(summary.gamma).toBeCloseTo(correlation / (1 - correlation), 12);
  });
});

describe('standardised digits through three hidden layers, σ_w² = 2', () => {
  const { values, points: count } = standardize().apply(digits(), () => {});
  const start = DatasetState.fromPoints(asFloat64(values), count, 64);

  it.each([
    ['relu', relu, 0.36451],
    ['tanh', tanh, 0.110365],
    ['gelu', gelu, 0.25802],
  ])('get the agreement of docs/theory §10 under %s', (_, family, expected) => {
    const { complements } = network(start, family.create(), 3, 2);
    expect(datasetAgreement(10, complements)).toBeCloseTo(expected, 5);
  });
});
