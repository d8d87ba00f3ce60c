/** Sums over the numbers of a parameter, divided by their count: all that is asked about the law they come from. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Mean of |x|, of x², and the largest |x|. */
  readonly meanAbsolute: number;
  readonly meanSquare: number;
  readonly largest: number;
  /** The number that all of them are, if they are the same. */
  readonly constant?: number;
}

export function momentsOf(values: Float32Array): Moments {
  let [sum, absolute, square, largest] = [0, 0, 0, 0];
  const [first] = values;
  let equal = true;
  for (const x of values) {
    const size = Math.abs(x);
    sum += x;
    absolute += size;
    square += x * x;
    if (size > largest) largest = size;
    if (x !== first) equal = false;
  }
  const count = values.length;
  const means = { mean: sum / count, meanAbsolute: absolute / count, meanSquare: square / count };
  return { count, ...means, largest, ...(equal && { constant: first }) };
}

/** Of a number that is there `count` times. */
export function momentsOfEqual(value: number, count: number): Moments {
  const size = Math.abs(value);
  return { count, mean: value, meanAbsolute: size, meanSquare: value ** 2, largest: size, constant: value };
}

/** Moments of x/scale. */
export function scaled({ count, mean, meanAbsolute, meanSquare, largest }: Moments, scale: number): Moments {
  return {
    count,
    mean: mean / scale,
    meanAbsolute: meanAbsolute / scale,
    meanSquare: meanSquare / scale ** 2,
    largest: largest / scale,
  };
}

/** Moments of all numbers of several parameters together. */
export function together(parts: readonly Moments[]): Moments {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const average = (of: (part: Moments) => number) =>
    parts.reduce((sum, part) => sum + part.count * of(part), 0) / count;
  return {
    count,
    mean: average(({ mean }) => mean),
    meanAbsolute: average(({ meanAbsolute }) => meanAbsolute),
    meanSquare: average(({ meanSquare }) => meanSquare),
    largest: Math.max(...parts.map(({ largest }) => largest)),
  };
}
