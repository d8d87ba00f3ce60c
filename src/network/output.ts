import type { Activation } from '../activations/activation.ts';
import { activationOf, argumentsOf, type PlacedLayer } from './layer.ts';
import { biasList, dense } from './layers/dense.ts';
import { describeShape, shapeError } from './shape.ts';

/** How a network ends: what is guessed, and which dense layer, if any, is the readout. */
export interface Output {
  /** K; a single output unit is a sigmoid head that tells two classes apart by its sign. */
  readonly classes: number;
  /** Number of output units: K, or 1 for a sigmoid head. */
  readonly units: number;
  /** Index of the last dense layer when only activations follow it. */
  readonly readout?: number;
  /**
   * Index of the layer whose outputs are compared. Strictly increasing activations at the end never change which output
   * is largest, so they are left out: theory then covers them, and rounding makes no ties.
   */
  readonly decision: number;
  /**
   * Whether the outputs compared are logits of the class probabilities: they are the network's own outputs, or go through
   * the sigmoid of a single unit. Where other activations follow, the loss is of their values.
   */
  readonly logits: boolean;
  /** Fixed biases of the output units, where any is not 0. */
  readonly bias?: readonly number[];
}

/**
 * The fixed biases where they make some guesses more likely than others: a number that all classes share changes nothing,
 * but for a single unit, whose sign is the guess.
 */
export function unequalBias({ bias, units }: Pick<Output, 'bias' | 'units'>): readonly number[] | undefined {
  return bias && (units === 1 || bias.some((one) => one !== bias[0])) ? bias : undefined;
}

/**
 * Reads the end of a network.
 * @throws UserError `shape` when it does not end in a vector of class scores
 */
export function outputOf(layers: readonly PlacedLayer[]): Output {
  const last = layers.at(-1)!;
  if (last.output.length !== 1) {
    throw shapeError(
      `the network ends in ${describeShape(last.output)}, but a guess needs one score per class`,
      [],
      last.output.length === 2
        ? 'make a vector of the tokens before the last dense: meanTokens, selectToken or flatten'
        : 'end it with dense(number of classes)',
    );
  }
  const units = last.output[0]!;
  let decision = layers.length - 1;
  while (decision > 0 && isIncreasing(activation(layers[decision]!))) decision--;
  let readout = decision;
  while (readout > 0 && activation(layers[readout]!)) readout--;
  const mixes = layers[readout]!.layer.definition.mixing !== undefined;
  const after = layers.slice(decision + 1);
  const logits = after.length === 0 || (units === 1 && after.length === 1 && activation(after[0]!)?.name === 'sigmoid');
  const output = { classes: Math.max(units, 2), units, decision, readout: mixes ? readout : undefined, logits };
  const bias = mixes ? biasOf(layers[readout]!) : undefined;
  return bias ? { ...output, bias } : output;
}

/** Class shares are put in later, by `setup/prior.ts`. */
function biasOf({ layer, output }: PlacedLayer): readonly number[] | undefined {
  const given = argumentsOf(dense, layer)?.bias;
  if (given === undefined || given === 'prior') return undefined;
  const all = biasList(given, output[0]!);
  return all.some((one) => one !== 0) ? all : undefined;
}

function activation({ layer }: PlacedLayer): Activation | undefined {
  return activationOf(layer);
}

/** Slopes are checked on this grid; an activation flat or falling anywhere on it is not strictly increasing. */
const GRID = Array.from({ length: 161 }, (_, i) => (i - 80) / 8);

function isIncreasing(phi: Activation | undefined): boolean {
  return phi !== undefined && phi.jumps.length === 0 && GRID.every((x) => phi.derivative(x) > 0);
}
