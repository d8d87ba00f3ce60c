import type { Host } from '../../../measure/measure.ts';
import type { Plan } from '../../../measure/plan/measurementPlan.ts';
import type { MeasureOptions } from '../../../measure/plan/plan.ts';
import { Running } from '../../../measure/tally/estimate.ts';
import { askTheory, unlessInterrupted } from '../../../measure/theory/theorist.ts';
import type { Prediction } from '../../../results/schema.ts';
import type { AlternativeNetwork, Alternatives } from '../schema.ts';
import type { Alternative } from './alternatives.ts';
import { gammaOnDraws, lnRatio, lnRatioOnDraws } from './lnGamma.ts';
import { type Drawn, planOf, type Seen } from './variants.ts';
import { drawsPerVariant, drawVariant } from './worthByMeasuring.ts';
import { theoryKnows, theoryValue } from './worthByTheory.ts';

/** The whole network is about to be drawn with a change; `done` of `total` such networks are drawn. */
export interface AlternativeEvent {
  readonly name: string;
  readonly done: number;
  readonly total: number;
}

interface Task {
  readonly plan: Plan;
  readonly prediction: Prediction;
  /** The draws of the network as it is. */
  readonly whole: Drawn;
  readonly readouts: number;
  readonly host: Host;
  readonly options: MeasureOptions & { readonly onAlternative?: (event: AlternativeEvent) => void };
}

/** Seconds of counted work for the largest fraction of each network over given points. */
const THEORY_SECONDS = 2;
/** Operations spent on all alternatives together: about twenty seconds of two cores. */
const OPERATIONS = 2e12;

/**
 * The network as it is beside its alternatives: by theory where that follows all of them, else drawn on the same seed,
 * data and initialisations. Undefined without alternatives, and if interrupted.
 */
export async function compareAlternatives(
  alternatives: readonly Alternative[],
  task: Task,
): Promise<Alternatives | undefined> {
  if (alternatives.length === 0) return undefined;
  const { signal } = task.options;
  const expected = theoryKnows(task.prediction)
    ? await unlessInterrupted(signal, () => byTheory(alternatives, task))
    : undefined;
  if (expected) return { method: 'theory', initialisations: null, networks: expected };
  return signal?.aborted ? undefined : byMeasuring(alternatives, task);
}

const AS_IT_IS = { change: 'nothing', name: 'as it is', layers: null, lnGamma: null } as const;

async function byTheory(
  alternatives: readonly Alternative[],
  { plan, prediction, host: { theorist }, options: { signal } }: Task,
): Promise<AlternativeNetwork[] | undefined> {
  const { gamma, gammaError, agreement, agreementError, maxFraction, maxFractionError } = prediction;
  if (gamma === null || agreement === null) return undefined;
  const whole: AlternativeNetwork = {
    ...AS_IT_IS,
    gamma: theoryValue(gamma, gammaError),
    agreement: theoryValue(agreement, agreementError),
    maxFraction: maxFraction === null ? null : theoryValue(maxFraction, maxFractionError),
  };
  const networks = [whole];
  for (const { change, name, layers, setup } of alternatives) {
    const theoryTime = Math.min(THEORY_SECONDS, setup.theoryTime ?? THEORY_SECONDS);
    const asked =
      layers === null
        ? { setup: { ...setup, theoryTime } }
        : // Stand-ins keep the scale of the layers they replace.
          { setup: { ...plan.setup, theoryTime }, without: layers.map((number) => number - 1) };
    const found = await askTheory(
      theorist,
      { kind: 'bias', ...asked, points: prediction.points, law: true },
      { signal },
    );
    if (!found) return undefined;
    const [its, same] = [found.gamma, found.agreement].map(({ value, error }) => theoryValue(value, error));
    const { maxFraction: favourite } = found;
    networks.push({
      change,
      name,
      layers,
      gamma: its,
      lnGamma: lnRatio(its, whole.gamma),
      agreement: same,
      maxFraction: favourite ? theoryValue(favourite.value, favourite.error) : null,
    });
  }
  return networks;
}

async function byMeasuring(
  alternatives: readonly Alternative[],
  { plan, whole, readouts, host, options }: Task,
): Promise<Alternatives | undefined> {
  const variants = alternatives.map((alternative) => ({ alternative, plan: planOf(plan, alternative.setup) }));
  const draws = drawsPerVariant(variants, whole.size, readouts, OPERATIONS);
  const drawn: Drawn[] = [];
  for (const [done, variant] of variants.entries()) {
    if (options.signal?.aborted) return undefined;
    options.onAlternative?.({ name: variant.alternative.name, done, total: variants.length });
    drawn.push(await drawVariant(variant, { draws, readouts, host, options }));
  }
  const common = [...whole.keys()].filter((initialisation) => drawn.every((other) => other.has(initialisation)));
  if (common.length < 2) return undefined;
  const seen = (of: Drawn) => common.map((initialisation) => of.get(initialisation)!);
  const before = seen(whole);
  const networks = variants.map(({ alternative: { change, name, layers } }, i) => {
    const after = seen(drawn[i]);
    return { change, name, layers, lnGamma: lnRatioOnDraws(after, before), ...biasOf(after) };
  });
  return {
    method: 'measured',
    initialisations: common.length,
    networks: [{ ...AS_IT_IS, ...biasOf(before) }, ...networks],
  };
}

function biasOf(draws: readonly Seen[]): Pick<AlternativeNetwork, 'gamma' | 'agreement' | 'maxFraction'> {
  const [agreement, maxFraction] = [new Running(), new Running()];
  for (const seen of draws) {
    agreement.add(seen.agreement);
    maxFraction.add(seen.maxFraction);
  }
  return { gamma: gammaOnDraws(draws), agreement: agreement.value(), maxFraction: maxFraction.value() };
}
