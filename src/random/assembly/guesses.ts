/** The mark of a point without one largest output, for a tie or NaN. */
const UNDECIDED = -1;

/**
 * Finds guesses. `outputs` is float32 [points, readouts · classes], row by row; a guess is the place of the largest of
 * `classes` neighbouring outputs. Writes int32 [points, readouts] to `guesses`, −1 where no output is the one largest,
 * and returns how many of these there are; what becomes of them is left to the caller.
 */
export function findGuesses(outputs: usize, points: i32, readouts: i32, classes: i32, guesses: usize): i32 {
  let undecided = 0;
  let row = outputs;
  let to = guesses;
  const end = guesses + (<usize>points * <usize>readouts << 2);
  while (to < end) {
    let largest = load<f32>(row);
    let guess = 0;
    let isUnique = largest == largest;
    for (let k = 1; k < classes; k++) {
      const value = load<f32>(row + (<usize>k << 2));
      if (value > largest) {
        largest = value;
        guess = k;
        isUnique = true;
      } else if (!(value < largest)) {
        isUnique = false;
        if (value != value) largest = value; // NaN stays the largest: every later comparison with it is false
      }
    }
    if (!isUnique) {
      guess = UNDECIDED;
      undecided++;
    }
    store<i32>(to, guess);
    row += <usize>classes << 2;
    to += 4;
  }
  return undecided;
}

/**
 * The same for networks with one output a readout, whose sign is the guess: `outputs` is [points, readouts]; negative
 * outputs guess 0 and positive ones 1. Zero and NaN are undecided.
 */
export function findSigns(outputs: usize, points: i32, readouts: i32, guesses: usize): i32 {
  let undecided = 0;
  const size = <usize>points * <usize>readouts << 2;
  for (let at: usize = 0; at < size; at += 4) {
    const value = load<f32>(outputs + at);
    let guess = i32(value > 0);
    if (!(value > 0 || value < 0)) {
      guess = UNDECIDED;
      undecided++;
    }
    store<i32>(guesses + at, guess);
  }
  return undecided;
}

/**
 * Sorts guesses by the labels of the points: adds 1 to the int32 at `tables`[readout][label][guess] for every point and
 * the first `wanted` of its readouts. `guesses` is int32 [points, readouts], none of them undecided; `labels` is int32
 * [points] with entries below `kinds`, or 0 where all points are of one kind.
 */
export function sortGuesses(
  guesses: usize, points: i32, readouts: i32, wanted: i32, classes: i32,
  labels: usize, kinds: i32, tables: usize,
): void {
  const network = <usize>(kinds * classes) << 2;
  for (let point = 0; point < points; point++) {
    const label = labels ? load<i32>(labels + (<usize>point << 2)) : 0;
    let table = tables + (<usize>(label * classes) << 2);
    let from = guesses + (<usize>point * <usize>readouts << 2);
    for (const end = from + (<usize>wanted << 2); from < end; from += 4) {
      const at = table + (<usize>load<i32>(from) << 2);
      store<i32>(at, load<i32>(at) + 1);
      table += network;
    }
  }
}
