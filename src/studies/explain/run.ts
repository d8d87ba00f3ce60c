import type { Data } from '../../data/dataset.ts';
import { sizeOf } from '../../graph/graph.ts';
import { type Host, runMeasurement } from '../../measure/measure.ts';
import { planOnCommonDraws } from '../../measure/plan/commonDraws.ts';
import type { Plan } from '../../measure/plan/measurementPlan.ts';
import type { MeasureOptions } from '../../measure/plan/plan.ts';
import { remembering } from '../../measure/remembering.ts';
import { standInOf } from '../../measure/theory/standIn.ts';
import { type Theorist, unlessInterrupted } from '../../measure/theory/theorist.ts';
import type { StandIn } from '../../network/layer.ts';
import type { Network } from '../../network/network.ts';
import { findingOf } from '../../results/finding.ts';
import { plural } from '../../results/format.ts';
import type { Measurement, Prediction } from '../../results/schema.ts';
import { isSaturated } from './numbers.ts';
import { alternativesOf } from './parts/alternatives.ts';
import { type AlternativeEvent, compareAlternatives } from './parts/compareAlternatives.ts';
import { directionsOfData, gammaOf } from './parts/dataDirections.ts';
import type { DirectionEvent } from './parts/directionsByMeasuring.ts';
import { explainedLayers } from './parts/layers.ts';
import { summaryOf } from './parts/summary.ts';
import { type Drawn, seenIn } from './parts/variants.ts';
import { drawsPerVariant, drawVariant, type Variant, variantOf, worthOnDraws } from './parts/worthByMeasuring.ts';
import { theoryKnows, worthByTheory } from './parts/worthByTheory.ts';
import type { Alternatives, DataDirections, Explanation, Worth } from './schema.ts';

export interface ExplainOptions extends MeasureOptions {
  /** Initialisations R; default 60. */
  readonly inits?: number;
  /**
   * Neutralises each layer in turn to see how much of the agreement it is worth, and each direction of the data; default
   * true.
   */
  readonly worth?: boolean;
  /** Called before the network is drawn with a layer neutralised; `done` of `total` such networks are drawn. */
  readonly onVariant?: (variant: { readonly layer: number; readonly done: number; readonly total: number }) => void;
  /** Called before the whole network is drawn with a change. */
  readonly onAlternative?: (alternative: AlternativeEvent) => void;
  /** Called before the network is drawn on the data without a direction. */
  readonly onDirection?: (direction: DirectionEvent) => void;
}

const SATURATED_NOTE =
  'agreement is so close to 1 that worths in agreement are small whatever a layer does: those in ln gamma tell layers apart';
const DEFAULT_INITIALISATIONS = 60;

/** Checks everything that can be checked before drawing. @throws UserError for any fault in network, data or options */
export function planExplanation(network: Network | string, data: Data | string, options: ExplainOptions = {}): Plan {
  return planOnCommonDraws(network, data, options, DEFAULT_INITIALISATIONS);
}

/**
 * Explains where the bias of a network comes from: measures it layer by layer, and neutralises one layer after the
 * other, by theory where theory follows the network, else by drawing it without the layer.
 */
