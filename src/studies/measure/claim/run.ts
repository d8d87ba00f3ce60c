import { comparisonsOf, inWords } from '../../../claims/comparisons.ts';
import type { Effort } from '../../../claims/header.ts';
import type { Kind } from '../../../claims/kind.ts';
import { located, placeOf } from '../../../claims/located.ts';
import { type PlannedRun, plannedRunsOf } from '../../../claims/plannedRuns.ts';
import { namesOfValues, parameterOf } from '../../../claims/values.ts';
import type { Data } from '../../../data/dataset.ts';
import { UserError } from '../../../errors.ts';
import { type Host, runTogether } from '../../../measure/measure.ts';
import type { Plan } from '../../../measure/plan/measurementPlan.ts';
import { type MeasureOptions, planMeasurement } from '../../../measure/plan/plan.ts';
import { groupsThatShare } from '../../../measure/plan/sharing.ts';
import { checkMeasurement } from './checks.ts';
import { quantitiesOf } from './estimateOf.ts';
import { RankedCounts } from './rankedCounts.ts';
import type { MeasuredClaim, MeasuredResult } from './resultSchema.ts';
import { type MeasurementFile, measurementFileSchema } from './schema.ts';

/** Every run is measured at every value of what varies. */
export const measurement: Kind<MeasurementFile, MeasuredClaim> = {
  name: 'measurement',
  file: measurementFileSchema,
  check: checkMeasurement,
  async run({ name, file }, host, load, options) {
    const { effort } = options;
    const { planned, omitted } = await plansOf(name, file, effort, load);
    const figures = [file.figure].flat();
    const areRanked = figures.includes('histograms') && planned.some(([, plan]) => plan.setup.output.classes > 2);
    const plans = planned.map(([, plan]) => plan);
    const measuredBy = new Map<Plan, Pick<MeasuredResult, 'measurement' | 'ranked'>>();
    // What watches the draws of one measurement does not see those that share its pass.
    for (const group of areRanked ? plans.map((plan) => [plan]) : groupsThatShare(plans)) {
      options.onStep?.({ what: 'measurement', done: measuredBy.size, total: plans.length });
      const [{ program, points }] = group.map(({ assignment }) => assignment);
      const store = areRanked ? new RankedCounts(program.output.classes, points) : undefined;
      const measured = await complete(group, { ...host, store }, options);
      if (!measured) return undefined;
      group.forEach((plan, i) => {
        measuredBy.set(plan, { measurement: measured[i], ranked: store?.beside(measured[i]) ?? null });
      });
    }
    const results = planned.map(
      ([{ label, value }, plan]): MeasuredResult => ({ label, value, ...measuredBy.get(plan)! }),
    );
    const observed = results.map(({ label, value, measurement }) => ({
      label,
      value,
      quantities: quantitiesOf(measurement, file.measure),
    }));
    const values = new Set(results.map(({ value }) => value));
    return {
      checks: file.expect.map((check) => ({ text: inWords(check), comparisons: comparisonsOf(check, observed) })),
      notes: omitted,
      found: {
        kind: 'measurement',
        parameter: parameterOf(file) ?? null,
        values: namesOfValues(file, effort).filter((value) => values.has(value)),
        measured: file.measure,
        figures,
        results,
      },
    };
  },
};

/** All measurements that there are data for, checked before the first is made. */
async function plansOf(
  name: string,
  file: MeasurementFile,
  effort: Effort,
  load: (text: string) => Promise<Data>,
): Promise<{ readonly planned: readonly (readonly [PlannedRun, Plan])[]; readonly omitted: string[] }> {
  const planned: [PlannedRun, Plan][] = [];
  const omitted = new Set<string>();
  for (const setting of plannedRunsOf(file, effort)) {
    try {
      planned.push([setting, await planOf(setting, name, load)]);
    } catch (error) {
      const mayBeMissing = file['if-found']?.map(String).includes(String(setting.value));
      if (!(mayBeMissing && error instanceof UserError && error.code === 'data')) throw error;
      omitted.add(`${setting.value} was left out: ${error.message}${error.remedy ? ` (${error.remedy})` : ''}`);
    }
  }
  return { planned, omitted: [...omitted] };
}

async function planOf(setting: PlannedRun, name: string, load: (text: string) => Promise<Data>): Promise<Plan> {
  const { label, value, network, data, options } = setting;
  try {
    return planMeasurement(network, await load(data), options);
  } catch (error) {
    throw located(placeOf(name, label, value), error);
  }
}

/** Measurements that share a pass, to their end; undefined when they were interrupted. */
export async function complete(plans: readonly Plan[], host: Host, options: MeasureOptions) {
  try {
    const measured = await runTogether(plans, host, options);
    return measured[0].status === 'complete' ? measured : undefined;
  } catch (error) {
    if (options.signal?.aborted && error instanceof UserError) return undefined;
    throw error;
  }
}
