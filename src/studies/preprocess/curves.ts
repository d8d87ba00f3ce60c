import { parsePreprocess } from '../../data/parsePreprocess.ts';
import { UserError } from '../../errors.ts';
import { finiteGuessLaw } from '../../laws/finiteSize.ts';
import type { Host } from '../../measure/measure.ts';
import { askTheory, unlessInterrupted } from '../../measure/theory/theorist.ts';
import { yieldToEvents } from '../../measure/yieldToEvents.ts';
import type { Prediction } from '../../results/schema.ts';
import { prepare, type Setup } from '../../setup/setup.ts';
import { once, orFault } from './once.ts';
import type { PreprocessingPlan } from './plan.ts';
import type { ComparedResult, PreprocessingComparison } from './schema.ts';
import { gridOf, type Sweep } from './sweep.ts';
import type { Watch } from './watch.ts';

type Curve = PreprocessingComparison['curves'][number];
type CurvePoint = Curve['points'][number];

/** How many values theory is asked for: a pair of points costs nothing, given points a second each, images more. */
const GRID: Record<Prediction['mode'], number> = { pair: 41, dataset: 17, spatial: 2 };

/** Enough for a line: the largest fraction of a law is exact, and only what few points add to it is drawn. */
const DRAWS = 200;

/**
 * Theory between the pipelines of a sweep, for the same number of points as the pipelines themselves. Numbers that a
 * step does not take, such as half a component, are left out. Without the rest when interrupted.
 */
export async function curvesOf(
  plan: PreprocessingPlan,
  sweep: Sweep,
  results: readonly ComparedResult[],
  { theorist }: Pick<Host, 'theorist'>,
  { signal, onPipeline }: Watch,
): Promise<Curve[]> {
  const { networks, data, options, pipelines } = plan;
  const curves: Curve[] = networks.map((network) => ({ network: network.toString(), points: [] }));
  const known = results.flatMap(({ prediction }) => (prediction ? [prediction] : []));
  const size = Math.min(...known.map(({ mode }) => GRID[mode]));
  const grid = known.length === 0 ? [] : gridOf(sweep, size);
  for (const [done, value] of grid.entries()) {
    onPipeline?.({ stage: 'curve', done, total: grid.length });
    await yieldToEvents();
    if (signal?.aborted) break;
    const own = pipelines[sweep.values.indexOf(value)]?.notation;
    const steps = own === undefined ? orFault(() => once(parsePreprocess(sweep.at(value)))) : undefined;
    for (const [index, network] of networks.entries()) {
      const { points } = curves[index];
      const result = results.find((one) => one.preprocess === own && one.network === curves[index].network);
      if (result?.prediction) points.push(pointOf(value, result.prediction));
      if (!steps || steps instanceof UserError) continue;
      const setup = orFault(() => prepare(network, data, { ...options, preprocess: steps }));
      if (setup instanceof UserError) continue;
      const point = await unlessInterrupted(signal, () => between(value, setup, known[0].points, { theorist, signal }));
      if (point) points.push(point);
    }
  }
  return curves;
}

/** For an exchangeable pair everything follows from γ, where the full prediction would draw more than a line shows. */
async function between(
  value: number,
  setup: Setup,
  points: number | null,
  { theorist, signal }: Pick<Host, 'theorist'> & Pick<Watch, 'signal'>,
): Promise<CurvePoint> {
  const single = setup.data.kind === 'dataset' ? points : null;
  const { prediction } = await askTheory(theorist, { kind: 'predict', setup, points: single }, { signal });
  const point = pointOf(value, prediction);
  if (prediction.mode !== 'pair' || prediction.gamma === null || points === null) return point;
  const law = finiteGuessLaw(prediction.classes, Math.max(0, prediction.gamma), points, { draws: DRAWS });
  return { ...point, maxFraction: law.maxFraction.value };
}

function pointOf(value: number, { agreement, maxFraction, gamma }: Prediction): CurvePoint {
  return { value, agreement, maxFraction, gamma };
}