export async function runExplanation(plan: Plan, host: Host, options: ExplainOptions = {}): Promise<Explanation> {
  const started = performance.now();
  const whole: Drawn = new Map();
  // A little of every initialisation, which the differences between networks are taken from.
  const store = remembering((draw) => whole.set(draw.initialisation, seenIn(draw, plan)));
  const measurement = await runMeasurement(plan, { ...host, store }, options);
  const worths = new Map<number, Worth | string>();
  const notes: string[] = [];
  const dataGamma = gammaOfData(plan);
  let alternatives: Alternatives | undefined;
  let data: DataDirections | undefined;
  if (options.worth !== false) {
    const variants = await worthsByTheory(plan, measurement, worths, { ...host, signal: options.signal });
    await measureWorths({ variants, whole, worths, notes, measurement, host, options });
    const roles = explainedLayers(plan.setup, measurement, worths, dataGamma).map(({ role }) => role);
    const { prediction, readouts } = measurement;
    if (options.signal?.aborted !== true) {
      const others = alternativesOf(plan.setup, roles);
      alternatives = await compareAlternatives(others, { plan, prediction, whole, readouts, host, options });
    }
    if (options.signal?.aborted !== true) data = await directionsOfData({ plan, whole, readouts, host, options });
  }
  const interrupted = measurement.status === 'interrupted' || options.signal?.aborted === true;
  if (isSaturated({ measurement }) && worths.size > 0) notes.push(SATURATED_NOTE);
  const explanation = {
    dataGamma,
    layers: explainedLayers(plan.setup, measurement, worths, dataGamma),
    ...(alternatives && { alternatives }),
    ...(data && { data }),
    notes,
    // Where the bias comes from is said once, by the roles of the layers.
    measurement: { ...measurement, summary: findingOf(measurement, '') },
  };
  return {
    summary: summaryOf(explanation),
    status: interrupted ? 'interrupted' : 'complete',
    ...explanation,
    seconds: (performance.now() - started) / 1000,
  };
}

/** Fills in what theory knows, and reasons; returns the networks that must be drawn for the rest. */
async function worthsByTheory(
  plan: Plan,
  { prediction }: Measurement,
  worths: Map<number, Worth | string>,
  thread: { readonly theorist?: Theorist; readonly signal?: AbortSignal },
): Promise<Variant[]> {
  const { layers, output, init } = plan.setup;
  const variants: Variant[] = [];
  for (const [index, placed] of layers.slice(0, output.decision + 1).entries()) {
    const standIn = standInOf(placed, init);
    const known = typeof standIn === 'string' ? standIn : await knownWorth(plan, index, standIn, prediction, thread);
    const variant = known ?? variantOf(plan, index, standIn as StandIn);
    if (typeof variant === 'string' || 'mean' in variant) worths.set(index, variant);
    else variants.push(variant);
  }
  return variants;
}

/** By theory; the reason where it was interrupted, undefined where theory does not know. */
async function knownWorth(
  { setup }: Plan,
  index: number,
  standIn: StandIn,
  prediction: Prediction,
  thread: Parameters<typeof worthByTheory>[4],
): Promise<Worth | string | undefined> {
  if (!theoryKnows(prediction)) return undefined;
  const ask = async () => [await worthByTheory(setup, index, standIn, prediction, thread)];
  const answer = await unlessInterrupted(thread.signal, ask);
  return answer ? answer[0] : 'interrupted before theory came to it';
}

interface Task {
  readonly variants: readonly Variant[];
  readonly whole: Drawn;
  readonly worths: Map<number, Worth | string>;
  readonly notes: string[];
  readonly measurement: Measurement;
  readonly host: Host;
  readonly options: ExplainOptions;
}

async function measureWorths({ variants, whole, worths, notes, measurement, host, options }: Task): Promise<void> {
  if (variants.length === 0) return;
  const { initialisations, readouts } = measurement;
  const draws = drawsPerVariant(variants, initialisations, readouts);
  if (draws < initialisations) {
    const some = `the first ${draws} of ${plural(initialisations, 'initialisation')}`;
    notes.push(`this network is expensive: what a layer is worth was measured on ${some}`);
  }
  for (const [done, variant] of variants.entries()) {
    if (options.signal?.aborted) break;
    options.onVariant?.({ layer: variant.index + 1, done, total: variants.length });
    const without = await drawVariant(variant, { draws, readouts, host, options });
    worths.set(variant.index, worthOnDraws(whole, without, variant) ?? 'interrupted before enough was drawn');
  }
}

/** γ before the first layer: of the points at hand, or of the law that points are drawn from, where it is known. */
function gammaOfData({ setup: { data, steps }, assignment }: Plan): number | null {
  const { data: drawn, points, program } = assignment;
  if ('values' in drawn) return gammaOf(drawn.values, points, sizeOf(program.hidden.inputs[0].shape));
  const law = data.kind === 'dataset' ? undefined : steps.generator(data);
  return law === undefined || 'reason' in law ? null : law.mean ** 2 / law.variance;
}
