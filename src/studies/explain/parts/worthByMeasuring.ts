import { drawEach } from '../../../measure/drawEach.ts';
import type { Host } from '../../../measure/measure.ts';
import type { Draw } from '../../../measure/plan/assignment.ts';
import { costsOf } from '../../../measure/plan/costs.ts';
import type { Plan } from '../../../measure/plan/measurementPlan.ts';
import type { MeasureOptions } from '../../../measure/plan/plan.ts';
import { Running } from '../../../measure/tally/estimate.ts';
import type { StandIn } from '../../../network/layer.ts';
import type { Worth } from '../schema.ts';
import { gammaOnDraws, lnRatioOnDraws } from './lnGamma.ts';
import { type Drawn, planOf, seenIn, setupWith } from './variants.ts';

/** A network with one layer neutralised, ready to be drawn. */
export interface Variant {
  /** Index of the layer. */
  readonly index: number;
  readonly standIn: StandIn;
  readonly plan: Plan;
}

/**
 * The plan of a measurement with the stand-in in place of a layer: same data, same seed.
 * @returns the reason where the layers no longer fit together
 */
export function variantOf(plan: Plan, index: number, standIn: StandIn): Variant | string {
  const { layers } = plan.setup;
  const setup = setupWith(
    plan.setup,
    layers.flatMap(({ layer }, i) => (i === index ? standIn.layers : [layer])),
  );
  return typeof setup === 'string' ? setup : { index, standIn, plan: planOf(plan, setup) };
}

/** Operations spent on all variants of a network together: about a minute of two cores. */
const OPERATIONS = 6e12;
/** So many clusters make an error that can be trusted. */
const FEWEST_DRAWS = 8;

/**
 * How many initialisations each variant gets: as many as the network itself, unless it is expensive. Operations are
 * counted, not timed, so that the numbers are the same on every machine.
 *
 * @param budget operations to spend on all of them
 */
export function drawsPerVariant(
  variants: readonly { readonly plan: Plan }[],
  draws: number,
  readouts: number,
  budget = OPERATIONS,
): number {
  const cost = variants.reduce((sum, { plan: { assignment } }) => {
    const costs = costsOf(assignment.program, assignment.points, 'weights');
    return sum + costs.hidden + costs.readouts(readouts);
  }, 0);
  return Math.min(draws, Math.max(FEWEST_DRAWS, Math.floor(budget / cost)));
}

export interface VariantRun {
  readonly draws: number;
  readonly readouts: number;
  readonly host: Host;
  readonly options: MeasureOptions;
}

/** Draws the first initialisations of a variant; an abort gives those that are done. */
export async function drawVariant(
  { plan }: { readonly plan: Plan },
  { draws, readouts, host, options: { workers, signal, onProgress } }: VariantRun,
): Promise<Drawn> {
  const executor = host.executor(plan.assignment, workers);
  const drawn: Drawn = new Map();
  const take = (draw: Draw) => {
    const seen = seenIn(draw, plan);
    drawn.set(draw.initialisation, seen);
    return seen.agreement;
  };
  const copies = plan.assignment.program.readout ? readouts : 1;
  try {
    await drawEach(executor, { draws, readouts: copies }, take, { signal, onProgress });
  } finally {
    await executor.close();
  }
  return drawn;
}

/**
 * What a layer is worth on the draws measured with and without it. Both share seed, data and the weights before the
 * layer, so that the errors are those of the differences. Undefined below two draws.
 */
export function worthOnDraws(whole: Drawn, without: Drawn, { standIn }: Variant): Worth | undefined {
  const both = [...without.keys()].filter((initialisation) => whole.has(initialisation));
  if (both.length < 2) return undefined;
  const [before, after] = [whole, without].map((drawn) => both.map((initialisation) => drawn.get(initialisation)!));
  const difference = new Running();
  const remaining = new Running();
  for (const [i, { agreement }] of after.entries()) {
    difference.add(before[i].agreement - agreement);
    remaining.add(agreement);
  }
  return {
    ...difference.value(),
    lnGamma: lnRatioOnDraws(before, after),
    without: remaining.mean,
    gammaWithout: gammaOnDraws(after),
    standIn: standIn.what,
    method: 'measured',
    initialisations: both.length,
  };
}
