/** Where repetition of a map leads, or how far it was followed while it only grows or shrinks. */
export interface FixedPoint {
  readonly value: number;
  readonly settled: boolean;
}

/** Beyond this variance, or below its inverse, only the scale goes on to grow or shrink. */
const LARGEST = 1e12;
const PLAIN_STEPS = 6;
const MOST_ROUNDS = 40;
const STILL = 4e-15;
const ROUNDING = 1e-12;
/** A variance below which activations are nearly linear, and the factor to one that is far from another. */
const SMALL = 0.01;
const FAR = 4;

/**
 * The positive fixed point that repetition of a map of variances leads to: by the map itself at first, then by
 * Steffensen's method on log q, each round of which squares the error; where that does not settle, by strides of 2 in the
 * direction of the drift. A map that multiplies every q by one factor other than 1 has none; nor has one that still
 * drifts at 1e±12.
 *
 * @param map undefined ends the search where it stands
 */
export function fixedPoint(map: (q: number) => number | undefined, start: number): FixedPoint {
  let q = start;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const once = map(q);
    const twice = once === undefined || !inRange(once) ? undefined : map(once);
    if (once === undefined || twice === undefined || !inRange(twice)) return { value: q, settled: false };
    const [first, second] = [Math.log(once / q), Math.log(twice / once)];
    if (Math.abs(first) <= STILL) return { value: once, settled: true };
    // Growth by the same factor twice in a row, not by rounding alone: homogeneous, and the variance matters to nothing.
    if (Math.abs(first) > ROUNDING && Math.abs(second - first) <= 1e-13 * Math.abs(first) && !isCreeping(map, q, first))
      return { value: q, settled: false };
    const accelerated = q * Math.exp((first * first) / (first - second));
    const contracts = Math.abs(second) < 0.9 * Math.abs(first) || round > MOST_ROUNDS / 2;
    const next = round >= PLAIN_STEPS && contracts && inRange(accelerated) ? accelerated : twice;
    if (Math.abs(next / q - 1) <= STILL) return { value: next, settled: true };
    q = next;
  }
  return drifting(map, q);
}

/**
 * Whether growth, the same twice in a row at a small variance, is another far from there: then steps towards a fixed
 * point near 0 are the same only to the digits that are left of them.
 */
function isCreeping(map: (q: number) => number | undefined, q: number, growth: number): boolean {
  if (q >= SMALL) return false;
  const far = map(FAR * q);
  const apart = far === undefined ? 0 : Math.abs(Math.log(far / (FAR * q)) - growth);
  return apart > 1e-13 * Math.abs(growth) + 2 * Number.EPSILON;
}

/** The fixed point that a slow drift leads to, bracketed by strides of 2. */
function drifting(map: (q: number) => number | undefined, start: number): FixedPoint {
  const drift = (logQ: number) => {
    const after = map(Math.exp(logQ));
    return after === undefined ? 0 : Math.log(after) - logQ;
  };
  const direction = Math.sign(drift(Math.log(start)));
  let far = Math.log(start);
  while (inRange(Math.exp(far)) && drift(far) * direction > 1e-13) far += direction * Math.LN2;
  if (!inRange(Math.exp(far))) return { value: Math.exp(far - direction * Math.LN2), settled: false };
  const found = root(drift, far - direction * Math.LN2, far);
  return { value: Math.exp(found ?? far), settled: true };
}

function inRange(q: number): boolean {
  return q > 1 / LARGEST && q < LARGEST;
}

/**
 * A root between two arguments at which f has different signs, by the Illinois variant of false position with bisection
 * wherever that is slow. Undefined where the signs are the same.
 */
export function root(f: (x: number) => number, from: number, to: number, tolerance = 1e-14): number | undefined {
  let [a, b] = [from, to];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa * fb < 0)) return undefined;
  for (let step = 0; step < 200 && Math.abs(b - a) > tolerance * Math.max(Math.abs(a), Math.abs(b)); step++) {
    const secant = b - (fb * (b - a)) / (fb - fa);
    // Every third step halves, so that the interval shrinks however f bends.
    const x = step % 3 === 2 || !(secant > Math.min(a, b) && secant < Math.max(a, b)) ? (a + b) / 2 : secant;
    const fx = f(x);
    if (fx === 0) return x;
    if (fx * fb < 0) [a, fa] = [b, fb];
    else fa /= 2;
    [b, fb] = [x, fx];
  }
  return b;
}
