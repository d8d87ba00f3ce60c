/**
 * Where the entries of a value of the file lie in a tensor of ours: entry i of the file's value is entry order[i] of ours, or
 * a zero of padding where that is −1. Undefined: all lie in the same order. All points are counted.
 */
export type Order = Int32Array | undefined;

/** The order of a value whose entries are picked from another, of which the order is known. */
export function through(picked: Order, order: Order): Order {
  if (!picked || !order) return picked ?? order;
  return simplified(picked.map((entry) => (entry < 0 ? -1 : order[entry])));
}

/** Undefined for the order in which nothing moves. */
export function simplified(order: Int32Array, size = order.length): Order {
  return order.length === size && order.every((entry, place) => entry === place) ? undefined : order;
}

export function sameOrder(a: Order, b: Order): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && a.length === b.length && a.every((entry, place) => entry === b[place]);
}

/** How a value lies as a matrix: its rows are rows of ours, and their columns those of ours, each moved on its own. */
export interface RowsAndColumns {
  readonly rows: Order;
  readonly columns: Order;
}

/**
 * An order of a matrix as one of rows and one of columns; undefined where it is none of such.
 * @param width of the file's rows, and of ours
 */
export function rowsAndColumns(order: Order, width: number): RowsAndColumns | undefined {
  if (!order) return { rows: undefined, columns: undefined };
  const count = order.length / width;
  const row = Int32Array.from({ length: count }, (_, r) => Math.floor(order[r * width] / width));
  const column = order.slice(0, width).map((entry) => entry - row[0] * width);
  const fits = order.every((entry, i) => entry === row[Math.floor(i / width)] * width + column[i % width]);
  return fits ? { rows: simplified(row), columns: simplified(column) } : undefined;
}

/** The order of a matrix whose rows are moved. */
export function ofRows(rows: Order, width: number): Order {
  return (
    rows &&
    Int32Array.from({ length: rows.length * width }, (_, i) => rows[Math.floor(i / width)] * width + (i % width))
  );
}

/** The order in which an axis of ours stands elsewhere in the file: axis k of the file is axis perm[k] of ours. */
export function transposed(dims: readonly number[], perm: readonly number[]): Int32Array {
  const strides = dims.map((_, axis) => dims.slice(axis + 1).reduce((product, length) => product * length, 1));
  const lengths = perm.map((axis) => dims[axis]);
  const order = new Int32Array(lengths.reduce((product, length) => product * length, 1));
  const places = new Array<number>(perm.length).fill(0);
  for (let i = 0; i < order.length; i++) {
    order[i] = places.reduce((sum, place, k) => sum + place * strides[perm[k]], 0);
    for (let k = perm.length - 1; k >= 0; k--) {
      if (++places[k] < lengths[k]) break;
      places[k] = 0;
    }
  }
  return order;
}
