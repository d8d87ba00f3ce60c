// Laws: random words become float32 numbers of a stated law, in place, four lanes at a time.

import { cosine, inverseErf, logarithm, multiplyAdd, sine } from './functions';

const SIGN_BIT: v128 = i32x4.splat(0x80000000);
const TWO_TO_31: f64 = 2147483648;
const QUARTER_PI: f64 = 0.7853981633974483;

/** Φ(2) − Φ(−2) = erf √2 */
const MASS_WITHIN_TWO: f64 = 0.9544997361036416;
/** The standard deviation of a unit normal cut at ±2: √(1 − 4 φ(2) / (Φ(2) − Φ(−2))). */
const DEVIATION_WITHIN_TWO: f64 = 0.8796256610342398;

/**
 * Box–Muller: two vectors of words at `at` become two of normals, √(−2 ln u) · (cos θ, sin θ) · scale.
 * The first word gives u, uniform on (0, 1] by steps of 2⁻³¹; so no normal exceeds √(−2 ln 2⁻³²) = 6.66 deviations.
 * The second gives θ: 30 bits an angle t in [−π/4, π/4), bit 30 swaps cos and sin, bit 31 changes the sign of both.
 */
@inline
export function normalPair(at: usize, scale: v128): void {
  const radiusWord = v128.load(at);
  const angleWord = v128.load(at, 16);
  const u = multiplyAdd(
    f32x4.convert_i32x4_s(i32x4.shr_u(radiusWord, 1)),
    f32x4.splat(<f32>(1 / TWO_TO_31)),
    f32x4.splat(<f32>(0.5 / TWO_TO_31)),
  );
  const radius = f32x4.mul(f32x4.sqrt(f32x4.mul(logarithm(u), f32x4.splat(-2))), scale);
  const signedRadius = v128.xor(radius, v128.and(angleWord, SIGN_BIT));
  const t = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shl(angleWord, 2)), f32x4.splat(<f32>(QUARTER_PI / TWO_TO_31)));
  const sin = sine(t);
  const cos = cosine(t);
  const swap = i32x4.shr_s(i32x4.shl(angleWord, 1), 31);
  v128.store(at, f32x4.mul(signedRadius, v128.bitselect(sin, cos, swap)));
  v128.store(at, f32x4.mul(signedRadius, v128.bitselect(cos, sin, swap)), 16);
}

/** A vector of words at `at` becomes uniforms on (−√3, √3) · scale: variance scale². */
@inline
export function uniform(at: usize, scale: v128): void {
  const bound = f32x4.mul(scale, f32x4.splat(<f32>(1.7320508075688772 / TWO_TO_31)));
  v128.store(at, f32x4.mul(symmetric(v128.load(at)), bound));
}

/** A vector of words at `at` becomes normals cut at ±2 deviations, stretched to variance scale², by inversion. */
@inline
export function truncatedNormal(at: usize, scale: v128): void {
  const x = f32x4.mul(symmetric(v128.load(at)), f32x4.splat(<f32>(MASS_WITHIN_TWO / TWO_TO_31)));
  const unit = f32x4.mul(inverseErf(x), f32x4.splat(<f32>(1.4142135623730951 / DEVIATION_WITHIN_TWO)));
  v128.store(at, f32x4.mul(unit, scale));
}

/** Words as float32 numbers on (−2³¹, 2³¹): odd integers, so that x and −x are equally likely. */
@inline
function symmetric(words: v128): v128 {
  return f32x4.convert_i32x4_s(v128.or(words, i32x4.splat(1)));
}
