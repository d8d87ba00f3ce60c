import { normalCdf } from '../../numerics/quadrature/normal.ts';

/** Standard errors that a difference is typically asked to be clear of: with some twenty comparisons. */
const CLEAR = 3.5;

/**
 * By how much the standard error of a mean of few numbers must grow for the normal law to be as careful with it as Student's
 * t, which knows that the error itself is an estimate:
 *
 *   t_ν(p)/z(p),  ν = count − 1,  at p = P(|z| > 3.5)
 *
 * Comparisons of hundreds of draws need none of this; of three initialisations it makes the error 13 times as large.
 *
 * @param count of independent numbers, at least 2
 */
export function widening(count: number): number {
  const central = 1 - 2 * normalCdf(-CLEAR);
  let [low, high] = [CLEAR, 1e4];
  while (high - low > 1e-9 * low) {
    const middle = (low + high) / 2;
    if (centralStudent(middle, count - 1) < central) low = middle;
    else high = middle;
  }
  return low / CLEAR;
}

/**
 * P(|T| < t) of Student's t with a whole number ν of degrees of freedom, θ = arctan(t/√ν):
 *
 *   ν odd:  (2/π) {θ + sin θ (cos θ + ⅔ cos³ θ + … )},  ν even: sin θ (1 + ½ cos² θ + (1·3)/(2·4) cos⁴ θ + … )
 *
 * with powers up to ν − 2. Source: Abramowitz and Stegun 26.7.3 and 26.7.4.
 */
function centralStudent(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = freedom % 2 === 1;
  let sum = 0;
  let term = odd ? cosine : 1;
  for (let power = odd ? 1 : 0; power <= freedom - 2; power += 2) {
    sum += term;
    term *= (cosine * cosine * (power + 1)) / (power + 2);
  }
  return odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}
