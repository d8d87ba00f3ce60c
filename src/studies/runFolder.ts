import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Study } from '../console/study.ts';
import { UserError } from '../errors.ts';
import { attempt, makeFolders, writeWhole } from '../hosts/node/files.ts';
import type { BlockPlan } from '../measure/blocks.ts';
import type { TaskResult } from '../measure/draw/executor.ts';
import type { MeasurementStore } from '../measure/measure.ts';
import type { Draw } from '../measure/plan/assignment.ts';
import type { Effort } from '../measure/plan/points.ts';
import { figureFormats, tableFormats } from '../present/fileOptions.ts';
import { type Experiment, experimentSchema } from '../results/schema.ts';
import { version } from '../version.ts';
import { studies } from './index.ts';

/** experiment.json: everything needed to continue a run. */
const recordSchema = z.object({
  firstguess: z.string(),
  experiment: experimentSchema,
  /** Of the points as the network sees them; null when they are generated. */
  dataSha256: z.string().nullable(),
  /** Of their true classes; null without, and absent from runs of versions that did not ask for them. */
  labelsSha256: z.string().nullable().optional(),
  plan: z.object({
    initialisations: z.int(),
    size: z.int(),
    readouts: z.int(),
    tracedBelow: z.int(),
  }),
  /** Absent from runs of versions that did not choose points. */
  effort: z.object({ points: z.int(), readouts: z.int(), gain: z.number().optional() }).optional(),
});
type RunRecord = z.infer<typeof recordSchema>;
type Fingerprints = Required<Pick<RunRecord, 'dataSha256' | 'labelsSha256'>>;

/** What a folder keeps of a run, and checks when it is continued. */
export interface PlannedRun {
  /** Whose command it is, and whose files the folder holds. */
  readonly study: Study;
  readonly experiment: Experiment;
  /** Of the points as the network sees them, and of their true classes; undefined where there are none. */
  readonly values?: Float32Array;
  readonly labels?: Int32Array;
  /** Points of runs whose record does not say how many were chosen. */
  readonly points: number;
}

const RECORD = 'experiment.json';
const BLOCKS = 'blocks';
/** What a run holds beside its results. */
const WORK = [RECORD, BLOCKS, 'fractions.parquet'];

/**
 * A folder that draws are written to, block by block. Every file is written under another name and renamed, so
 * that a killed process leaves whole files only and loses at most the blocks under way.
 */
export class RunFolder implements MeasurementStore {
  private constructor(
    readonly path: string,
    private record: RunRecord | undefined,
    private readonly fingerprints: Fingerprints,
    private readonly run: PlannedRun,
  ) {}

  /**
   * A new run in an empty or new folder, or beside what other commands left.
   * @param overwrite replaces a firstguess run that is there; files of others are never touched
   * @throws UserError `run-folder`
   */
  static create(path: string, run: PlannedRun, overwrite = false): RunFolder {
    const { study } = run;
    const all = entries(path);
    const found = all.filter((name) => isOwn(study, name));
    const foreign = all.find((name) => !isOwn(study, name) && !isOfOthers(study, name));
    if (foreign !== undefined) {
      const message = `${path} holds what no ${nounOf(study)} wrote: ${foreign}`;
      throw new UserError('run-folder', message, [], 'choose another folder with --out');
    }
    if (found.length > 0 && !overwrite) throw occupied(path, study);
    attempt(path, () => {
      for (const name of found) rmSync(join(path, name), { recursive: true });
      makeFolders(join(path, BLOCKS));
    });
    return new RunFolder(path, undefined, fingerprintsOf(run), run);
  }

  /** The experiment that a folder holds. @throws UserError `run-folder` when it holds none, or half of one */
  static read(path: string, study: Study): Experiment {
    return readRecord(path, study).experiment;
  }

  /**
   * A run to continue.
   * @throws UserError `run-folder`, or `resume-mismatch` when plan or version differ from those of the run
   */
  static open(path: string, run: PlannedRun): RunFolder {
    const record = readRecord(path, run.study);
    if (record.firstguess !== version) {
      const message = `${path} was begun by firstguess ${record.firstguess}, and this is ${version}`;
      throw new UserError('resume-mismatch', message, [], 'draws of two versions are not mixed: use the same one');
    }
    const fingerprints = fingerprintsOf(run);
    const { dataSha256, labelsSha256 } = fingerprints;
    const difference = differenceOf(record.experiment, run.experiment);
    if (difference) throw mismatch(path, difference);
    if (record.dataSha256 !== dataSha256) throw mismatch(path, 'the data have other values');
    if (record.labelsSha256 !== undefined && record.labelsSha256 !== labelsSha256) {
      throw mismatch(path, 'the data have other labels');
    }
    return new RunFolder(path, record, fingerprints, run);
  }

  get effort(): Effort | undefined {
    const { record, run } = this;
    return record && (record.effort ?? { points: run.points, readouts: record.plan.readouts });
  }

  get blockPlan(): BlockPlan | undefined {
    return this.record?.plan;
  }

  async begin(plan: BlockPlan, effort: Effort): Promise<void> {
    if (this.record) return;
    const { experiment } = this.run;
    this.record = { firstguess: version, experiment, ...this.fingerprints, plan, effort };
    this.writeFile(RECORD, JSON.stringify(this.record, null, 2));
  }

