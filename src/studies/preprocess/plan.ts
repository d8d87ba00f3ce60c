import { type Data, features } from '../../data/dataset.ts';
import type { Preprocess } from '../../data/preprocess.ts';
import { UserError } from '../../errors.ts';
import type { Plan } from '../../measure/plan/measurementPlan.ts';
import { type MeasureOptions, planMeasurement } from '../../measure/plan/plan.ts';
import type { Network } from '../../network/network.ts';
import { parseNetwork } from '../../network/notation/parse.ts';
import { inBatchNormMode } from '../../setup/setup.ts';
import { orFault } from './once.ts';
import { pipelinesFrom, usualPipelines } from './pipelines.ts';
import type { PreprocessingComparison } from './schema.ts';
import { type Sweep, sweepOf } from './sweep.ts';
import type { Watch } from './watch.ts';

export interface PreprocessingOptions extends Omit<MeasureOptions, 'preprocess'>, Watch {
  /** Points; of data with more than 1000, a sample of 1000 unless told otherwise. */
  readonly points?: number;
  /** Whether networks are drawn beside theory; default true. */
  readonly measured?: boolean;
}

/** A comparison fully specified, before it is run. */
export interface PreprocessingPlan {
  readonly networks: readonly Network[];
  readonly data: Data;
  readonly pipelines: readonly Preprocess[];
  readonly sweep: Sweep | undefined;
  /** With the number of points decided. */
  readonly options: PreprocessingOptions;
  readonly experiment: PreprocessingComparison['experiment'];
}

/** Theory follows all pairs of points: this many take about a second a network. */
const DEFAULT_POINTS = 1000;

/**
 * Checks networks, data, options and the notation of the pipelines. What a pipeline does to the data is seen later.
 * @param pipelines texts, where a list in braces stands for one pipeline a number; none: those one would try first
 * @throws UserError for any fault in them
 */
export function planPreprocessing(
  networks: readonly (Network | string)[],
  data: Data,
  pipelines: readonly (string | Preprocess)[],
  options: PreprocessingOptions = {},
): PreprocessingPlan {
  const parsed = networks.map((network) =>
    inBatchNormMode(typeof network === 'string' ? parseNetwork(network, 'the network') : network, options),
  );
  if (parsed.length === 0) throw new UserError('bad-argument', 'there is no network to compare pipelines on');
  const steps = pipelinesFrom(pipelines.length > 0 ? pipelines : usualPipelines(data));
  const many = data.kind === 'dataset' && data.points > DEFAULT_POINTS;
  const points = options.points ?? (many ? DEFAULT_POINTS : undefined);
  // All weights, so that pipelines share them.
  const chosen = { ...options, points, sampler: 'weights' } as const;
  const [first] = parsed.map((network) => planOnSome(network, data, steps, chosen));
  const { network: _network, preprocess: _preprocess, ...experiment } = first.experiment;
  // Pipelines of your own may be called what no notation allows.
  const sweep = orFault(() => sweepOf(steps.map(({ notation }) => notation)));
  return {
    networks: parsed,
    data,
    pipelines: steps,
    sweep: sweep instanceof UserError ? undefined : sweep,
    options: chosen,
    experiment,
  };
}

/**
 * A plan for the first pipeline whose points a network takes: whatever is wrong with it is wrong with the network, the
 * data or the options.
 * @throws UserError when there is none
 */
function planOnSome(
  network: Network,
  data: Data,
  pipelines: readonly Preprocess[],
  options: PreprocessingOptions,
): Plan {
  let fault: UserError | undefined;
  for (const steps of pipelines) {
    const plan = orFault(() => planMeasurement(network, data, { ...options, preprocess: shapeOnly(steps) }));
    if (!(plan instanceof UserError)) return plan;
    fault ??= plan;
  }
  throw fault;
}

/** Steps that give points of the right shape without doing any of the work. */
function shapeOnly(steps: Preprocess): Preprocess {
  return {
    ...steps,
    apply(dataset) {
      const shape = steps.shape(dataset.shape);
      const size = features(shape);
      if (size === features(dataset.shape)) return { ...dataset, shape };
      return { ...dataset, shape, values: new Float64Array(dataset.points * size) };
    },
  };
}
