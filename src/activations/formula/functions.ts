import { namedFamilies } from '../families.ts';
import type { ActivationFamily } from '../family.ts';
import type { Primitive } from './term.ts';

function smooth(op: string, value: (x: number) => number, derivative: (x: number) => number): Primitive {
  return { value, derivative, kinks: [], graph: (g, x) => g.node(op, [x]) };
}

/** Elementary functions that are not activations themselves. */
export const elementaryFunctions: ReadonlyMap<string, Primitive> = new Map([
  ['log', { ...smooth('Log', Math.log, (x) => 1 / x), poles: (x: number) => x }],
  ['sqrt', smooth('Sqrt', Math.sqrt, (x) => 0.5 / Math.sqrt(x))],
  ['cos', smooth('Cos', Math.cos, (x) => -Math.sin(x))],
  ['tan', { ...smooth('Tan', Math.tan, (x) => 1 / Math.cos(x) ** 2), poles: Math.cos }],
  ['sinh', smooth('Sinh', Math.sinh, Math.cosh)],
  ['cosh', smooth('Cosh', Math.cosh, Math.sinh)],
]);

/** Activations callable in a formula, their parameters behind the argument: leakyRelu(x, 0.2). */
export const activationFunctions: ReadonlyMap<string, ActivationFamily> = new Map(Object.entries(namedFamilies));

export const namedConstants: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
]);

/** Names a formula may use, for suggestions. */
export const knownNames: readonly string[] = [
  'x',
  ...namedConstants.keys(),
  'min',
  'max',
  'pow',
  ...elementaryFunctions.keys(),
  ...activationFunctions.keys(),
];
