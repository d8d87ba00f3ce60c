import { type PackedPairs, pairCount, pairIndex, rowOffset } from '../packedPairs.ts';
import type { Window } from '../state.ts';
import type { DatasetKernel } from './activation.ts';
import { kernelOfMixture } from './sums.ts';

/** Kernels over all tokens of all points: token t of point i is number i·tokens + t. */

/** One token of every point. */
export function ofToken<Values extends Float64Array>(values: Values, tokens: number, token: number): Float64Array {
  return Float64Array.from({ length: values.length / tokens }, (_, i) => values[i * tokens + token]);
}

/** The kernel of one token of every point. */
export function kernelOfToken({ norms, complements }: DatasetKernel, tokens: number, token: number): DatasetKernel {
  const own = ofToken(norms, tokens, token);
  const pairs = new Float64Array(pairCount(own.length));
  let next = 0;
  for (let i = 0; i < own.length - 1; i++) {
    const offset = rowOffset(norms.length, i * tokens + token);
    for (let j = i + 1; j < own.length; j++) pairs[next++] = complements[offset + j * tokens + token];
  }
  return { norms: own, complements: pairs };
}

/**
 * The kernel of the mean over each point's tokens: k_ij = mean over all t, t′ of k(it, jt′). Absolute error of 1 − c
 * near 1e−15, as it is formed by subtraction.
 */
export function kernelOfMeans({ norms, complements }: DatasetKernel, tokens: number): DatasetKernel {
  const rows = norms.length;
  const points = rows / tokens;
  const roots = norms.map(Math.sqrt);
  const sums = new Float64Array(pairCount(points));
  const own = new Float64Array(points);
  norms.forEach((q, row) => {
    own[Math.floor(row / tokens)] += q / tokens ** 2;
  });
  for (let a = 0; a < rows - 1; a++) {
    const i = Math.floor(a / tokens);
    const offset = rowOffset(rows, a);
    for (let b = a + 1; b < rows; b++) {
      const j = Math.floor(b / tokens);
      const share = (roots[a] * roots[b] * (1 - complements[offset + b])) / tokens ** 2;
      if (i === j) own[i] += 2 * share;
      else sums[rowOffset(points, i) + j] += share;
    }
  }
  const means = own.map((q) => Math.max(0, q));
  for (let i = 0; i < points - 1; i++) {
    for (let j = i + 1; j < points; j++) {
      const at = pairIndex(points, i, j);
      const scale = Math.sqrt(means[i] * means[j]);
      if (scale > 0) sums[at] = Math.min(2, Math.max(0, 1 - sums[at] / scale));
      else sums[at] = means[i] === means[j] ? 0 : 1;
    }
  }
  return { norms: means, complements: sums };
}

/** 1 − c of vectors of the positions, drawn once for all points: 0 for the same token of two points, else 1. */
export function complementsOfPositions(rows: number, tokens: number): PackedPairs {
  const complements = new Float64Array(pairCount(rows));
  for (let a = 0; a < rows - 1; a++) {
    const offset = rowOffset(rows, a);
    for (let b = a + 1; b < rows; b++) complements[offset + b] = (b - a) % tokens === 0 ? 0 : 1;
  }
  return complements;
}

/**
 * The mean over the tokens of a window, at each of its places t: k′(it, ju) = mean over o of k(i(s t + o), j(s u + o)), 0
 * beyond the ends. Docs/theory §11.
 */
export function kernelOfWindows(kernel: DatasetKernel, tokens: number, places: number, window: Window): DatasetKernel {
  const [size] = window.size;
  const seen = (offset: number) => (place: number) =>
    window.stride[0] * place + window.dilation[0] * offset - window.padding[0];
  const shifted = Array.from({ length: size }, (_, o) => kernelOfTokens(kernel, tokens, places, seen(o)));
  return kernelOfMixture(shifted.map((one) => ({ share: 1 / size, kernel: one })));
}

/** The kernel of sequences whose token t is token from(t), or zeros where there is none. */
function kernelOfTokens(
  { norms, complements }: DatasetKernel,
  tokens: number,
  places: number,
  from: (place: number) => number,
): DatasetKernel {
  const points = norms.length / tokens;
  const sources = Array.from({ length: points * places }, (_, row) => {
    const token = from(row % places);
    return token >= 0 && token < tokens ? Math.floor(row / places) * tokens + token : undefined;
  });
  const pairs = new Float64Array(pairCount(sources.length));
  let next = 0;
  sources.forEach((a, row) => {
    for (const b of sources.slice(row + 1)) {
      pairs[next++] = a === undefined || b === undefined ? 0 : complements[rowOffset(norms.length, a) + b];
    }
  });
  return { norms: Float64Array.from(sources, (row) => (row === undefined ? 0 : norms[row])), complements: pairs };
}
