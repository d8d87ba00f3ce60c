import { normalCdf, normalPdf } from '../../numerics/quadrature/normal.ts';

/** e^(−e^(−t)), the distribution function of Gumbel's law, is 1 − 1e−16 above the first bound and 0 below the second. */
const [GUMBEL_TOP, GUMBEL_BOTTOM] = [37, -4.5];

/**
 * E max_k p_k, the mean probability that a softmax gives its favourite class, for K independent logits N(0, q).
 *
 * Sampling from a softmax is taking the largest of f_k + g_k, with g iid from Gumbel's law of distribution function F and
 * density F′. So E max p is the probability that the largest f has the largest f + g as well. With σ = √q,
 *
 *   E max p = K ∬ φ(u) F′(y − σu) H(u, y)^(K−1) du dy,   H(u, y) = ∫_{−∞}^u φ(z) F(y − σz) dz
 *
 * One pass over z serves all u. Source: derived, docs/theory §16. Absolute error below 1e−8 for K ≤ 1000.
 *
 * @param classes K ≥ 2
 * @param variance q ≥ 0, as for `softmaxLaw`
 * @returns a number in [1/K, 1]
 */
export function topProbability(classes: number, variance: number): number {
  if (!(variance >= 0)) throw new RangeError(`variance of the logits must be 0 or more: ${variance}`);
  if (variance === 0) return 1 / classes;
  if (variance === Infinity) return 1;
  const sigma = Math.sqrt(variance);
  const step = (0.2 * Math.max(1, sigma)) / Math.sqrt(Math.max(1, Math.log(classes)));
  const range = 8.5 * sigma;
  let sum = 0;
  for (let j = Math.floor((GUMBEL_BOTTOM - range) / step); j * step <= GUMBEL_TOP + range; j++) {
    sum += step * alongLine(classes, sigma, j * step);
  }
  return Math.min(1, Math.max(1 / classes, classes * sum));
}

/** ∫ φ(u) F′(y − σu) H(u, y)^(K−1) du at one y. */
function alongLine(classes: number, sigma: number, y: number): number {
  const from = Math.max(-8.5, (y - GUMBEL_TOP) / sigma);
  const to = Math.min(8.5, (y - GUMBEL_BOTTOM) / sigma);
  if (to <= from) return 0;
  const nodes = Math.max(8, Math.ceil((to - from) / (0.06 * Math.min(1, 1 / sigma))));
  const step = (to - from) / nodes;
  const inner = new Float64Array(nodes + 1);
  const outer = new Float64Array(nodes + 1);
  for (let i = 0; i <= nodes; i++) {
    const u = from + i * step;
    const exponential = Math.exp(sigma * u - y);
    inner[i] = normalPdf(u) * Math.exp(-exponential);
    outer[i] = inner[i] * exponential;
  }
  // Below `from` F is 1.
  let h = from > -8.5 ? normalCdf(from) : 0;
  let sum = 0;
  for (let i = 0; i <= nodes; i++) {
    if (i > 0) h += step * panel(inner, i - 1);
    const weight = i === 0 || i === nodes ? 0.5 : 1;
    sum += weight * step * outer[i] * Math.exp((classes - 1) * Math.log(h));
  }
  return sum;
}

/** ∫ f over the panel from node i to node i + 1, in steps, by the quintic through the six nodes about it. */
function panel(f: Float64Array, i: number): number {
  if (i < 2 || i > f.length - 4) return (f[i] + f[i + 1]) / 2;
  return (802 * (f[i] + f[i + 1]) - 93 * (f[i - 1] + f[i + 2]) + 11 * (f[i - 2] + f[i + 3])) / 1440;
}
