import { Arguments } from '../data/arguments.ts';
import type { Data, Dataset } from '../data/dataset.ts';
import { isFileSource, makeSource, parseNamedData } from '../data/parseData.ts';
import { choose } from '../data/selections/choose.ts';
import { FILE_SOURCES, type FileSource } from '../data/sources.ts';
import { UserError } from '../errors.ts';
import { fault } from '../notation/syntax.ts';

/** Data as they are, or read by their notation. */
export async function loaded(data: Data | string): Promise<Data> {
  return typeof data === 'string' ? load(data) : data;
}

type Reader = (args: Arguments) => Promise<Dataset>;

/** How each source is read from files. */
const READERS: Readonly<Partial<Record<FileSource, Reader>>> = {};

/**
 * Data from the notation, read from files where they lie in some: `fashion-mnist`, `csv("iris.csv", label=species)`,
 * `npz("data.npz"), keep(0, 1)`; and all that `parseData` knows.
 *
 * @throws UserError `notation`, `unknown-name` or `bad-argument` with a caret under the fault; `data` when a file is
 *   missing, damaged or not what its name says
 */
export async function load(text: string, what = 'the data'): Promise<Data> {
  const { source, selections } = parseNamedData(text, what);
  if (!isFileSource(source.name)) return choose(makeSource(source), selections);
  const reader = READERS[source.name];
  if (!reader) throw fault(source, `${source.name} cannot be read yet`);
  const args = new Arguments(source, FILE_SOURCES[source.name].parameters);
  try {
    return choose(await reader(args), selections);
  } catch (error) {
    if (!(error instanceof UserError) || error.where.length > 0 || error.code !== 'bad-argument') throw error;
    throw fault(source, error.message, error.remedy, error.code);
  }
}
