import { join } from 'node:path';
import { planAudit, readyAudit } from '../../audit/prepareAudit.ts';
import { type Budget, runAudit } from '../../audit/runAudit.ts';
import { checkFolder, sayNext } from '../../console/answering.ts';
import { exitCodes } from '../../console/exitCodes.ts';
import { dataFrom } from '../../console/input.ts';
import { interruptible } from '../../console/interruptible.ts';
import { drawing, type Io } from '../../console/io.ts';
import type { Answer } from '../../console/study.ts';
import { UserError } from '../../errors.ts';
import { ProcessRuntime } from '../../hosts/node/models/auditHost.ts';
import { writeFiles } from '../../hosts/node/resultFolder.ts';
import { fileOptionsOf } from '../../present/fileOptions.ts';
import { quote } from '../../present/html/commandLine.ts';
import type { NextStep } from '../../present/text/nextStep.ts';
import type { Audit } from '../../results/auditSchema.ts';
import { duration, plural } from '../../results/format.ts';
import { toJson } from '../../results/json.ts';
import type { Experiment } from '../../results/schema.ts';
import { flagOf } from '../../setup/option.ts';
import { type Setup, stepsOf } from '../../setup/setup.ts';
import { writeFractions } from '../measure/fractions.ts';
import { RunFolder } from '../runFolder.ts';
import { filesOf } from './files.ts';
import { givenInputs } from './givenInputs.ts';
import { auditedFile, auditHost, initFrom } from './nodeRun.ts';
import { type Flags, study } from './study.ts';
import { renderAudit, renderPlan } from './text.ts';

/** Plans an audit, or runs one, or goes on with it, and shows the result. */
export const answer: Answer = async ({ words, flags: given }, io) => {
  const flags: Flags = given;
  const { path, options } = flags.resume === undefined ? asGiven(words, flags) : asSaved(flags.resume, words, flags);
  const file = auditedFile(path);
  const runtime = new ProcessRuntime();
  try {
    const given = await givenInputs(options.input);
    const planned = await planAudit(file, { ...options, given, init: initFrom(options.init) }, runtime);
    if (flags.plan) {
      io.out(flags.json ? `${toJson(planned.result)}\n` : renderPlan(planned.result, drawing(io)));
      return exitCodes.finished;
    }
    const data = await dataFrom({ data: options.data });
    const ready = await readyAudit(planned, data, { ...options, init: undefined }, runtime);
    const folder = folderFor(flags, {
      study,
      experiment: ready.experiment,
      values: Float32Array.from(ready.data.values),
      labels: ready.data.labels,
      points: ready.data.points,
    });
    const { maxTime, stored, workers, theory } = flags;
    let setup: Setup | undefined;
    const audit = await interruptible(
      io,
      async (watch) => {
        const host = await auditHost(runtime, folder);
        return runAudit(ready, host, {
          ...watch,
          workers,
          theory,
          maxTime,
          stored,
          onBudget: (budget) => sayBudget(budget, io),
          onRecognised: (recognised) => {
            setup = 'reason' in recognised ? undefined : recognised;
          },
        });
      },
      flags,
    );
    io.out(flags.json ? `${toJson(audit)}\n` : renderAudit(audit, drawing(io)));
    if (!flags.json) await sayNext(io, () => nextOf(audit, setup, flags));
    if (folder) await write(folder, audit, flags);
    if (folder) io.err(`the audit is in ${folder.path}\n`);
    if (audit.status === 'complete') return exitCodes.finished;
    io.err(`${howToGoOn(folder?.path)}\n`);
    return exitCodes.interrupted;
  } finally {
    await runtime.close();
  }
};

/** Points of the model went through the preprocessing already, which remedies of the input look at. */
async function nextOf(audit: Audit, setup: Setup | undefined, { inits }: Flags): Promise<NextStep | undefined> {
  const { experiment, classes, agreement } = audit;
  const { nextStep } = await import('../advise/nextStep.ts');
  return nextStep({
    ...{ experiment, classes, agreement: agreement.mean, expected: agreement.theory },
    given: { inits },
    setup: setup && { ...setup, steps: stepsOf(experiment.preprocess) },
  });
}

interface Asked {
  readonly path: string;
  readonly options: Omit<Flags, 'preprocess'> & { readonly preprocess?: string };
}

function asGiven(words: readonly string[], flags: Flags): Asked {
  checkFolder(flags);
  const [path, ...others] = words;
  if (path === undefined || others.length > 0) {
    const message = path === undefined ? 'audit needs an ONNX model' : `audit takes one model, not ${words.length}`;
    throw new UserError('bad-argument', message, [], 'for instance firstguess audit model.onnx --plan');
  }
  return { path, options: flags as Asked['options'] };
}

/** The audit that a folder holds. @throws UserError `bad-argument` for options beside --resume, `run-folder` */
function asSaved(folder: string, words: readonly string[], flags: Flags): Asked {
  const allowed = ['resume', 'json', 'workers', 'theory', 'figureHeadline', 'color'];
  const stray = Object.keys(flags).find((name) => !allowed.includes(name) && flags[name as keyof Flags] !== undefined);
  if (stray !== undefined || words.length > 0) {
    const what = stray === undefined ? 'a model' : flagOf(stray);
    const message = `--resume takes all from its folder, but ${what} is given`;
    throw new UserError('bad-argument', message, [], `firstguess audit --resume ${quote(folder)}`);
  }
  return optionsOf(RunFolder.read(folder, study));
}

function optionsOf({ data, preprocess, init, points, seed, initialisations, untilSe, ties, model }: Experiment): Asked {
  const { file, sha256: _, ...drawn } = model!;
  const numbers = { ...(points !== null && { points: Number(points) }), ...(untilSe !== null && { untilSe }) };
  return {
    path: file,
    options: {
      ...drawn,
      ...numbers,
      ...{ data, preprocess, seed, ties },
      init: init.scheme,
      inits: initialisations,
    },
  };
}

function folderFor(
  { resume, out, overwrite }: Flags,
  run: Parameters<typeof RunFolder.open>[1],
): RunFolder | undefined {
  if (resume !== undefined) return RunFolder.open(resume, run);
  return out === undefined ? undefined : RunFolder.create(out, run, overwrite);
}

/** Shorter ones need no word. */
const LONG = 20;

function sayBudget({ secondsOfDraw, initialisations, workers, seconds }: Budget, io: Io): void {
  if (seconds < LONG) return;
  const each = `${duration(secondsOfDraw)} each`;
  const shorter = `--max-time 60 draws ${Math.max(2, Math.floor((60 * workers) / secondsOfDraw))}`;
  io.err(
    `${plural(initialisations, 'initialisation')}, ${each} on ${plural(workers, 'core')}: about ${duration(seconds)}${seconds > 60 ? `; ${shorter}` : ''}\n`,
  );
}

async function write(folder: RunFolder, audit: Audit, flags: Flags): Promise<void> {
  const { status, initialisations, experiment, classes } = audit;
  const before = status === 'complete' ? initialisations : experiment.initialisations;
  await writeFractions(join(folder.path, 'fractions.parquet'), folder.drawsBelow(before), classes);
  await writeFiles(folder.path, filesOf(audit), fileOptionsOf(flags));
  folder.writeFile('audit.json', `${toJson(audit)}\n`);
}

function howToGoOn(folder: string | undefined): string {
  if (folder === undefined) return 'interrupted: nothing was saved; with --out DIR an audit can be resumed';
  return `interrupted; to continue:\n  firstguess audit --resume ${quote(folder)}`;
}
