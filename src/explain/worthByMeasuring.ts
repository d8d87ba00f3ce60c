import { UserError } from '../errors.ts';
import type { Draw } from '../measure/assignment.ts';
import { noStore, runBlocks } from '../measure/blocks.ts';
import { Running } from '../measure/estimate.ts';
import { agreementsOf } from '../measure/fractions.ts';
import type { Host, MeasureOptions, Plan } from '../measure/measure.ts';
import { operations } from '../measure/readouts.ts';
import { Network, type PlacedLayer } from '../network/network.ts';
import { outputOf } from '../network/output.ts';
import { compile } from '../network/program.ts';
import type { Worth } from '../results/explanationSchema.ts';
import type { StandIn } from './standIn.ts';

/** A network with one layer neutralised, ready to be drawn. */
export interface Variant {
  /** Index of the layer. */
  readonly index: number;
  readonly standIn: StandIn;
  readonly plan: Plan;
}

/** Agreement by number of the initialisation, each a mean over its readouts. */
export type Agreements = Map<number, number>;

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
      assignment: { ...assignment, experiment },
      program: compile(layers, setup.init),
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
 */
export function drawsPerVariant(variants: readonly Variant[], draws: number, readouts: number): number {
  const cost = variants.reduce((sum, { plan: { program, assignment } }) => {
    const { hidden, readout } = operations(program, assignment.points);
    return sum + hidden + readouts * readout;
  }, 0);
  return Math.min(draws, Math.max(FEWEST_DRAWS, Math.floor(OPERATIONS / cost)));
}

export interface VariantRun {
  readonly draws: number;
  readonly readouts: number;
  readonly host: Host;
  readonly options: MeasureOptions;
}

/** Draws the first initialisations of a variant; an abort gives those that are done. */
export async function drawVariant(
  { plan }: Variant,
  { draws, readouts, host, options: { workers, signal, onProgress } }: VariantRun,
): Promise<Agreements> {
  const executor = host.executor(plan.assignment, workers);
  const agreements: Agreements = new Map();
  const running = new Running();
  const started = performance.now();
  const copies = plan.program.readout ? readouts : 1;
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
            const agreement = agreementOf(draw, plan);
            agreements.set(draw.initialisation, agreement);
            running.add(agreement);
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
  return agreements;
}

/** Agreement of one initialisation, over its readouts. */
export function agreementOf({ counts }: Draw, { program, assignment }: Plan): number {
  const values = agreementsOf(counts, program.output.classes, assignment.points);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * What a layer is worth on the draws measured with and without it. Both share seed, data and the weights before the
 * layer, so that the error is that of the differences, one an initialisation. Undefined below two draws.
 */
export function worthOnDraws(whole: Agreements, without: Agreements, { standIn }: Variant): Worth | undefined {
  const difference = new Running();
  const remaining = new Running();
  for (const [initialisation, agreement] of without) {
    const full = whole.get(initialisation);
    if (full === undefined) continue;
    difference.add(full - agreement);
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
