import { normalPdf } from '../../numerics/quadrature/normal.ts';
import { lognormalTransform } from '../logits/gumbelNormal.ts';

/** Multiplications that the double integral may take, some 50 ms. */
const MOST_WORK = 5e7;

/**
 * Probability that guesses sampled from the softmax at two points are the same, for K independent logits of one law with
 * covariance `cov` and spread `spread` from point to point:
 *
 *   E Σ_k p_k p′_k = K ∬ D(x, y) M₂(x, y)^(K−1) dx dy,   M₂ = E_w a(x + √cov w) a(y + √cov w),   D = ∂²M₂/∂x∂y
 *
 * with a the transform of a lognormal number of variance `spread`: sampling is taking the largest of f_k + g_k with independent
 * Gumbel variables g_k, of which M₂ is the joint distribution at two points. It is the derivative in `cov`, at constant
 * variance, of the covariance of log Σ e^f. Source: derived, docs/theory §17. Absolute error below 1e−8.
 *
 * @returns undefined where it is too much work
 */
export function sampledAgreement(classes: number, cov: number, spread: number): number | undefined {
  const variance = cov + spread;
  if (variance === 0) return 1 / classes;
  const [root, sigma, all] = [Math.sqrt(Math.max(0, cov)), Math.sqrt(spread), Math.sqrt(variance)];
  const scale = Math.max(1, sigma);
  const step = (0.35 * scale) / Math.max(1, Math.sqrt(Math.log(classes) / 2));
  const left = -(24 + Math.log(classes) + Math.min(variance / 2, 7.5 * all));
  const size = Math.ceil((5 + 7.5 * Math.max(1, all) - left) / step) + 1;
  const inner = root === 0 ? 1 : Math.min(0.4, (0.35 * scale) / root);
  const half = root === 0 ? 0 : Math.ceil(7.5 / inner);
  const width = 2 * half + 1;
  if (size * size * width > MOST_WORK) return undefined;
  const weights = Float64Array.from({ length: width }, (_, l) =>
    half === 0 ? 1 : inner * normalPdf((l - half) * inner),
  );
  const transforms = Array.from({ length: size }, (_, i) =>
    Array.from(weights, (_, l) => lognormalTransform(left + i * step + root * (l - half) * inner, sigma)),
  );
  const values = transforms.map((row) => Float64Array.from(row, ({ missing }) => Math.max(0, 1 - missing)));
  const densities = transforms.map((row) => Float64Array.from(row, ({ density }) => density));
  let sum = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let both = 0;
      let density = 0;
      for (let l = 0; l < width; l++) {
        both += weights[l] * values[i][l] * values[j][l];
        density += weights[l] * densities[i][l] * densities[j][l];
      }
      sum += (i === j ? 1 : 2) * density * both ** (classes - 1);
    }
  }
  return classes * sum * step ** 2;
}
