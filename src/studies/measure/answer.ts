import { checkFolder, sayNext } from '../../console/answering.ts';
import { exitCodes } from '../../console/exitCodes.ts';
import { dataFrom, headOf, measureOptions, networkFrom } from '../../console/input.ts';
import { interruptible, type Watch } from '../../console/interruptible.ts';
import { drawing } from '../../console/io.ts';
import type { Answer } from '../../console/study.ts';
import { UserError } from '../../errors.ts';
import type { Plan } from '../../measure/plan/measurementPlan.ts';
import { type MeasureOptions, planMeasurement } from '../../measure/plan/plan.ts';
import { fileOptionsOf } from '../../present/fileOptions.ts';
import { quote } from '../../present/html/commandLine.ts';
import type { NextStep } from '../../present/text/nextStep.ts';
import { toJson } from '../../results/json.ts';
import type { Measurement } from '../../results/schema.ts';
import { flagOf } from '../../setup/option.ts';
import { measureAsPlanned, planResumed, type ResumeOptions, resumeAsPlanned } from './run.ts';
import type { Flags } from './study.ts';
import { renderMeasurement } from './text.ts';

/** Measures, or goes on measuring, and shows the result; interrupted runs with a line that says how to go on. */
export const answer: Answer = async (given, io) => {
  const flags: Flags = given.flags;
  const folder = flags.resume ?? flags.out;
  let interrupted = false;
  try {
    const { measurement, plan } = await interruptible(
      io,
      (watch) => {
        watch.signal.addEventListener('abort', () => {
          interrupted = true;
        });
        return start(flags, watch);
      },
      flags,
    );
    io.out(flags.json ? `${toJson(measurement)}\n` : renderMeasurement(measurement, drawing(io)));
    if (!flags.json) await sayNext(io, () => nextOf(measurement, plan, flags));
    if (folder !== undefined) io.err(`the measurement is in ${folder}\n`);
    if (measurement.status === 'complete') return exitCodes.finished;
    io.err(`${howToGoOn(folder)}\n`);
  } catch (error) {
    // Too few draws for a result are not a mistake of someone who pressed Ctrl-C; all other checks come before drawing.
    if (!interrupted || !(error instanceof UserError) || error.code !== 'bad-argument') throw error;
    io.err(`firstguess: ${error.message}\n${howToGoOn(folder)}\n`);
  }
  return exitCodes.interrupted;
};

interface Started {
  readonly plan: Plan;
  readonly measurement: Measurement;
}

async function start(flags: Flags, { signal, onProgress }: Watch): Promise<Started> {
  const watch = { signal, onProgress, ...fileOptionsOf(flags) };
  const options = optionsFrom(flags);
  if (flags.resume === undefined) {
    const { out, overwrite } = flags;
    checkFolder(flags);
    const plan = planMeasurement(networkFrom(flags.network, 'measure'), await dataFrom(flags), options);
    return { plan, measurement: await measureAsPlanned(plan, { ...options, ...watch, out, overwrite }) };
  }
  const expected = await expectedIn(flags, options, flags.resume);
  const resumed = { ...ranHow(options), ...watch, expected };
  const plan = await planResumed(flags.resume, resumed);
  return { plan, measurement: await resumeAsPlanned(flags.resume, plan, resumed) };
}

async function nextOf(measurement: Measurement, { setup }: Plan, given: Flags): Promise<NextStep | undefined> {
  const { experiment, classes, agreement } = measurement;
  const { nextStep } = await import('../advise/nextStep.ts');
  return nextStep({ experiment, setup, classes, given, agreement: agreement.mean, expected: agreement.theory });
}

/** What does not belong to the experiment. */
function ranHow({ workers, device, theory, theoryTime }: MeasureOptions): ResumeOptions {
  return { workers, device, theory, theoryTime };
}

/** Of all studies this one alone lets points be chosen. */
function optionsFrom({ points, ...flags }: Flags): MeasureOptions {
  const options = points === 'auto' ? { ...measureOptions(flags), points } : measureOptions({ ...flags, points });
  return { ...options, ...headOf(flags) };
}

/**
 * What the folder must hold: the experiment of the whole command line, if one is given beside --resume.
 * @throws UserError `bad-argument` for options that make no sense with --resume, or half an experiment
 */
async function expectedIn(flags: Flags, options: MeasureOptions, folder: string): Promise<ResumeOptions['expected']> {
  const useless = flags.out !== undefined ? '--out' : flags.overwrite ? '--overwrite' : undefined;
  if (useless) {
    const remedy = 'a resumed measurement stays in its folder and keeps what is done';
    throw new UserError('bad-argument', `${useless} cannot be used with --resume`, [], remedy);
  }
  const { workers: _workers, device: _device, theory: _theory, theoryTime: _time, ...experiment } = options;
  if (flags.network !== undefined) {
    return { network: networkFrom(flags.network, 'measure'), data: await dataFrom(flags), options: experiment };
  }
  const [stray] = Object.keys({ ...(flags.data !== undefined && { data: flags.data }), ...experiment });
  if (stray === undefined) return undefined;
  const message = `--resume takes the experiment from its folder, but ${flagOf(stray)} is given without --network`;
  const remedy = `leave all options out: firstguess measure --resume ${quote(folder)}`;
  throw new UserError('bad-argument', message, [], remedy);
}

function howToGoOn(folder: string | undefined): string {
  if (folder === undefined) return 'interrupted: nothing was saved; with --out DIR a measurement can be resumed';
  return `interrupted; to continue:\n  firstguess measure --resume ${quote(folder)}`;
}
