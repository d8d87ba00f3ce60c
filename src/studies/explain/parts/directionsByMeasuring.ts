import type { Host } from '../../../measure/measure.ts';
import type { Plan } from '../../../measure/plan/measurementPlan.ts';
import { type MeasureOptions, pointsOf } from '../../../measure/plan/plan.ts';
import { Running } from '../../../measure/tally/estimate.ts';
import { jackknife } from '../../../measure/tally/jackknife.ts';
import type { Setup } from '../../../setup/setup.ts';
import type { DataDirections, Direction } from '../schema.ts';
import { gammaOnDraws } from './lnGamma.ts';
import { type BiasLeft, directionOf, type Removal, type Shares } from './removal.ts';
import type { Drawn, Seen } from './variants.ts';
import { drawsPerVariant, drawVariant } from './worthByMeasuring.ts';

/** The network is about to be drawn without a direction of the data; `done` of `total` such measurements are made. */
export interface DirectionEvent {
  readonly without: Direction['without'];
  readonly done: number;
  readonly total: number;
}

interface Run {
  readonly readouts: number;
  readonly host: Host;
  readonly options: MeasureOptions & { readonly onDirection?: (event: DirectionEvent) => void };
}

/** Operations spent on all directions together: about three seconds of two cores. */
const OPERATIONS = 3e11;

/**
 * Draws the network on what is left by every removal, of which the first takes nothing and has been drawn already. All
 * share their weights, initialisation by initialisation, so that errors are those of what differs.
 *
 * @returns undefined where fewer than two initialisations were drawn of each
 */
export async function directionsByMeasuring(
  plan: Plan,
  removals: readonly Removal[],
  whole: Drawn,
  { readouts, host, options }: Run,
): Promise<Pick<DataDirections, 'directions' | 'initialisations'> | undefined> {
  const drawn = new Map<Setup, Drawn>([[removals[0].setup, whole]]);
  const fresh = removals.filter(({ setup }, i) => removals.findIndex((other) => other.setup === setup) === i).slice(1);
  const variants = fresh.map((removal) => ({ ...removal, plan: planOn(plan, removal) }));
  const draws = variants.length === 0 ? whole.size : drawsPerVariant(variants, whole.size, readouts, OPERATIONS);
  for (const [done, variant] of variants.entries()) {
    if (options.signal?.aborted) return undefined;
    options.onDirection?.({ without: variant.without, done, total: variants.length });
    drawn.set(variant.setup, await drawVariant(variant, { draws, readouts, host, options }));
  }
  const common = [...whole.keys()].filter((draw) => [...drawn.values()].every((others) => others.has(draw)));
  if (common.length < 2) return undefined;
  const seenIn = (removal: Removal) => common.map((draw) => drawn.get(removal.setup)!.get(draw)!);
  const before = seenIn(removals[0]);
  const directions = removals.map((removal) => {
    const after = seenIn(removal);
    const shares = sharesGone(before, after, removal.setup.output.classes);
    return directionOf(removal, biasLeftOn(after), biasLeftOn(before), shares);
  });
  return { directions, initialisations: common.length };
}

/** The same measurement on what is left. */
function planOn(plan: Plan, { setup }: Removal): Plan {
  const experiment = { ...plan.experiment, preprocess: setup.steps.notation };
  const data = pointsOf(setup, experiment.dataDraw);
  return { setup, experiment, assignment: { ...plan.assignment, data } };
}

function biasLeftOn(draws: readonly Seen[]): BiasLeft {
  const agreement = new Running();
  for (const seen of draws) agreement.add(seen.agreement);
  return { gamma: gammaOnDraws(draws), agreement: agreement.value() };
}

/** 1 − γ′/γ, of the γ that are shown, and 1 − (A′ − 1/K)/(A − 1/K); errors by the jackknife over initialisations. */
function sharesGone(before: readonly Seen[], after: readonly Seen[], classes: number): Shares {
  const columns = [before, after].flatMap((draws) => [
    draws.map(({ correlation }) => correlation),
    draws.map(({ complement }) => complement),
    draws.map(({ agreement }) => agreement),
  ]);
  const [whole, left] = [before, after].map((draws) => biasLeftOn(draws).gamma.mean);
  const gone = jackknife(columns, ([cov, spread, , covLeft, spreadLeft]) => 1 - covLeft / spreadLeft / (cov / spread));
  return {
    gamma: { ...gone, mean: 1 - left / whole },
    agreement: jackknife(columns, ([, , agreement, , , left]) => (agreement - left) / (agreement - 1 / classes)),
  };
}