  has(block: number): boolean {
    return existsSync(this.blockPath(block));
  }

  async read(block: number): Promise<TaskResult> {
    const path = this.blockPath(block);
    try {
      const { draws, engine } = JSON.parse(readFileSync(path, 'utf8')) as TaskResult;
      return { engine, draws: draws.map((draw) => ({ ...draw, counts: Uint32Array.from(draw.counts) })) };
    } catch {
      throw new UserError('run-folder', `${path} cannot be read`, [], 'delete it and resume: the block is drawn again');
    }
  }

  async write(block: number, { draws, engine }: TaskResult): Promise<void> {
    const plain = draws.map((draw) => ({ ...draw, counts: Array.from(draw.counts) }));
    this.writeFile(join(BLOCKS, blockName(block)), JSON.stringify({ engine, draws: plain }));
  }

  /** Initialisations 0 … before − 1 as far as they are there, in order. */
  async *drawsBelow(before: number): AsyncIterable<Draw> {
    const names = readdirSync(join(this.path, BLOCKS)).filter((name) => name.endsWith('.json'));
    const blocks = names.map((name) => Number.parseInt(name, 10)).sort((a, b) => a - b);
    for (const block of blocks) {
      for (const draw of (await this.read(block)).draws) if (draw.initialisation < before) yield draw;
    }
  }

  /** Writes a file whole or not at all. @throws UserError `run-folder` */
  writeFile(name: string, content: string | Uint8Array): void {
    writeWhole(this.path, name, content);
  }

  private blockPath(block: number): string {
    return join(this.path, BLOCKS, blockName(block));
  }
}

function blockName(block: number): string {
  return `${String(block).padStart(6, '0')}.json`;
}

/** All that a finished run may hold; `overwrite` removes these and nothing else. */
function isOwn(study: Study, name: string): boolean {
  return WORK.includes(name) || name.endsWith('.part') || isLeftBy(study, name);
}

/** What other studies leave under names of their own, which stays as it is; a folder of those that share one is theirs. */
function isOfOthers(study: Study, name: string): boolean {
  const own = study.leaves!.files;
  const neighbours = studies.filter(({ leaves }) => !leaves?.files.some((file) => own.includes(file)));
  return (
    figureFormats.some((format) => name.endsWith(`.${format}`)) || neighbours.some((other) => isLeftBy(other, name))
  );
}

function isLeftBy({ leaves }: Study, name: string): boolean {
  const { files = [], tables = [] } = leaves ?? {};
  const isOneOf = (stems: readonly string[], endings: readonly string[]) =>
    stems.some((stem) => endings.some((ending) => name === `${stem}.${ending}`));
  return (files as readonly string[]).includes(name) || isOneOf(files, figureFormats) || isOneOf(tables, tableFormats);
}

/** "measurement". */
function nounOf({ leaves }: Study): string {
  return leaves!.what.replace(/^an? /, '');
}

function occupied(path: string, study: Study): UserError {
  const finished = existsSync(join(path, study.leaves!.files[0]));
  const message = `${path} already holds ${finished ? 'a finished' : 'an unfinished'} ${nounOf(study)}`;
  const going = finished ? '' : `--resume ${path} continues it; `;
  return new UserError('run-folder', message, [], `${going}--overwrite replaces it; --out takes another folder`);
}

function entries(path: string): string[] {
  if (!existsSync(path)) return [];
  return attempt(path, () => readdirSync(path));
}

function readRecord(path: string, study: Study): RunRecord {
  const file = join(path, RECORD);
  if (!existsSync(file)) {
    const message = `there is no ${nounOf(study)} in ${path}: ${RECORD} is missing`;
    throw new UserError('run-folder', message, [], 'begin one with --out');
  }
  const text = attempt(path, () => readFileSync(file, 'utf8'));
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch (error) {
    const reason =
      error instanceof z.ZodError ? `${error.issues[0].path.join('.')}: ${error.issues[0].message}` : 'no JSON';
    throw new UserError('run-folder', `${file} is damaged (${reason})`, [], '--out with --overwrite begins anew');
  }
}

/** The first field in which two experiments differ, as a sentence; undefined if there is none. */
function differenceOf(saved: Experiment, wanted: Experiment): string | undefined {
  // Some fields are absent unless they are given.
  for (const name of Object.keys({ ...saved, ...wanted }) as (keyof Experiment)[]) {
    const [was, is] = [saved[name], wanted[name]].map((value) => JSON.stringify(value) ?? 'not given');
    if (was !== is) return `${name} was ${was} and now is ${is}`;
  }
  return undefined;
}

function mismatch(path: string, difference: string): UserError {
  const message = `${path} holds another experiment: ${difference}`;
  return new UserError('resume-mismatch', message, [], 'resume without options, or begin a new run with --out');
}

function fingerprintsOf({ values, labels }: PlannedRun): Fingerprints {
  return { dataSha256: sha256(values), labelsSha256: sha256(labels) };
}

function sha256(numbers: Float32Array | Int32Array | undefined): string | null {
  if (!numbers) return null;
  return createHash('sha256')
    .update(new Uint8Array(numbers.buffer.slice(0)))
    .digest('hex');
}
