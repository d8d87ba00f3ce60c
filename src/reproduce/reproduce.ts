import type { Data } from '../data/dataset.ts';
import { UserError } from '../errors.ts';
import type { Effort, ExperimentFile } from '../experiment/experimentSchema.ts';
import { type Setting, settingsOf } from '../experiment/settings.ts';
import { namesOfValues, parameterOf } from '../experiment/values.ts';
import { type Host, type MeasureOptions, type Plan, planMeasurement, runMeasurement } from '../measure/measure.ts';
import type { ReproducedClaim, ReproducedResult, Verdict } from '../results/reproductionSchema.ts';
import { comparisonsOf, inWords } from './comparisons.ts';
import { summaryOf, thresholdOf, together, verdictOf } from './verdict.ts';

/** An experiment and where it comes from. */
export interface NamedExperiment {
  /** The name of its file, without the ending. */
  readonly name: string;
  readonly file: ExperimentFile;
}

export interface ReproduceOptions extends Pick<MeasureOptions, 'workers' | 'signal' | 'onProgress'> {
  readonly effort: Effort;
  /** Called before each measurement of the claim. */
  readonly onSetting?: (place: { readonly done: number; readonly total: number }) => void;
}

/**
 * Runs an experiment and says what became of its claim.
 *
 * @param load reads data from their notation
 * @returns undefined when interrupted: part of a claim has no verdict
 * @throws UserError for data that cannot be read, and networks that do not fit them
 */
export async function reproduceClaim(
  { name, file }: NamedExperiment,
  host: Host,
  load: (text: string) => Promise<Data>,
  options: ReproduceOptions,
): Promise<ReproducedClaim | undefined> {
  const started = performance.now();
  const { effort } = options;
  const planned: [Setting, Plan][] = [];
  for (const setting of settingsOf(file, effort)) planned.push([setting, await planOf(setting, name, load)]);
  const results: ReproducedResult[] = [];
  for (const [index, [setting, plan]] of planned.entries()) {
    options.onSetting?.({ done: index, total: planned.length });
    const measurement = await complete(plan, host, { ...setting.options, ...options });
    if (!measurement) return undefined;
    results.push({ label: setting.label, value: setting.value, measurement });
  }
  const { claim, title, statement, source, measure } = file;
  return {
    claim: String(claim),
    name,
    title,
    statement: oneLine(statement),
    source: oneLine(source),
    refutedBy: oneLine(file['refuted-by']),
    effort,
    ...judged(file, results),
    parameter: parameterOf(file) ?? null,
    values: namesOfValues(file, effort),
    measured: measure,
    results,
    seconds: (performance.now() - started) / 1000,
  };
}

/** The checks of an experiment on what was measured, with thresholds for as many comparisons as they make. */
export function judged(
  file: Pick<ExperimentFile, 'expect'>,
  results: readonly ReproducedResult[],
): Pick<ReproducedClaim, 'verdict' | 'summary' | 'threshold' | 'checks'> {
  const compared = file.expect.map((check) => comparisonsOf(check, results));
  const threshold = thresholdOf(compared.flat().length);
  const checks = compared.map((list, index) => {
    const comparisons = list.map((one) => ({ ...one, verdict: verdictOf(one, threshold) }));
    const verdicts = comparisons.map(({ verdict }): Verdict => verdict);
    return { text: inWords(file.expect[index]), verdict: together(verdicts), comparisons };
  });
  return {
    verdict: together(checks.map(({ verdict }) => verdict)),
    summary: summaryOf(checks, threshold),
    threshold,
    checks,
  };
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
async function complete(plan: Plan, host: Host, options: MeasureOptions) {
  try {
    const measurement = await runMeasurement(plan, host, options);
    return measurement.status === 'complete' ? measurement : undefined;
  } catch (error) {
    if (options.signal?.aborted && error instanceof UserError) return undefined;
    throw error;
  }
}

/** YAML folds lines; the end of a folded text is a line of its own. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
