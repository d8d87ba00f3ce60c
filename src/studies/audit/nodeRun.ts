import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { LawsFromFile } from '../../audit/laws/chosenLaws.ts';
import { parseLawFile } from '../../audit/laws/file/lawFile.ts';
import { type AuditedFile, type AuditOptions, planAudit, readyAudit } from '../../audit/prepareAudit.ts';
import { type AuditHost, type RunOptions, runAudit } from '../../audit/runAudit.ts';
import type { Runtime } from '../../audit/runtime.ts';
import type { Data } from '../../data/dataset.ts';
import { loaded } from '../../data/sources/files/load.ts';
import { textFile } from '../../data/sources/files/textFile.ts';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import { nodeHost } from '../../hosts/node/host.ts';
import { auditExecutor, ProcessRuntime } from '../../hosts/node/models/auditHost.ts';
import type { MeasurementStore } from '../../measure/measure.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import type { Audit } from '../../results/auditSchema.ts';
import { givenInputs } from './givenInputs.ts';
import { options as flags } from './study.ts';

/** Reads the model of an audit. @throws UserError `bad-model` */
export function auditedFile(path: string): AuditedFile {
  const model = readModel(path);
  return { model, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') };
}

/** An initialisation, or the laws of a YAML file. */
export function initFrom(text: string | undefined): string | LawsFromFile | undefined {
  if (text === undefined || !/\.ya?ml$/i.test(text)) return text;
  return { path: text, file: parseLawFile(textFile(text), text) };
}

const { plan: _plan, resume: _resume, data: _data, ...ownOptions } = Object.assign({}, ...Object.values(flags));
const optionNames = Object.keys(ownOptions);

/** Options of `audit`. */
export interface AuditCall extends Omit<AuditOptions, 'init' | 'given'>, RunOptions {
  /** "as-exported", an initialisation in the notation, or the path of a YAML file of laws. */
  readonly init?: string;
}

/**
 * What the architecture of a model guesses before training: throws its weights away and draws new ones many times.
 *
 * @param model path of an ONNX file
 * @param data data or their notation, read from files where they lie in some
 * @throws UserError `bad-model` for files that are no sound models or cannot be drawn, `data` where the points do not fit
 */
export async function audit(model: string, data: Data | string, options: AuditCall = {}): Promise<Audit> {
  checkOptions('audit', options, [...optionNames, 'signal', 'onProgress', 'onBudget']);
  const runtime = new ProcessRuntime();
  try {
    const given = await givenInputs(options.input);
    const planned = await planAudit(auditedFile(model), { ...options, given, init: initFrom(options.init) }, runtime);
    const ready = await readyAudit(planned, await loaded(data), { ...options, init: undefined }, runtime);
    return await runAudit(ready, await auditHost(runtime), options);
  } finally {
    await runtime.close();
  }
}

const MEGABYTE = 2 ** 20;
/** What a process holds before it runs anything. */
const EMPTY_PROCESS = 300;
/** Values that the engine holds beside those that are counted. */
const ROOM = 4;

/** Node runs models in processes of their own. */
export async function auditHost(runtime: Runtime, store?: MeasurementStore): Promise<AuditHost> {
  const { provenance, theorist } = await nodeHost();
  return {
    executor: (assignment, bytes, workers = availableParallelism()) => {
      const megabytes = EMPTY_PROCESS + (ROOM * (bytes + 2 * assignment.model.length)) / MEGABYTE;
      return auditExecutor(assignment, { megabytes: Math.max(1024, megabytes) }, workers);
    },
    runtime,
    theorist,
    provenance,
    store,
  };
}
