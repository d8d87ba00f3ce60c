import { parseFormula } from '../../../activations/formula/parse.ts';
import { families } from '../../../activations/index.ts';
import { UserError } from '../../../errors.ts';
import type { Layer } from '../../../network/layer.ts';
import { activations } from '../../../network/layers/activations.ts';
import { Nameless } from '../piece.ts';
import { number } from './formulas.ts';

/** Where functions are compared; between the places at which the usual ones bend, too. */
const PLACES = Array.from({ length: 73 }, (_, i) => -9 + i / 4 + (i % 2) / 64);
/** Constants of decompositions are stored in float32. */
const TOLERANCE = 2e-5;

/**
 * The activation that a formula is, whatever operators it was made of; undefined if it has no name.
 */
export function namedActivation(formula: string): Layer | undefined {
  const values = valuesOf(formula);
  const isSame = (value: (x: number) => number) =>
    PLACES.every((x, i) => Math.abs(value(x) - values[i]) <= TOLERANCE * Math.max(1, Math.abs(values[i])));
  for (const [name, { create }] of Object.entries(families)) {
    if (name !== 'activation' && isSame(create().value)) return plain(name);
  }
  const slope = Number(number(-valueAt(formula, -1)));
  if (Number.isFinite(slope) && isSame(families.leakyRelu.create(slope).value)) return activations.leakyRelu(slope);
  const scale = Number(number(valueAt(formula, -1) / Math.expm1(-1)));
  if (scale > 0 && isSame(families.elu.create(scale).value)) return activations.elu(scale);
  return undefined;
}

/**
 * The activation that a formula is, by name or as `activation("…")`.
 * @throws Nameless for what is infinite somewhere, or longer than a formula may be
 */
export function activationOf(formula: string): Layer {
  const named = namedActivation(formula);
  if (named) return named;
  try {
    families.activation.create(formula);
    return activations.activation(formula);
  } catch (error) {
    if (error instanceof UserError) throw new Nameless(error.message);
    throw error;
  }
}

export function isLinear(layer: Layer | undefined): boolean {
  return layer?.definition === activations.linear.definition;
}

/** The value of a formula at one place. */
export function valueAt(formula: string, x: number): number {
  return parseFormula(formula).value(x);
}

function valuesOf(formula: string): number[] {
  const { value } = parseFormula(formula);
  return PLACES.map(value);
}

/** An activation with the default of its parameter. */
function plain(name: string): Layer {
  return (activations as unknown as Readonly<Record<string, () => Layer>>)[name]();
}
