// What outputs are as logits: the loss, and how they scatter. What it is for is in src/measure/draw/logits.ts.

import { exponential, logarithm } from './functions';

/**
 * Adds points to the sums of their networks. `outputs` is float32 [points, readouts, units], of which the first `wanted`
 * readouts count. Each of them has `4 + 2 units` float64 numbers at `sums`:
 *
 *   loss, top probability, entropy, Σ_k d_k², then for every unit its output at the first point, then Σ d_k
 *
 * summed over points, with d_k the output less that at the first point (so that the scatter of nearly equal outputs keeps
 * its digits). `first` says that the points begin with the first. `labels` is int32 [points] below `classes`, and the loss
 * that of the softmax at the label; or 0, and it is the mean over all labels. One unit is a logit whose sigmoid is the
 * probability of the second of two classes.
 */
export function addLogits(
  outputs: usize, points: i32, readouts: i32, wanted: i32, units: i32, labels: usize, first: bool, sums: usize,
): void {
  const rowBytes = <usize>units << 2;
  const stateBytes = <usize>(4 + 2 * units) << 3;
  for (let point = 0; point < points; point++) {
    const label = labels ? load<i32>(labels + (<usize>point << 2)) : -1;
    let row = outputs + <usize>point * <usize>readouts * rowBytes;
    let at = sums;
    for (let readout = 0; readout < wanted; readout++) {
      if (units == 1) addSigmoid(row, label, at);
      else addSoftmax(row, units, label, at);
      addScatter(row, units, first && point == 0, at);
      row += rowBytes;
      at += stateBytes;
    }
  }
}

@inline
function add(at: usize, place: i32, value: f64): void {
  const address = at + (<usize>place << 3);
  store<f64>(address, load<f64>(address) + value);
}

@inline
function addPrediction(at: usize, loss: f64, top: f64, entropy: f64): void {
  add(at, 0, loss);
  add(at, 1, top);
  add(at, 2, entropy);
}

function addSoftmax(row: usize, units: i32, label: i32, at: usize): void {
  let largest = load<f32>(row);
  let total: f64 = 0;
  for (let k = 0; k < units; k++) {
    const value = load<f32>(row + (<usize>k << 2));
    if (value > largest) largest = value;
    total += value;
  }
  const top = f32x4.splat(largest);
  let sums = f32x4.splat(0);
  let products = f32x4.splat(0);
  for (let k = 0; k < units; k += 4) {
    const beyond = i32x4.lt_s(i32x4.add(i32x4.splat(k), i32x4(0, 1, 2, 3)), i32x4.splat(units));
    const gap = f32x4.sub(v128.load(row + (<usize>k << 2)), top);
    const e = v128.and(exponential(gap), beyond);
    sums = f32x4.add(sums, e);
    products = f32x4.add(products, v128.and(f32x4.mul(e, gap), beyond));
  }
  const sum = lanes(sums);
  const logSum = <f64>f32x4.extract_lane(logarithm(f32x4.splat(<f32>sum)), 0);
  const chosen = label < 0 ? total / units : <f64>load<f32>(row + (<usize>label << 2));
  addPrediction(at, logSum + (<f64>largest - chosen), 1 / sum, logSum - lanes(products) / sum);
}

/** log(1 + e^f) less f at label 1, or less f/2 without a label. */
function addSigmoid(row: usize, label: i32, at: usize): void {
  const f = <f64>load<f32>(row);
  const size = Math.abs(f);
  const e = <f64>f32x4.extract_lane(exponential(f32x4.splat(<f32>-size)), 0);
  const logSum = <f64>f32x4.extract_lane(logarithm(f32x4.splat(<f32>(1 + e))), 0);
  const chosen = label < 0 ? f / 2 : label == 1 ? f : 0;
  addPrediction(at, logSum + Math.max(f, 0) - chosen, 1 / (1 + e), logSum + (e * size) / (1 + e));
}

function addScatter(row: usize, units: i32, isFirst: bool, at: usize): void {
  let squares: f64 = 0;
  for (let k = 0; k < units; k++) {
    const value = <f64>load<f32>(row + (<usize>k << 2));
    const reference = at + (<usize>(4 + k) << 3);
    if (isFirst) store<f64>(reference, value);
    const d = value - load<f64>(reference);
    squares += d * d;
    add(at, 4 + units + k, d);
  }
  add(at, 3, squares);
}

@inline
function lanes(v: v128): f64 {
  return <f64>f32x4.extract_lane(v, 0) + <f64>f32x4.extract_lane(v, 1)
    + <f64>f32x4.extract_lane(v, 2) + <f64>f32x4.extract_lane(v, 3);
}
