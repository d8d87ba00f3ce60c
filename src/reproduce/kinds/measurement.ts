import type { Data } from '../../data/dataset.ts';
import { UserError } from '../../errors.ts';
import { type Setting, settingsOf } from '../../experiment/settings.ts';
import { namesOfValues, parameterOf } from '../../experiment/values.ts';
import { type Host, type MeasureOptions, type Plan, planMeasurement, runMeasurement } from '../../measure/measure.ts';
import type { MeasuredResult } from '../../results/measuredClaimSchema.ts';
import { comparisonsOf, inWords } from '../comparisons.ts';
import type { Kind } from './kind.ts';

/** Every run is measured at every value of what varies. */
export const measurement: Kind<'measurement'> = {
  async run({ name, file }, host, load, options) {
    const { effort } = options;
    const planned: [Setting, Plan][] = [];
    for (const setting of settingsOf(file, effort)) planned.push([setting, await planOf(setting, name, load)]);
    const results: MeasuredResult[] = [];
    for (const [index, [setting, plan]] of planned.entries()) {
      options.onStep?.({ what: 'measurement', done: index, total: planned.length });
      const measured = await complete(plan, host, { ...setting.options, ...options });
      if (!measured) return undefined;
      results.push({ label: setting.label, value: setting.value, measurement: measured });
    }
    const observed = results.map(({ label, value, measurement: quantities }) => ({ label, value, quantities }));
    return {
      checks: file.expect.map((check) => ({ text: inWords(check), comparisons: comparisonsOf(check, observed) })),
      found: {
        kind: 'measurement',
        parameter: parameterOf(file) ?? null,
        values: namesOfValues(file, effort),
        measured: file.measure,
        results,
      },
    };
  },
};

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
async function complete(plan: Plan, host: Host, options: MeasureOptions) {
  try {
    const measured = await runMeasurement(plan, host, options);
    return measured.status === 'complete' ? measured : undefined;
  } catch (error) {
    if (options.signal?.aborted && error instanceof UserError) return undefined;
    throw error;
  }
}
