import { UserError } from '../../../errors.ts';
import { noStore, runBlocks } from '../../../measure/blocks.ts';
import type { Host } from '../../../measure/measure.ts';
import type { Draw } from '../../../measure/plan/assignment.ts';
import { costsOf } from '../../../measure/plan/costs.ts';
import type { Plan } from '../../../measure/plan/measurementPlan.ts';
import type { MeasureOptions } from '../../../measure/plan/plan.ts';
import { Running } from '../../../measure/tally/estimate.ts';
import { agreementsOf } from '../../../measure/tally/fractions.ts';
import type { PlacedLayer, StandIn } from '../../../network/layer.ts';
import { Network } from '../../../network/network.ts';
import { outputOf } from '../../../network/output.ts';
import { compile } from '../../../program/compile.ts';
import type { Worth } from '../schema.ts';

/** A network with one layer neutralised, ready to be drawn. */
export interface Variant {
  /** Index of the layer. */
  readonly index: number;
  readonly standIn: StandIn;
  readonly plan: Plan;
}

/** What is kept of an initialisation. */
export interface Seen {
  /** Mean over its readouts. */
  readonly agreement: number;
  /** Mean c and 1 − c over pairs of points, of the kernel that the readout sees. */
  readonly correlation: number;
  readonly complement: number;
}

/** By number of the initialisation. */
export type Drawn = Map<number, Seen>;

/**
 * The plan of a measurement with the stand-in in place of a layer: same data, same seed.
 * @returns the reason where the layers no longer fit together
 */
export function variantOf(plan: Plan, index: number, standIn: StandIn): Variant | string {
  const { setup, assignment } = plan;
  const parts = setup.layers.flatMap(({ layer }, i) => (i === index ? standIn.layers : [layer]));
  if (parts.length === 0) return 'there is no other layer';
  const network = new Network(parts);
  const layers = placed(network, setup.shape);
  if (!layers) return 'the layers after it need its shape';
  const output = outputOf(layers);
  if (output.units !== setup.output.units) return 'it makes the classes';
  const experiment = { ...plan.experiment, network: network.toString() };
  return {
    index,
    standIn,
    plan: {
      setup: { ...setup, network, layers, output },
      experiment,
      assignment: { ...assignment, program: compile(layers, setup.init, assignment.points) },
    },
  };
}

function placed(network: Network, shape: PlacedLayer['input']): PlacedLayer[] | undefined {
  try {
    return network.place(shape);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return undefined;
  }
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
  const running = new Running();
  const started = performance.now();
  const copies = plan.assignment.program.readout ? readouts : 1;
  const blocks = {
    initialisations: draws,
    readouts: copies,
    size: Math.max(1, Math.min(256, Math.floor(draws / 16))),
    tracedBelow: 0,
  };
  try {
    await runBlocks(
      blocks,
      executor,
      noStore,
      {
        drawn: () => {},
        inOrder: (result) => {
          for (const draw of result.draws) {
            const seen = seenIn(draw, plan);
            drawn.set(draw.initialisation, seen);
            running.add(seen.agreement);
          }
          const rate = running.count / ((performance.now() - started) / 1000);
          onProgress?.({
            stage: 'draws',
            done: running.count,
            total: draws,
            readouts: copies,
            agreement: running.value(),
            maxFraction: { mean: Number.NaN, standardError: Number.NaN },
            rate,
            secondsLeft: (draws - running.count) / rate,
          });
          return false;
        },
      },
      signal,
    );
  } finally {
    await executor.close();
  }
  return drawn;
}

/** What is kept of one initialisation. */
export function seenIn({ counts, correlation, complement }: Draw, { assignment: { program, points } }: Plan): Seen {
  const values = agreementsOf(counts, program.output.classes, points);
  const agreement = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { agreement, correlation, complement };
}

/**
 * What a layer is worth on the draws measured with and without it. Both share seed, data and the weights before the
 * layer, so that the error is that of the differences, one an initialisation. Undefined below two draws.
 */
export function worthOnDraws(whole: Drawn, without: Drawn, { standIn }: Variant): Worth | undefined {
  const difference = new Running();
  const remaining = new Running();
  for (const [initialisation, { agreement }] of without) {
    const full = whole.get(initialisation);
    if (full === undefined) continue;
    difference.add(full.agreement - agreement);
    remaining.add(agreement);
  }
  if (difference.count < 2) return undefined;
  return {
    ...difference.value(),
    without: remaining.mean,
    standIn: standIn.what,
    method: 'measured',
    initialisations: difference.count,
  };
}
