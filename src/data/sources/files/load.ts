import { existsSync } from 'node:fs';
import { UserError } from '../../../errors.ts';
import { readArguments, withDefaults } from '../../../notation/arguments.ts';
import type { ArgumentsOf } from '../../../notation/parameters.ts';
import { type Call, fault } from '../../../notation/syntax.ts';
import type { Data, Dataset } from '../../dataset.ts';
import { formats } from '../../formats/formats.ts';
import { isFileSource, makeSource, parseNamedData } from '../../parseData.ts';
import { choose } from '../../selections/choose.ts';
import { FILE_SOURCES, type FileSource } from '../sources.ts';
import { detected } from './detect.ts';
import { fileSource } from './fileSource.ts';
import { images } from './images.ts';
import { cifar10, cifar100, fashionMnist, mnist } from './labelledImages.ts';
import { refusal } from './refusal.ts';

type Name = Exclude<FileSource, keyof typeof formats>;

/** How each source that is not a single file of a known format is read; `name` is the source in the notation. */
const READERS: {
  readonly [Source in Name]: (args: ArgumentsOf<(typeof FILE_SOURCES)[Source]>, name: string) => Promise<Dataset>;
} = { 'fashion-mnist': fashionMnist, mnist, cifar10, cifar100, images, file: detected };

/**
 * Data from the notation, read from files where they lie in some: `fashion-mnist`, `csv("iris.csv", label=species)`,
 * `npz("data.npz"), keep(0, 1)`; all that `parseData` knows; or the mere path of a file or of a folder of images.
 *
 * @throws UserError `notation`, `unknown-name` or `bad-argument` with a caret under the fault; `data` when a file is
 *   missing, damaged or not what its name says
 */
export async function load(text: string, what = 'the data'): Promise<Data> {
  const { source, selections } = parseNamedData(asNotation(text), what);
  if (!isFileSource(source.name)) return choose(sourceOrPath(source), selections);
  const parameters = FILE_SOURCES[source.name];
  const args = withDefaults(parameters, readArguments(source, parameters));
  const name = source.text.slice(source.at, source.at + source.length);
  try {
    return choose(await read(source.name, args, name), selections);
  } catch (error) {
    const refused = refusal(error);
    if (refused) throw refused;
    // Readers know no text: add the place to what they say of their arguments.
    if (!(error instanceof UserError) || error.where.length > 0 || error.code !== 'bad-argument') throw error;
    throw fault(source, error.message, error.remedy, error.code);
  }
}

/** A bare word may be the name of a folder, which only a slash tells from the name of a source. */
function sourceOrPath(source: Call): Data {
  try {
    return makeSource(source);
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'unknown-name' || !existsSync(source.name)) throw error;
    throw new UserError(error.code, error.message, error.where, `a path needs a slash: ./${source.name}`);
  }
}

function read(source: FileSource, args: unknown, name: string): Promise<Dataset> {
  if (isFormat(source)) return formats[source].read(args as never, fileSource, name);
  return READERS[source](args as never, name);
}

function isFormat(name: string): name is keyof typeof formats {
  return Object.hasOwn(formats, name);
}

/** A path in the notation, recognised by its slash or ending: nothing else has these outside quotes. */
function asNotation(text: string): string {
  const path = text.trim();
  const isPath = /["'(),]/.test(path) ? existsSync(path) : /[/\\]|\.[a-z]\w*$/i.test(path);
  return isPath && !path.includes('"') ? `file("${path}")` : text;
}

/** Data as they are, or read by their notation. */
export async function loaded(data: Data | string): Promise<Data> {
  return typeof data === 'string' ? load(data) : data;
}
