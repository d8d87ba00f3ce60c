// Rows without the direction that they share, in float64 and rounded at the end. What it is for is in src/measure/draw/centredGram.ts.

const TINY: f64 = 1e-37;

/**
 * Replaces float32 rows x_i of shape [points, width] by (x_i − a_i m̂)/s_i, with m̂ the direction of their mean,
 * a_i = x_i·m̂ and s_i the largest entry of what is left, so that no square overflows. Writes float64 numbers: m̂ to
 * `direction`, a_i to `along`, s_i to `scale`.
 */
export function centreRows(rows: usize, points: i32, width: i32, direction: usize, along: usize, scale: usize): void {
  const rowBytes = <usize>width << 2;
  memory.fill(direction, 0, <usize>width << 3);
  for (let i = 0; i < points; i++) addRow(rows + <usize>i * rowBytes, width, direction);
  normalise(direction, width);
  for (let i = 0; i < points; i++) {
    const row = rows + <usize>i * rowBytes;
    const a = product(row, direction, width);
    const s = Math.max(<f64>takeAway(row, direction, a, width), TINY);
    divide(row, <f32>s, width);
    store<f64>(along + (<usize>i << 3), a);
    store<f64>(scale + (<usize>i << 3), s);
  }
}

@inline
function lowerTwo(row: usize, k: i32): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(row + (<usize>k << 2)));
}

@inline
function entry(row: usize, k: i32): f64 {
  return <f64>load<f32>(row + (<usize>k << 2));
}

@inline
function addRow(row: usize, width: i32, sums: usize): void {
  let k = 0;
  for (; k + 1 < width; k += 2) {
    const at = sums + (<usize>k << 3);
    v128.store(at, f64x2.add(v128.load(at), lowerTwo(row, k)));
  }
  if (k < width) {
    const at = sums + (<usize>k << 3);
    store<f64>(at, load<f64>(at) + entry(row, k));
  }
}

/** To length one; what is zero stays zero. */
@inline
function normalise(vector: usize, width: i32): void {
  let largest: f64 = TINY;
  for (let k = 0; k < width; k++) largest = Math.max(largest, Math.abs(load<f64>(vector + (<usize>k << 3))));
  let square: f64 = 0;
  for (let k = 0; k < width; k++) {
    const x = load<f64>(vector + (<usize>k << 3)) / largest;
    square += x * x;
  }
  const inverse = square > 0 ? 1 / (largest * Math.sqrt(square)) : square; // NaN stays NaN
  for (let k = 0; k < width; k++) {
    const at = vector + (<usize>k << 3);
    store<f64>(at, load<f64>(at) * inverse);
  }
}

@inline
function product(row: usize, direction: usize, width: i32): f64 {
  let even = f64x2.splat(0), odd = f64x2.splat(0);
  let k = 0;
  for (; k + 3 < width; k += 4) {
    const at = direction + (<usize>k << 3);
    even = f64x2.add(even, f64x2.mul(lowerTwo(row, k), v128.load(at)));
    odd = f64x2.add(odd, f64x2.mul(lowerTwo(row, k + 2), v128.load(at, 16)));
  }
  const both = f64x2.add(even, odd);
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (; k < width; k++) sum += entry(row, k) * load<f64>(direction + (<usize>k << 3));
  return sum;
}

/** x ← x − a m̂, exact until it is rounded; returns the largest entry. */
@inline
function takeAway(row: usize, direction: usize, a: f64, width: i32): f32 {
  const both = f64x2.splat(a);
  let largest = f32x4.splat(0);
  let k = 0;
  for (; k + 3 < width; k += 4) {
    const at = direction + (<usize>k << 3);
    const low = f64x2.sub(lowerTwo(row, k), f64x2.mul(both, v128.load(at)));
    const high = f64x2.sub(lowerTwo(row, k + 2), f64x2.mul(both, v128.load(at, 16)));
    const rest = i8x16.shuffle(
      f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high),
      0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23,
    );
    v128.store(row + (<usize>k << 2), rest);
    largest = f32x4.pmax(largest, f32x4.abs(rest)); // one instruction, which may pass over NaN
  }
  let found = max(
    max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1)),
    max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)),
  );
  for (; k < width; k++) {
    const rest = <f32>(entry(row, k) - a * load<f64>(direction + (<usize>k << 3)));
    store<f32>(row + (<usize>k << 2), rest);
    found = max(found, abs(rest));
  }
  return found;
}

@inline
function divide(row: usize, divisor: f32, width: i32): void {
  const all = f32x4.splat(divisor);
  let k = 0;
  for (; k + 3 < width; k += 4) {
    const at = row + (<usize>k << 2);
    v128.store(at, f32x4.div(v128.load(at), all));
  }
  for (; k < width; k++) store<f32>(row + (<usize>k << 2), <f32>entry(row, k) / divisor);
}
