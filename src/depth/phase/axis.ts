import { UserError } from '../../errors.ts';
import { didYouMean } from '../../notation/nearest.ts';

/** What the axes of a phase diagram may be. `mean` and `variance` are those of the entries of generated data. */
const parameters = ['sigmaW2', 'sigmaB2', 'depth', 'mean', 'variance'] as const;
export type Parameter = (typeof parameters)[number];

/** Values of some parameters; the others are as the network, the data and the options say. */
export type Point = { readonly [name in Parameter]?: number };

/** One axis: a parameter from one value to another in a number of steps, evenly or on a logarithmic scale. */
export interface Axis {
  readonly parameter: Parameter;
  readonly from: number;
  readonly to: number;
  /** How many values there are, both ends included; chosen by the diagram where it is left out. */
  readonly steps?: number;
  readonly scale: 'linear' | 'log';
}

const FORM = 'write name=from:to, name=from:to:steps or name=from:to:steps:log, for instance sigmaW2=0.5:4';
const MOST_STEPS = 1000;

/**
 * Reads "sigmaW2=0.5:4", "sigmaB2=0:.5:40" or "variance=0.01:100:60:log".
 * @throws UserError `notation`, `unknown-name` or `bad-argument`
 */
export function parseAxis(text: string, what = 'the axis'): Axis {
  const [name, range, ...rest] = text.split('=');
  if (range === undefined || rest.length > 0)
    throw new UserError('notation', `${what} "${text}" has no range`, [], FORM);
  const parameter = parameterOf(name!, what);
  const parts = range.split(':').map((part) => part.trim());
  const log = parts.length > 2 && parts.at(-1) === 'log';
  const numbers = (log ? parts.slice(0, -1) : parts).map(numberOf);
  if (numbers.length < 2 || numbers.length > 3 || numbers.some(Number.isNaN)) {
    throw new UserError('notation', `${what} "${text}" is not a range`, [], FORM);
  }
  const [from, to, steps] = numbers as [number, number, number?];
  const axis: Axis = { parameter, from, to, ...(steps !== undefined && { steps }), scale: log ? 'log' : 'linear' };
  return checkAxis(axis, what);
}

/** @throws UserError `bad-argument` for values that the parameter cannot take, and for steps that are no number of steps */
export function checkAxis(axis: Axis, what: string): Axis {
  const { parameter, from, to, steps, scale } = axis;
  if (!(from < to)) throw new UserError('bad-argument', `${what}: ${from}:${to} does not go upwards`, [], FORM);
  checkValue(parameter, from, what);
  checkValue(parameter, to, what);
  if (scale === 'log' && from <= 0) {
    const remedy = 'begin above 0, or leave out ":log"';
    throw new UserError('bad-argument', `${what}: a logarithmic axis cannot begin at ${from}`, [], remedy);
  }
  if (steps !== undefined && !(Number.isInteger(steps) && steps >= 2 && steps <= MOST_STEPS)) {
    throw new UserError('bad-argument', `${what}: steps must be a whole number from 2 to ${MOST_STEPS}, not ${steps}`);
  }
  return axis;
}

/**
 * Reads "sigmaW2=1.5,sigmaB2=0.1".
 * @throws UserError `notation`, `unknown-name` or `bad-argument`
 */
export function parsePoint(text: string, what = 'the point'): Point {
  const point: { [name in Parameter]?: number } = {};
  for (const part of text.split(',')) {
    const [name, value, ...rest] = part.split('=');
    const number = numberOf(value?.trim() ?? '');
    if (rest.length > 0 || Number.isNaN(number)) {
      const remedy = 'write name=value, name=value, for instance sigmaW2=1.5,sigmaB2=0.1';
      throw new UserError('notation', `${what} "${text}" is not a point`, [], remedy);
    }
    const parameter = parameterOf(name!, what);
    checkValue(parameter, number, what);
    point[parameter] = number;
  }
  return point;
}

/** The values of an axis; those of depth are whole numbers, each once. */
export function valuesOf({ parameter, from, to, steps = 60, scale }: Axis): number[] {
  const values = Array.from({ length: steps }, (_, k) => {
    const share = k / (steps - 1);
    // Both ends exactly as given.
    if (k === 0) return from;
    if (k === steps - 1) return to;
    return scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
  });
  return parameter === 'depth' ? [...new Set(values.map(Math.round))] : values;
}

function parameterOf(text: string, what: string): Parameter {
  const name = text.trim();
  const found = parameters.find((parameter) => parameter === name);
  if (found) return found;
  const remedy = `${didYouMean(name, parameters)}choose one of ${parameters.join(', ')}`;
  throw new UserError('unknown-name', `${what}: unknown parameter "${name}"`, [], remedy);
}

function checkValue(parameter: Parameter, value: number, what: string): void {
  const expected = complaint(parameter, value);
  if (expected) throw new UserError('bad-argument', `${what}: ${parameter} must be ${expected}, not ${value}`);
}

function complaint(parameter: Parameter, value: number): string | undefined {
  switch (parameter) {
    case 'sigmaW2':
    case 'variance':
      return value > 0 ? undefined : 'above 0';
    case 'sigmaB2':
      return value >= 0 ? undefined : 'at least 0';
    case 'depth':
      return Number.isInteger(value) && value >= 1 ? undefined : 'a whole number of at least 1';
    case 'mean':
      return undefined;
  }
}

/** Numbers as people write them; `Number` alone also takes "" and "0x10". */
function numberOf(text: string): number {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}
