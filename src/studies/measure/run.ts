import type { Data } from '../../data/dataset.ts';
import { loaded } from '../../data/sources/files/load.ts';
import { nodeHost } from '../../hosts/node/host.ts';
import { runMeasurement } from '../../measure/measure.ts';
import type { Plan } from '../../measure/plan/measurementPlan.ts';
import { measureOptionNames, optionsOf } from '../../measure/plan/options.ts';
import { type MeasureOptions, planMeasurement } from '../../measure/plan/plan.ts';
import type { Network } from '../../network/network.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { type FileOptions, fileOptionNames, fileOptionsOf } from '../../present/fileOptions.ts';
import type { Measurement } from '../../results/schema.ts';
import { plannedRun } from './plannedRun.ts';
import { study } from './study.ts';

export interface RunOptions extends MeasureOptions, FileOptions {
  /** Folder for the results: result.json, fractions.parquet, report.html and figures. Without it nothing is written. */
  readonly out?: string;
  /** Replaces a measurement that is already in `out`. */
  readonly overwrite?: boolean;
}

/**
 * Measures what random networks guess: draws initialisations on all cores, and sets what comes out beside theory.
 *
 * The same seed gives the same counts whatever the number of workers, interruptions and resumptions.
 *
 * @param network a network or its notation
 * @param data data or their notation, read from files where they lie in some
 * @throws UserError for any fault in network, data, options or the folder
 */
export async function measure(
  network: Network | string,
  data: Data | string,
  options: RunOptions = {},
): Promise<Measurement> {
  checkOptions('measure', options, [...measureOptionNames, ...fileOptionNames, 'out', 'overwrite']);
  return measureAsPlanned(planMeasurement(network, await loaded(data), options), options);
}

/** Measures what was planned with these options. */
export async function measureAsPlanned(plan: Plan, options: RunOptions): Promise<Measurement> {
  if (options.out === undefined) return runMeasurement(plan, await nodeHost(options.device), options);
  const { RunFolder } = await import('../runFolder.ts');
  return runIn(RunFolder.create(options.out, plannedRun(plan), options.overwrite), plan, options);
}

export interface ResumeOptions
  extends Pick<MeasureOptions, 'workers' | 'device' | 'theory' | 'theoryTime' | 'signal' | 'onProgress'>,
    FileOptions {
  /** Data that have no notation must be given again. */
  readonly data?: Data;
  /** An experiment that the folder must hold. */
  readonly expected?: {
    readonly network: Network | string;
    readonly data: Data | string;
    readonly options: MeasureOptions;
  };
}

/**
 * Goes on with a measurement that was interrupted, to exactly the result that an uninterrupted run gives.
 * @throws UserError `run-folder` when there is none, `resume-mismatch` when it is another than expected
 */
export async function resume(folder: string, options: ResumeOptions = {}): Promise<Measurement> {
  checkOptions('resume', options, [
    ...fileOptionNames,
    'workers',
    'device',
    'theory',
    'theoryTime',
    'signal',
    'onProgress',
    'data',
    'expected',
  ]);
  return resumeAsPlanned(folder, await planResumed(folder, options), options);
}

/** The measurement that a folder holds, or the one that it is expected to hold. */
export async function planResumed(folder: string, { expected, theoryTime, data }: ResumeOptions): Promise<Plan> {
  const { RunFolder } = await import('../runFolder.ts');
  const saved = RunFolder.read(folder, study);
  return expected
    ? planMeasurement(expected.network, await loaded(expected.data), { ...expected.options, theoryTime })
    : planMeasurement(saved.network, await loaded(data ?? saved.data), { ...optionsOf(saved), theoryTime });
}

/** Goes on with what was planned. */
export async function resumeAsPlanned(folder: string, plan: Plan, options: ResumeOptions): Promise<Measurement> {
  const { RunFolder } = await import('../runFolder.ts');
  return runIn(RunFolder.open(folder, plannedRun(plan)), plan, options);
}

async function runIn(
  folder: import('../runFolder.ts').RunFolder,
  plan: Plan,
  options: MeasureOptions & FileOptions,
): Promise<Measurement> {
  const measurement = await runMeasurement(plan, { ...(await nodeHost(options.device)), store: folder }, options);
  const { writeResults } = await import('./results.ts');
  await writeResults(folder, measurement, fileOptionsOf(options));
  return measurement;
}
