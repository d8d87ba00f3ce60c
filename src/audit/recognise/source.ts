import type { Constant } from '../../engine/onnx/read/model.ts';
import type { Parameter } from '../plan/auditPlan.ts';
import type { Order } from './order.ts';

/** Where the values of a weight tensor of ours are in the file, and how they lie there. */
export interface Source {
  /** What is drawn, or what is kept; undefined of a bias that the file does not have. */
  readonly of?: Parameter | Constant;
  /** From the file's values to ours. */
  readonly arranged: (values: Float32Array) => Float32Array;
}

/** Of a bias that the file does not have: all are 0. */
export const NOWHERE: Source = { arranged: (values) => values };

/** In the layout of the file. */
export function asStored(of: Source['of']): Source {
  return { of, arranged: (values) => values };
}

/** A matrix [rows, columns] of the file with rows and columns exchanged. */
export function exchanged(of: Source['of'], rows: number, columns: number): Source {
  return { of, arranged: (values) => transpose(values, rows, columns) };
}

/** Numbers multiplied by a factor. */
export function scaled(source: Source, factor: number): Source {
  return factor === 1 ? source : after(source, (values) => values.map((value) => factor * value));
}

/** One bias for all units, where the file has a single one. */
export function repeatedTo(source: Source, size: number): Source {
  return after(source, (values) => (values.length === 1 ? new Float32Array(size).fill(values[0]) : values));
}

/** Rows of a matrix whose inputs lie in another order in the file: row i of the file is for our input order[i]. */
export function rowsMoved(source: Source, order: Order, width: number): Source {
  if (!order) return source;
  return after(source, (values) => {
    const moved = new Float32Array(values.length);
    order.forEach((to, row) => {
      moved.set(values.subarray(row * width, (row + 1) * width), to * width);
    });
    return moved;
  });
}

/** Some columns of a matrix, or some entries of a vector, which is a matrix of one row. */
export function columnsOf(source: Source, width: number, columns: readonly number[]): Source {
  return after(source, (values) => {
    const length = (values.length / width) * columns.length;
    const at = (i: number) => Math.floor(i / columns.length) * width + columns[i % columns.length];
    return Float32Array.from({ length }, (_, i) => values[at(i)]);
  });
}

/** A matrix [rows, columns] with rows and columns exchanged. */
export function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]);
}

function after(source: Source, change: (values: Float32Array) => Float32Array): Source {
  return { ...source, arranged: (values) => change(source.arranged(values)) };
}
