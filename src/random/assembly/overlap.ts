// How alike points are: sums over normalised rows, two float64 lanes at a time. What they are for is in src/measure/draw/overlap.ts.

/**
 * Sums of the differences d_i = x̂_i − r between normalised rows x̂_i = x_i/‖x_i‖ and the first of them, r, in one pass over
 * float32 rows of shape [points, width]. With a bias > 0 each row has one more entry, √bias, at its end.
 *
 * Writes float64 numbers to `to`: r (width + 1 entries), Σ d_i (as many), Σ ‖d_i‖². Rows of zero norm are passed over;
 * returns how many are left.
 */
export function overlapSums(features: usize, points: i32, width: i32, bias: f64, to: usize): i32 {
  const entries = <usize>(width + 1) << 3;
  const reference = to, sums = to + entries, scatterAt = sums + entries;
  memory.fill(to, 0, 2 * entries + 8);
  const root = Math.sqrt(bias);
  const rowBytes = <usize>width << 2;
  let scatter = f64x2.splat(0);
  let alive = 0;
  for (let i = 0; i < points; i++) {
    const row = features + <usize>i * rowBytes;
    const square = bias + squareOf(row, width);
    if (square == 0) continue;
    const inverse = 1 / Math.sqrt(square);
    if (alive++ == 0) {
      for (let k = 0; k < width; k++) {
        store<f64>(reference + (<usize>k << 3), <f64>load<f32>(row + (<usize>k << 2)) * inverse);
      }
      store<f64>(reference + entries - 8, root * inverse);
    }
    scatter = f64x2.add(scatter, addDifference(row, width, inverse, reference, sums));
    const last = root * inverse - load<f64>(reference + entries - 8);
    scatter = f64x2.add(scatter, f64x2(last * last, 0));
    store<f64>(sums + entries - 8, load<f64>(sums + entries - 8) + last);
  }
  store<f64>(scatterAt, f64x2.extract_lane(scatter, 0) + f64x2.extract_lane(scatter, 1));
  return alive;
}

/** ‖x‖² */
@inline
function squareOf(row: usize, width: i32): f64 {
  let low = f64x2.splat(0), high = f64x2.splat(0);
  let k = 0;
  for (; k + 3 < width; k += 4) {
    const four = v128.load(row + (<usize>k << 2));
    const x = f64x2.promote_low_f32x4(four), y = upperTwo(four);
    low = f64x2.add(low, f64x2.mul(x, x));
    high = f64x2.add(high, f64x2.mul(y, y));
  }
  const both = f64x2.add(low, high);
  let square = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (; k < width; k++) {
    const x = <f64>load<f32>(row + (<usize>k << 2));
    square += x * x;
  }
  return square;
}

/** Adds d = inverse · x − reference to the sums; returns two numbers that add up to ‖d‖². */
@inline
function addDifference(row: usize, width: i32, inverse: f64, reference: usize, sums: usize): v128 {
  const scale = f64x2.splat(inverse);
  let low = f64x2.splat(0), high = f64x2.splat(0);
  let k = 0;
  for (; k + 3 < width; k += 4) {
    const four = v128.load(row + (<usize>k << 2));
    const at = <usize>k << 3;
    const x = f64x2.sub(f64x2.mul(f64x2.promote_low_f32x4(four), scale), v128.load(reference + at));
    const y = f64x2.sub(f64x2.mul(upperTwo(four), scale), v128.load(reference + at, 16));
    v128.store(sums + at, f64x2.add(v128.load(sums + at), x));
    v128.store(sums + at, f64x2.add(v128.load(sums + at, 16), y), 16);
    low = f64x2.add(low, f64x2.mul(x, x));
    high = f64x2.add(high, f64x2.mul(y, y));
  }
  for (; k < width; k++) {
    const at = <usize>k << 3;
    const x = <f64>load<f32>(row + (<usize>k << 2)) * inverse - load<f64>(reference + at);
    store<f64>(sums + at, load<f64>(sums + at) + x);
    low = f64x2.add(low, f64x2(x * x, 0));
  }
  return f64x2.add(low, high);
}

@inline
function upperTwo(four: v128): v128 {
  return f64x2.promote_low_f32x4(i8x16.shuffle(four, four, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15));
}
