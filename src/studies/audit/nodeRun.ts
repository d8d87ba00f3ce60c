import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { LawsFromFile } from '../../audit/laws/chosenLaws.ts';
import { parseLawFile } from '../../audit/laws/file/lawFile.ts';
import type { AuditedFile } from '../../audit/prepareAudit.ts';
import type { AuditHost } from '../../audit/runAudit.ts';
import { textFile } from '../../data/sources/files/textFile.ts';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import { nodeHost } from '../../hosts/node/host.ts';
import { auditExecutor } from '../../hosts/node/models/auditHost.ts';
import type { MeasurementStore } from '../../measure/measure.ts';

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

const MEGABYTE = 2 ** 20;
/** What a process holds before it runs anything. */
const EMPTY_PROCESS = 300;
/** Values that the engine holds beside those that are counted. */
const ROOM = 4;

/** Node runs models in processes of their own. */
export async function auditHost(store?: MeasurementStore): Promise<AuditHost> {
  const { provenance } = await nodeHost();
  return {
    executor: (assignment, bytes, workers = availableParallelism()) => {
      const megabytes = EMPTY_PROCESS + (ROOM * (bytes + 2 * assignment.model.length)) / MEGABYTE;
      return auditExecutor(assignment, { megabytes: Math.max(1024, megabytes) }, workers);
    },
    provenance,
    store,
  };
}
