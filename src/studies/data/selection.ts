/**
 * Rearranges numbers so that the one at `place` is where sorting would put it, nothing larger stands before it and
 * nothing smaller behind: Hoare's quickselect with the median of three as pivot, in linear time on average.
 * Source: C. A. R. Hoare, "Algorithm 65: find", Communications of the ACM 4, 321 (1961).
 *
 * @param from numbers before this place stay where they are; none of them is larger than those behind
 * @returns the number at `place`
 */
export function select(numbers: Float64Array, place: number, from = 0): number {
  let left = from;
  let right = numbers.length - 1;
  while (left < right) {
    const pivot = median(numbers[left], numbers[(left + right) >>> 1], numbers[right]);
    let i = left;
    let j = right;
    while (i <= j) {
      while (numbers[i] < pivot) i++;
      while (numbers[j] > pivot) j--;
      if (i > j) break;
      const moved = numbers[i];
      numbers[i++] = numbers[j];
      numbers[j--] = moved;
    }
    if (place <= j) right = j;
    else if (place >= i) left = i;
    else break;
  }
  return numbers[place];
}

function median(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
