import type { Data } from '../../data/dataset.ts';
import { momentsOfLaw, pairMoments } from '../../data/pairMoments.ts';
import type { Preprocess } from '../../data/preprocess.ts';
import { UserError } from '../../errors.ts';
import { type Host, runMeasurement } from '../../measure/measure.ts';
import type { Plan } from '../../measure/plan/measurementPlan.ts';
import { planMeasurement } from '../../measure/plan/plan.ts';
import { remembering } from '../../measure/remembering.ts';
import { askTheory, unlessInterrupted } from '../../measure/theory/theorist.ts';
import { yieldToEvents } from '../../measure/yieldToEvents.ts';
import { version } from '../../version.ts';
import { type Drawn, type Seen, seenIn } from '../advise/trial.ts';
import { bestPipelines } from './best.ts';
import { remarksOf } from './comparedValues.ts';
import { curvesOf } from './curves.ts';
import { once, orFault } from './once.ts';
import type { PreprocessingPlan } from './plan.ts';
import type { ComparedPipeline, ComparedResult, PreprocessingComparison } from './schema.ts';
import { summaryOf } from './summary.ts';
import type { Watch } from './watch.ts';

/**
 * Sets pipelines side by side: what each does to the data, and what every network then guesses, by theory and measured
 * on the same weights. A pipeline that fails on these data says why, and the others go on.
 *
 * @throws UserError when every pipeline fails, with the first reason
 */
export async function runPreprocessing(
  plan: PreprocessingPlan,
  host: Host,
  watch: Watch = {},
): Promise<PreprocessingComparison> {
  const started = performance.now();
  const { networks, data, sweep } = plan;
  const { signal, onPipeline } = watch;
  const pipelines: ComparedPipeline[] = [];
  const results: ComparedResult[] = [];
  const drawn = new Map<string, Drawn>();
  const keyOf = (preprocess: string, index: number) => `${index} ${preprocess}`;
  let fault: UserError | undefined;
  for (const [done, steps] of plan.pipelines.entries()) {
    onPipeline?.({ stage: 'pipeline', done, total: plan.pipelines.length });
    await yieldToEvents();
    if (signal?.aborted) break;
    const preprocess = steps.notation;
    const plans = plansOf(plan, once(steps));
    pipelines.push({
      preprocess,
      value: sweep?.values[done] ?? null,
      effects: steps.steps.map(({ effect }) => effect),
      moments: momentsOf(plans, data, steps),
    });
    for (const [index, planned] of plans.entries()) {
      if (signal?.aborted) break;
      const own = new Map<number, Seen>();
      const found = await resultOf(planned, plan, host, { ...watch, drawn: own });
      if (planned instanceof UserError) fault ??= planned;
      if (own.size > 0) drawn.set(keyOf(preprocess, index), own);
      if (found) results.push({ preprocess, network: networks[index].toString(), ...found });
    }
  }
  if (fault && results.every(({ prediction }) => prediction === null)) throw fault;
  const comparison = {
    data: data.name,
    networks: networks.map(String),
    pipelines,
    sweep: sweep?.name ?? null,
    results,
    best: bestPipelines({ networks: networks.map(String), pipelines, results }, (preprocess, index) =>
      drawn.get(keyOf(preprocess, index)),
    ),
    curves: sweep && plan.options.theory !== false ? await curvesOf(plan, sweep, results, host, watch) : [],
    experiment: plan.experiment,
    firstguess: version,
    notes: remarksOf(results),
  };
  return {
    summary: summaryOf(comparison),
    status: signal?.aborted ? 'interrupted' : 'complete',
    ...comparison,
    seconds: (performance.now() - started) / 1000,
  };
}

/** A plan for each network, or why the pipeline fails on these data. */
function plansOf({ networks, data, options }: PreprocessingPlan, steps: Preprocess): (Plan | UserError)[] {
  return networks.map((network) => orFault(() => planMeasurement(network, data, { ...options, preprocess: steps })));
}

/** Of the points that the networks see, or of the law that points are drawn from, where it is known. */
function momentsOf(plans: readonly (Plan | UserError)[], source: Data, steps: Preprocess): ComparedPipeline['moments'] {
  const [planned] = plans.flatMap((plan) => (plan instanceof UserError ? [] : [plan]));
  if (planned?.setup.data.kind === 'dataset') return pairMoments(planned.setup.data);
  if (source.kind === 'dataset') return null;
  const law = steps.generator(source);
  return 'reason' in law ? null : momentsOfLaw(law);
}

type Found = Omit<ComparedResult, 'preprocess' | 'network'>;

/** Nothing when interrupted before there was anything to say. */
async function resultOf(
  planned: Plan | UserError,
  { options }: PreprocessingPlan,
  host: Host,
  { signal, onProgress, drawn }: Watch & { readonly drawn: Map<number, Seen> },
): Promise<Found | undefined> {
  if (planned instanceof UserError) return { prediction: null, measurement: null, reason: planned.message };
  if (options.measured === false) {
    const { setup } = planned;
    const task = { kind: 'predict', setup, points: setup.points } as const;
    return unlessInterrupted(signal, async () => {
      const { prediction } = await askTheory(host.theorist, task, { signal });
      return { prediction, measurement: null, reason: null };
    });
  }
  return unlessInterrupted(signal, async () => {
    const { program, points } = planned.assignment;
    const store = remembering((draw) => drawn.set(draw.initialisation, seenIn(draw, program.output.classes, points)));
    const measurement = await runMeasurement(planned, { ...host, store }, { ...options, signal, onProgress });
    return { prediction: measurement.prediction, measurement, reason: null };
  });
}
