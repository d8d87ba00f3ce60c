import type { Dataset } from '../../../data/dataset.ts';
import type { NumberArray } from '../../../engine/onnx/read/tensors/elementTypes.ts';
import { UserError } from '../../../errors.ts';
import { sizeOf } from '../../../graph/graph.ts';
import type { PlannedInput } from '../../plan/auditPlan.ts';
import type { AuditInput } from '../auditAssignment.ts';
import { type Fit, fitShape, type Length } from './fitShape.ts';
import { misfit } from './misfit.ts';
import { engineType, numbersOf } from './numbersOf.ts';
import { checkWhole } from './wholeNumbers.ts';

/** Lengths that a model leaves open, by their names in it. */
export type OpenLengths = Readonly<Record<string, number>>;

/**
 * The data as a model takes them, and what it takes beside: zeros of states and of token types, masks of ones, and positions
 * from 0 on; or what was given for them.
 *
 * @param inputs those of the plan, the one that takes the data first
 * @param dims lengths that the model leaves open; those that the data decide need not be among them
 * @throws UserError `data` for data that do not fit, saying what would, and for inputs that nothing is known of
 */
export function fitData(inputs: readonly PlannedInput[], data: Dataset, dims: OpenLengths = {}): AuditInput[] {
  const unknown = inputs.filter(({ takes }) => takes === 'other');
  if (unknown.length > 0) throw unfilled(unknown);
  const lengths = new Map(Object.entries(dims));
  // What the data decide of open lengths holds for the other inputs.
  const ordered = [...inputs].sort((a, b) => Number(b.takes === 'data') - Number(a.takes === 'data'));
  const made = ordered.map((input) =>
    input.takes === 'data' || typeof input.given === 'object'
      ? fitted(input, (input.given as Dataset | undefined) ?? data, lengths)
      : filled(input, data, lengths),
  );
  return inputs.map(({ name }) => made.find((input) => input.name === name)!);
}

/** Inputs of which nothing is known. */
function unfilled(inputs: readonly PlannedInput[]): UserError {
  const shown = inputs.map(
    ({ name, type, dims }) => `${name} [${dims.map((length) => length ?? '?').join(', ')}] of ${type}`,
  );
  const message = `the model takes more than the data: ${shown.join(', ')}`;
  const [{ name, dims }] = inputs;
  const array = dims.length > 1 ? `, or a row for each point: --input '${name}=npy("rows.npy")'` : '';
  return new UserError('data', message, [], `say what: --input ${name}=0${array}`);
}

function fitted(input: PlannedInput, data: Dataset, lengths: Map<string, number>): AuditInput {
  const { name, type, batchAxis = 0 } = input;
  const open = input.dims.toSpliced(batchAxis, 1);
  const wanted = open.map((length) => known(length, lengths));
  const fit = fitShape(data.shape, wanted);
  if (!fit) throw misfit(data, input, wanted);
  open.forEach((length, axis) => {
    if (typeof length === 'string') lengths.set(length, fit.shape[axis]);
  });
  if (/^u?int/.test(type)) checkWhole(data, input);
  const tensor = {
    type: engineType(type),
    dims: fit.shape.toSpliced(batchAxis, 0, data.points),
    data: laidOut(data, fit, batchAxis, numbersOf(type, data.values.length, name)),
  };
  return { name, tensor, batchAxis };
}

/** The numbers of all points in the order of the input: channels last, or the points on a later axis. */
function laidOut(
  { values, points, shape }: Dataset,
  { transposed, shape: after }: Fit,
  batchAxis: number,
  into: NumberArray,
): NumberArray {
  const size = sizeOf(shape);
  const inner = sizeOf(after.slice(batchAxis));
  const channels = transposed ? shape[0] : 1;
  const pixels = size / channels;
  const isBig = into instanceof BigInt64Array || into instanceof BigUint64Array;
  for (let point = 0; point < points; point++) {
    for (let place = 0; place < size; place++) {
      const from = transposed ? (place % channels) * pixels + Math.floor(place / channels) : place;
      const value = values[point * size + from];
      const to = (Math.floor(place / inner) * points + point) * inner + (place % inner);
      into[to] = (isBig ? BigInt(value) : value) as never;
    }
  }
  return into;
}

function filled(input: PlannedInput, data: Dataset, lengths: ReadonlyMap<string, number>): AuditInput {
  const { name, type, takes, given, batchAxis } = input;
  if (typeof given === 'number' && /^(u?int|bool)/.test(type) && !Number.isInteger(given)) {
    const message = `the input ${name} of type ${type} cannot be ${given}`;
    throw new UserError('bad-argument', message, [], `give a whole number: --input ${name}=${Math.round(given)}`);
  }
  const dims = input.dims.map((length, axis) => {
    if (axis === batchAxis) return data.points;
    // Masks and the like have the axes of the tokens.
    const found = known(length, lengths) ?? (takes === 'state' || takes === 'given' ? undefined : data.shape[axis - 1]);
    if (found !== undefined) return found;
    const called = typeof length === 'string' ? length : `${name}:${axis}`;
    const message = `the input ${name} leaves the length of axis ${axis} open (counted from 0)`;
    throw new UserError('data', message, [], `give it with --dim "${called}=n"`);
  });
  const values = numbersOf(type, sizeOf(dims), name);
  const tokens = dims.at(-1) ?? 1;
  const isBig = values instanceof BigInt64Array || values instanceof BigUint64Array;
  const same = (given as number | undefined) ?? (takes === 'mask' ? 1 : 0);
  const valueAt = (place: number) => (takes === 'positions' ? place % tokens : same);
  for (let place = 0; place < values.length; place++)
    values[place] = (isBig ? BigInt(valueAt(place)) : valueAt(place)) as never;
  return { name, tensor: { type: engineType(type), dims, data: values }, batchAxis };
}

function known(length: number | string | null, lengths: ReadonlyMap<string, number>): Length {
  if (typeof length === 'number') return length;
  return length === null ? undefined : lengths.get(length);
}
