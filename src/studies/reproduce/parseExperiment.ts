import { ExperimentSource } from '../../claims/experimentSource.ts';
import { UserError } from '../../errors.ts';
import { type ExperimentFile, type FileOf, type KindName, kindSchema, kinds } from './kinds.ts';

/**
 * Reads an experiment file: its shape, the notation in it, and the names that its checks refer to. Data are not loaded.
 *
 * @param what names the text in messages, e.g. the path of the file
 * @throws UserError `notation`, `unknown-name` or `bad-argument` with line and column, and a caret under the fault
 */
export function parseExperiment(text: string, what = 'the experiment'): ExperimentFile {
  const source = new ExperimentSource(text, what);
  const given: unknown = source.document.toJS();
  if (given === null || typeof given !== 'object' || Array.isArray(given)) throw noMap(text, source);
  const kind = kindSchema.safeParse(given);
  if (!kind.success) throw source.faultOf(kind.error.issues);
  return parseKind(kind.data.kind, given, source);
}

function noMap(text: string, source: ExperimentSource): UserError {
  const remedy =
    'write its fields, a line each: claim, title, statement, source, data, runs and more (docs/experiments.md)';
  if (text.trim() === '') return new UserError('notation', `${source.what} is empty`, [], remedy);
  return source.complaint([0, text.split('\n', 1)[0].length], 'an experiment must be a map of fields', remedy);
}

function parseKind<Name extends KindName>(kind: Name, given: unknown, source: ExperimentSource): FileOf<Name> {
  const parsed = kinds[kind].file.safeParse(given);
  if (!parsed.success) throw source.faultOf(parsed.error.issues);
  const file = parsed.data as FileOf<Name>;
  kinds[kind].check(file, source);
  return file;
}
