import { describe, expect, it } from 'vitest';
import { gelu } from '../../activations/families/gated.ts';
import { relu } from '../../activations/families/rectifiers.ts';
import { tanh } from '../../activations/families/saturating.ts';
import { dualUnequal } from '../../activations/unequal.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { pairIndex } from '../packedPairs.ts';
import { isUnknown, type KernelResult } from '../state.ts';
import { activate } from '../testing/activate.ts';
import { DatasetState } from './datasetState.ts';

const POINTS = 4;
const TOKENS = 3;
const FEATURES = 5;
const { normal } = seededRandom(8);
const values = Float64Array.from({ length: POINTS * TOKENS * FEATURES }, () => normal() + 0.3);
const sequences = () => DatasetState.fromPoints(values, POINTS, FEATURES, TOKENS);

function known(result: KernelResult<DatasetState> | undefined): DatasetState {
  if (!result || isUnknown(result)) throw new Error('not known');
  return result;
}

/** Kernel entries k_ij = √(q_i q_j)(1 − 1 + c) of a state, i = j included. */
function entry({ norms, complements }: DatasetState, i: number, j: number): number {
  if (i === j) return norms[i];
  return Math.sqrt(norms[i] * norms[j]) * (1 - complements[pairIndex(norms.length, i, j)]);
}

/** Mean over tokens t, t′ (both, or the same one) of the dual of two tokens, pair by pair. */
function meanOfDuals(
  dual: (i: number, t: number, j: number, s: number) => number,
  i: number,
  j: number,
  same: boolean,
) {
  let [sum, count] = [0, 0];
  for (let t = 0; t < TOKENS; t++) {
    for (let s = 0; s < TOKENS; s++) {
      if (same && s !== t) continue;
      sum += dual(i, t, j, s);
      count++;
    }
  }
  return sum / count;
}

function expectKernel(state: DatasetState, expected: (i: number, j: number) => number): void {
  expect(state.points).toBe(POINTS);
  expect(state.norms.length).toBe(POINTS);
  for (let i = 0; i < POINTS; i++)
    for (let j = 0; j <= i; j++) expect(entry(state, i, j)).toBeCloseTo(expected(i, j), 6);
}

describe('sequences', () => {
  it.each([relu, tanh, gelu])(
    'averaged or flattened after $name have the mean of all their tokens’ kernels',
    (family) => {
      const phi = family.create();
      const base = sequences().affine(2, 0.1);
      const dual = (i: number, t: number, j: number, s: number) => {
        const [a, b] = [i * TOKENS + t, j * TOKENS + s];
        const complement = a === b ? 0 : base.complements[pairIndex(POINTS * TOKENS, a, b)];
        return dualUnequal(phi, base.norms[a], base.norms[b], complement).cov;
      };
      const hidden = activate(base, phi);
      expectKernel(known(hidden.poolGlobally()), (i, j) => meanOfDuals(dual, i, j, false));
      expectKernel(hidden.flatten(), (i, j) => meanOfDuals(dual, i, j, true));
    },
  );

  it('flattened at once are vectors', () => {
    const vectors = DatasetState.fromPoints(values, POINTS, TOKENS * FEATURES);
    expectKernel(sequences().flatten(), (i, j) => entry(vectors, i, j));
    expectKernel(sequences().affine(1, 0).flatten(), (i, j) => entry(vectors, i, j));
  });

  it('go on as a mixture of tokens when flattened, on which activations act', () => {
    const hidden = sequences().affine(2, 0);
    const after = activate(hidden, relu.create()).flatten();
    expectKernel(activate(hidden.flatten(), relu.create()), (i, j) => entry(after, i, j));
  });

  it('give one of their tokens as a vector', () => {
    const token = Float64Array.from({ length: POINTS * FEATURES }, (_, k) => {
      return values[Math.floor(k / FEATURES) * TOKENS * FEATURES + FEATURES + (k % FEATURES)];
    });
    const direct = activate(DatasetState.fromPoints(token, POINTS, FEATURES).affine(2, 0), relu.create());
    const selected = known(activate(sequences().affine(2, 0), relu.create()).sequence?.select(1));
    expectKernel(selected, (i, j) => entry(direct, i, j));
    expectKernel(activate(known(sequences().affine(2, 0).sequence?.select(1)), relu.create()), (i, j) =>
      entry(direct, i, j),
    );
  });

  it('are told apart by the embeddings of positions, which equal positions share', () => {
    const before = sequences().affine(2, 0);
    const after = known(before.sequence?.embedPositions(0.5));
    for (let a = 0; a < POINTS * TOKENS; a++) {
      for (let b = 0; b <= a; b++) {
        expect(entry(after, a, b)).toBeCloseTo(entry(before, a, b) + (a % TOKENS === b % TOKENS ? 0.5 : 0), 12);
      }
    }
    expect(after.law.kind).toBe('gaussian');
  });

  it('are normalised token by token', () => {
    const normalised = known(activate(sequences().affine(2, 0), relu.create()).normalise('rms', 0));
    normalised.norms.forEach((q) => {
      expect(q).toBeCloseTo(1, 12);
    });
  });
});
