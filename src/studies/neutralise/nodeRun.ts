import { readFileSync } from 'node:fs';
import type { Data } from '../../data/dataset.ts';
import { loaded } from '../../data/sources/files/load.ts';
import { hasValuesBeside } from '../../engine/onnx/write/editGraph.ts';
import { UserError } from '../../errors.ts';
import { ProcessRuntime } from '../../hosts/node/models/auditHost.ts';
import { OutputFile } from '../../hosts/node/outputFile.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { auditedFile } from '../audit/nodeRun.ts';
import { changedFile, type ModelOptions, type NeutralisedModel, neutraliseModel, verified } from './modelRun.ts';
import type { Neutralisation } from './schema.ts';

/** Options of `neutralise`. */
export interface NeutraliseCall extends ModelOptions {
  /** Where the changed model is written; left out: nowhere. */
  readonly out?: string;
  /** Replaces a file that is there, the model itself included. */
  readonly overwrite?: boolean;
}

const optionNames = [
  ...['preprocess', 'points', 'seed', 'fit', 'priors', 'heldOut', 'output', 'dim', 'memory', 'out', 'overwrite'],
];

/**
 * Gives the outputs of a model biases with which each class is guessed for its share of the points, fitted on some points
 * and verified on others. The stored weights stay as they are.
 *
 * @param model path of an ONNX file
 * @param data data or their notation, read from files where they lie in some
 * @throws UserError `bad-model` for files that are no sound models, `data` where the points do not fit, `run-folder` where
 *   the file cannot be written
 */
export async function neutralise(
  model: string,
  data: Data | string,
  options: NeutraliseCall = {},
): Promise<Neutralisation> {
  checkOptions('neutralise', options, optionNames);
  const { out, overwrite, ...others } = options;
  const file = auditedFile(model);
  const bytes = new Uint8Array(readFileSync(model));
  const isBeside = hasValuesBeside(bytes);
  const target = out === undefined ? undefined : OutputFile.at(out, { source: model, overwrite });
  if (target && isBeside && !target.isBeside(model)) {
    const message = `${model} keeps its weights in a file beside it, which the new model needs as well`;
    throw new UserError('bad-argument', message, [], 'write it into the same folder with --out');
  }
  const runtime = new ProcessRuntime();
  try {
    const found = await neutraliseModel(file, await loaded(data), others, runtime);
    if (!target || found.trial.constant) return found.result;
    return { ...found.result, written: await written(found, bytes, target, isBeside) };
  } finally {
    await runtime.close();
  }
}

async function written(
  found: NeutralisedModel,
  before: Uint8Array,
  target: OutputFile,
  isBeside: boolean,
): Promise<NonNullable<Neutralisation['written']>> {
  const { bytes, where } = changedFile(found, before);
  const { points, difference } = await verified(found, { before, after: bytes }, (file, use) =>
    isBeside ? target.tried(file, use) : use(file),
  );
  target.write(bytes);
  return { file: target.path, where, points, difference };
}
