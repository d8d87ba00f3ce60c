import { UserError } from '../../../errors.ts';
import type { Draw } from '../../../measure/plan/assignment.ts';
import type { Plan } from '../../../measure/plan/measurementPlan.ts';
import { agreementsOf, maxFractionsOf } from '../../../measure/tally/fractions.ts';
import type { Part } from '../../../network/layer.ts';
import { Network } from '../../../network/network.ts';
import { outputOf } from '../../../network/output.ts';
import { compile } from '../../../program/compile.ts';
import type { Setup } from '../../../setup/setup.ts';

/** What is kept of an initialisation. */
export interface Seen {
  /** Means over its readouts. */
  readonly agreement: number;
  readonly maxFraction: number;
  /** Mean c and 1 − c over pairs of points, of the kernel that the readout sees. */
  readonly correlation: number;
  readonly complement: number;
}

/** By number of the initialisation. */
export type Drawn = Map<number, Seen>;

/**
 * The setup of another network on the same data with the same seed.
 * @returns the reason where its layers do not fit together, or make other classes
 */
export function setupWith(setup: Setup, parts: readonly Part[], init = setup.init): Setup | string {
  if (parts.length === 0) return 'there is no other layer';
  const network = new Network(parts);
  try {
    const layers = network.place(setup.shape);
    const output = outputOf(layers);
    return output.units === setup.output.units ? { ...setup, network, layers, output, init } : 'it makes the classes';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return 'the layers after it need its shape';
  }
}

/** The plan of a measurement of this network. */
export function planOf({ experiment, assignment }: Plan, setup: Setup): Plan {
  return {
    setup,
    experiment: { ...experiment, network: setup.network.toString(), init: setup.init },
    assignment: { ...assignment, program: compile(setup.layers, setup.init, assignment.points) },
  };
}

/** What is kept of one initialisation. */
export function seenIn({ counts, correlation, complement }: Draw, { assignment: { program, points } }: Plan): Seen {
  const { classes } = program.output;
  return {
    agreement: meanOf(agreementsOf(counts, classes, points)),
    maxFraction: meanOf(maxFractionsOf(counts, classes, points)),
    correlation,
    complement,
  };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
