import { classMoments, type LogitArray } from './logits.ts';

/** Logits that are looked at, at most: the rest is left to exact steps. */
const MOST_LOGITS = 5e6;
/** The temperature begins at the spread of the logits and is halved this often. */
const HALVINGS = 6;
/** Steps at each temperature. */
const STEPS = 20;

/**
 * Biases at which the predictions of a softmax, averaged over points, are about the priors:
 *
 *   mean_x p_k(x) = π_k,   p(x) = softmax((f(x) + b)/τ)
 *
 * by the steps b_k ← b_k + τ (ln π_k − ln mean_x p_k), which are those of Sinkhorn for transport regularised by entropy and
 * always approach (Cuturi, "Sinkhorn distances", NeurIPS 2013). As τ falls, predictions become guesses.
 */
export function softFractionBiases(logits: LogitArray, classes: number, priors: Float64Array): Float64Array {
  const { mean, deviation } = classMoments(logits, classes);
  const biases = mean.map((m) => -m);
  const stride = Math.ceil(logits.length / MOST_LOGITS);
  let temperature = Math.max(...deviation);
  if (temperature === 0) return biases;
  for (let halving = 0; halving <= HALVINGS; halving++, temperature /= 2) {
    for (let step = 0; step < STEPS; step++) {
      const shares = softShares(logits, biases, temperature, stride);
      for (let k = 0; k < classes; k++) biases[k] += temperature * Math.log(priors[k] / Math.max(shares[k], 1e-12));
    }
  }
  return biases;
}

/** mean_x p_k(x), of every so many points. */
function softShares(logits: LogitArray, biases: Float64Array, temperature: number, stride: number): Float64Array {
  const classes = biases.length;
  const points = Math.ceil(logits.length / classes / stride);
  const shares = new Float64Array(classes);
  const terms = new Float64Array(classes);
  for (let from = 0; from < logits.length; from += stride * classes) {
    let top = -Infinity;
    for (let k = 0; k < classes; k++) {
      terms[k] = (logits[from + k] + biases[k]) / temperature;
      if (terms[k] > top) top = terms[k];
    }
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      terms[k] = Math.exp(terms[k] - top);
      sum += terms[k];
    }
    for (let k = 0; k < classes; k++) shares[k] += terms[k] / sum / points;
  }
  return shares;
}
