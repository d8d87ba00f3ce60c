import type { Data } from '../../data/dataset.ts';
import { UserError } from '../../errors.ts';
import type { Effort } from '../../experiment/header.ts';
import type { MeasurementFile } from '../../experiment/measurementSchema.ts';
import { type Setting, settingsOf } from '../../experiment/settings.ts';
import { namesOfValues, parameterOf } from '../../experiment/values.ts';
import { type Host, type MeasureOptions, type Plan, planMeasurement, runMeasurement } from '../../measure/measure.ts';
import type { MeasuredResult } from '../../results/measuredClaimSchema.ts';
import { comparisonsOf, inWords } from '../comparisons.ts';
import { RankedCounts } from '../rankedCounts.ts';
import type { Kind } from './kind.ts';

/** Every run is measured at every value of what varies. */
export const measurement: Kind<'measurement'> = {
  async run({ name, file }, host, load, options) {
    const { effort } = options;
    const { planned, omitted } = await plansOf(name, file, effort, load);
    const figures = [file.figure].flat();
    const areRanked = figures.includes('histograms') && planned.some(([, { program }]) => program.output.classes > 2);
    const results: MeasuredResult[] = [];
    for (const [index, [{ label, value, options: own }, plan]] of planned.entries()) {
      options.onStep?.({ what: 'measurement', done: index, total: planned.length });
      const store = areRanked ? new RankedCounts(plan.program.output.classes, plan.assignment.points) : undefined;
      const measured = await complete(plan, { ...host, store }, { ...own, ...options });
      if (!measured) return undefined;
      results.push({ label, value, measurement: measured, ranked: store?.beside(measured) ?? null });
    }
    const observed = results.map(({ label, value, measurement: quantities }) => ({ label, value, quantities }));
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
): Promise<{ readonly planned: readonly (readonly [Setting, Plan])[]; readonly omitted: string[] }> {
  const planned: [Setting, Plan][] = [];
  const omitted = new Set<string>();
  for (const setting of settingsOf(file, effort)) {
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

async function planOf(setting: Setting, name: string, load: (text: string) => Promise<Data>): Promise<Plan> {
  const { label, value, network, data, options } = setting;
  try {
    return planMeasurement(network, await load(data), options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const where = `${name}, run ${label}${value === null ? '' : ` at ${value}`}`;
    throw new UserError(error.code, error.message, [where, ...error.where], error.remedy);
  }
}

/** A measurement to its end; undefined when it was interrupted. */
export async function complete(plan: Plan, host: Host, options: MeasureOptions) {
  try {
    const measured = await runMeasurement(plan, host, options);
    return measured.status === 'complete' ? measured : undefined;
  } catch (error) {
    if (options.signal?.aborted && error instanceof UserError) return undefined;
    throw error;
  }
}
