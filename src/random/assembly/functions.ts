// Elementary functions on four float32 lanes, by polynomials.
// Only +, −, ×, √ and integer operations, all exactly rounded: every machine gets the same bits.
// Constants stand in the code: a table in memory would make normals 6 % faster and this page harder to read.

const ONE: v128 = f32x4.splat(1);
const HALF: v128 = f32x4.splat(0.5);
const BITS_OF_SQRT_HALF: v128 = i32x4.splat(0x3f3504f3);
const EXPONENT_SHIFT: i32 = 23;
const LN_2: f32 = 0.6931471805599453;

/** a·b + c */
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c);
}

/**
 * ln u for normal u > 0: u = 2^e (1 + f) with 1 + f in [√½, √2), and ln(1 + f) = f − f²/2 + f³ P(f).
 * Source of P: Moshier, Cephes Mathematical Library, logf.
 */
@inline
export function logarithm(u: v128): v128 {
  const e = i32x4.shr_s(i32x4.sub(u, BITS_OF_SQRT_HALF), EXPONENT_SHIFT);
  const f = f32x4.sub(i32x4.sub(u, i32x4.shl(e, EXPONENT_SHIFT)), ONE);
  const f2 = f32x4.mul(f, f);
  let p = f32x4.splat(7.0376836292e-2);
  p = multiplyAdd(p, f, f32x4.splat(-1.1514610310e-1));
  p = multiplyAdd(p, f, f32x4.splat(1.1676998740e-1));
  p = multiplyAdd(p, f, f32x4.splat(-1.2420140846e-1));
  p = multiplyAdd(p, f, f32x4.splat(1.4249322787e-1));
  p = multiplyAdd(p, f, f32x4.splat(-1.6668057665e-1));
  p = multiplyAdd(p, f, f32x4.splat(2.0000714765e-1));
  p = multiplyAdd(p, f, f32x4.splat(-2.4999993993e-1));
  p = multiplyAdd(p, f, f32x4.splat(3.3333331174e-1));
  p = f32x4.mul(f32x4.mul(p, f), f2);
  p = f32x4.add(f32x4.sub(p, f32x4.mul(f2, HALF)), f);
  return multiplyAdd(f32x4.convert_i32x4_s(e), f32x4.splat(LN_2), p);
}

/** sin t for |t| ≤ π/4. Source: Moshier, Cephes Mathematical Library, sinf. */
@inline
export function sine(t: v128): v128 {
  const t2 = f32x4.mul(t, t);
  let s = f32x4.splat(-1.9515295891e-4);
  s = multiplyAdd(s, t2, f32x4.splat(8.3321608736e-3));
  s = multiplyAdd(s, t2, f32x4.splat(-1.6666654611e-1));
  return multiplyAdd(f32x4.mul(s, t2), t, t);
}

/** cos t for |t| ≤ π/4. Source: Moshier, Cephes Mathematical Library, cosf. */
@inline
export function cosine(t: v128): v128 {
  const t2 = f32x4.mul(t, t);
  let c = f32x4.splat(2.443315711809948e-5);
  c = multiplyAdd(c, t2, f32x4.splat(-1.388731625493765e-3));
  c = multiplyAdd(c, t2, f32x4.splat(4.166664568298827e-2));
  c = f32x4.mul(f32x4.mul(c, t2), t2);
  return f32x4.add(f32x4.sub(c, f32x4.mul(t2, HALF)), ONE);
}

/**
 * erf⁻¹(x) for |x| < 0.9966, as x times a polynomial in w = −ln(1 − x²) < 5. Relative error below 4e-7.
 * Source: Giles, "Approximating the erfinv function", GPU Computing Gems, Jade edition, 2011, table 10.
 */
@inline
export function inverseErf(x: v128): v128 {
  const oneMinusX2 = f32x4.mul(f32x4.sub(ONE, x), f32x4.add(ONE, x));
  const w = f32x4.sub(f32x4.splat(-2.5), logarithm(oneMinusX2));
  let p = f32x4.splat(2.81022636e-8);
  p = multiplyAdd(p, w, f32x4.splat(3.43273939e-7));
  p = multiplyAdd(p, w, f32x4.splat(-3.5233877e-6));
  p = multiplyAdd(p, w, f32x4.splat(-4.39150654e-6));
  p = multiplyAdd(p, w, f32x4.splat(2.1858087e-4));
  p = multiplyAdd(p, w, f32x4.splat(-1.25372503e-3));
  p = multiplyAdd(p, w, f32x4.splat(-4.17768164e-3));
  p = multiplyAdd(p, w, f32x4.splat(2.46640727e-1));
  p = multiplyAdd(p, w, f32x4.splat(1.50140941));
  return f32x4.mul(p, x);
}

/**
 * e^x for x ≤ 0, and 0 below −87: 2^n e^r with |r| ≤ ln 2/2.
 * Source: Moshier, Cephes Mathematical Library, expf.
 */
@inline
export function exponential(x: v128): v128 {
  const clipped = f32x4.max(x, f32x4.splat(-87.3));
  const n = f32x4.nearest(f32x4.mul(clipped, f32x4.splat(1.44269504088896341)));
  // ln 2 in two parts, so that n ln 2 is subtracted without rounding.
  let r = f32x4.sub(clipped, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.12194440e-4)));
  let p = f32x4.splat(1.9875691500e-4);
  p = multiplyAdd(p, r, f32x4.splat(1.3981999507e-3));
  p = multiplyAdd(p, r, f32x4.splat(8.3334519073e-3));
  p = multiplyAdd(p, r, f32x4.splat(4.1665795894e-2));
  p = multiplyAdd(p, r, f32x4.splat(1.6666665459e-1));
  p = multiplyAdd(p, r, f32x4.splat(5.0000001201e-1));
  p = f32x4.add(multiplyAdd(p, f32x4.mul(r, r), r), ONE);
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), EXPONENT_SHIFT);
  return v128.and(f32x4.mul(p, power), f32x4.ge(x, f32x4.splat(-87.3)));
}
