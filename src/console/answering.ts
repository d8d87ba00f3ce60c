import { UserError } from '../errors.ts';
import { type ResultFiles, ResultFolder } from '../hosts/node/resultFolder.ts';
import { unlessInterrupted } from '../measure/theory/theorist.ts';
import { fileOptionNames, fileOptionsOf } from '../present/fileOptions.ts';
import type { Drawing } from '../present/text/drawing.ts';
import { type NextStep, renderNextStep } from '../present/text/nextStep.ts';
import { toJson } from '../results/json.ts';
import { flagOf } from '../setup/option.ts';
import { exitCodes } from './exitCodes.ts';
import { interruptible, type Watch } from './interruptible.ts';
import { drawing, type Io } from './io.ts';
import type { Answer, Given, Leaves, OutputFlags } from './study.ts';

/** What a task that takes long gets from the command line. */
interface StudyWatch extends Watch {
  /** Sets what stands before the progress, e.g. "2/3  ". */
  readonly within: (place: string) => void;
}

/** The heavy half of a study: how its question is answered, and how the answer is shown. */
export interface Steps<Flags, Plan, Result> {
  /** Reads what was given and checks all that can be checked, before anything is computed or written. */
  plan(given: Given<Flags>): Plan | Promise<Plan>;
  /** @returns undefined when it was interrupted before there was anything to show */
  run(plan: Plan, watch: StudyWatch): Result | undefined | Promise<Result | undefined>;
  /** Said when there is nothing to show. */
  readonly nothing?: string;
  /** Said on stderr beside the answer, a sentence each. */
  remarks?(result: Result): readonly string[];
  /** The document that --json prints; the result itself unless given. */
  json?(result: Result): unknown;
  text(result: Result, drawing: Drawing): string;
  /** What to do about it, said below the text. */
  next?(result: Result, plan: Plan): Promise<NextStep | undefined>;
  /** Figures and pages for a folder. */
  files?(result: Result): Promise<Omit<ResultFiles, 'json'>>;
  /** Whether it came to its end; it did unless given. */
  isComplete?(result: Result): boolean;
}

/** Answers a study step by step: plan, folder, run, show, write. */
export function answering<Flags extends OutputFlags, Plan, Result>(
  { leaves }: { readonly leaves?: Leaves },
  steps: Steps<Flags, Plan, Result>,
): Answer {
  return async (given, io) => {
    const { json, out, overwrite } = given.flags;
    const untilSe = given.flags.untilSe as number | undefined;
    checkFolder(given.flags);
    const plan = await steps.plan(given as Given<Flags>);
    const folder = leaves && out !== undefined ? ResultFolder.create(out, leaves, overwrite) : undefined;
    let place = '';
    const within = (text: string) => {
      place = text;
    };
    const result = await interruptible(
      io,
      (watch) => unlessInterrupted(watch.signal, async () => steps.run(plan, { ...watch, within })),
      { untilSe, prefix: () => place },
    );
    if (result === undefined) {
      io.err(`firstguess: ${steps.nothing ?? 'interrupted before there was anything to show'}\n`);
      return exitCodes.interrupted;
    }
    for (const remark of steps.remarks?.(result) ?? []) io.err(`firstguess: ${remark}\n`);
    const document = steps.json ? steps.json(result) : result;
    io.out(json ? `${toJson(document)}\n` : steps.text(result, drawing(io)));
    if (!json) await sayNext(io, () => steps.next?.(result, plan));
    if (folder) {
      await folder.write({ ...(await steps.files!(result)), json: document }, fileOptionsOf(given.flags));
      io.err(`${leaves!.what.replace(/^an? /, 'the ')} is in ${folder.path}\n`);
    }
    return (steps.isComplete?.(result) ?? true) ? exitCodes.finished : exitCodes.interrupted;
  };
}

/** Says what to do about an answer that stands there already: what it takes to know that keeps nobody waiting. */
export async function sayNext(io: Io, find: () => Promise<NextStep | undefined> | undefined): Promise<void> {
  const next = await find();
  if (next) io.out(renderNextStep(next, drawing(io)));
}

/** @throws UserError `bad-argument` for --overwrite, or options of figures and tables, without a folder */
export function checkFolder(flags: OutputFlags): void {
  if (flags.out !== undefined) return;
  if (flags.overwrite) {
    throw new UserError('bad-argument', '--overwrite replaces the results in a folder, but there is no --out');
  }
  // What is on unless switched off is true on every command line.
  const stray = fileOptionNames.find((name) => flags[name] !== undefined && flags[name] !== true);
  if (stray === undefined) return;
  const flag = flags[stray] === false ? flagOf(stray).replace('--', '--no-') : flagOf(stray);
  throw new UserError('bad-argument', `${flag} is about files in a folder, but there is no --out`);
}
