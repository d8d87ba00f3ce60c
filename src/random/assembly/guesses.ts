/**
 * Counts guesses. `outputs` is float32 [points, readouts · classes], row by row; a guess is the place of the largest of
 * `classes` neighbouring outputs. Adds 1 to the int32 at `counts` + 4 (readout · classes + guess) for every point and
 * readout with one largest output, and returns how many have none, for a tie or NaN; those are left to the caller.
 */
export function countGuesses(outputs: usize, points: i32, readouts: i32, classes: i32, counts: usize): i32 {
  let undecided = 0;
  let row = outputs;
  for (let point = 0; point < points; point++) {
    let tally = counts;
    for (let readout = 0; readout < readouts; readout++) {
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
      if (isUnique) {
        const at = tally + (<usize>guess << 2);
        store<i32>(at, load<i32>(at) + 1);
      } else {
        undecided++;
      }
      row += <usize>classes << 2;
      tally += <usize>classes << 2;
    }
  }
  return undecided;
}

/**
 * The same for networks with one output a readout, whose sign is the guess: `outputs` is [points, readouts], `counts` is
 * [readouts, 2] with negative outputs first. Zero and NaN are undecided.
 */
export function countSigns(outputs: usize, points: i32, readouts: i32, counts: usize): i32 {
  let undecided = 0;
  let row = outputs;
  for (let point = 0; point < points; point++) {
    for (let readout = 0; readout < readouts; readout++) {
      const value = load<f32>(row);
      if (value > 0 || value < 0) {
        const at = counts + (<usize>(2 * readout + i32(value > 0)) << 2);
        store<i32>(at, load<i32>(at) + 1);
      } else {
        undecided++;
      }
      row += 4;
    }
  }
  return undecided;
}
