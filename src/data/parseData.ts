import { UserError } from '../errors.ts';
import { type Maker, make } from '../notation/makers.ts';
import { type Call, fault, parseCalls } from '../notation/syntax.ts';
import type { Data } from './dataset.ts';
import { choose } from './selections/choose.ts';
import { isSelection, makeSelection } from './selections/index.ts';
import type { Selection } from './selections/selection.ts';
import { FILE_SOURCES, type FileSource, sources } from './sources/sources.ts';

/** Data as the notation names them: where they come from, and which of them are chosen, in that order. */
export interface NamedData {
  readonly source: Call;
  readonly selections: readonly Selection[];
}

/**
 * Reads the notation of data, `source` or `source, selection, …`, without making them.
 * @throws UserError `notation`, `unknown-name` or `bad-argument`, with a caret under the fault
 */
export function parseNamedData(text: string, what: string): NamedData {
  const [source, ...rest] = parseCalls(text, what, 'digits or gaussian(dim=1000)');
  if (isSelection(source.name)) {
    const remedy = `for instance digits, ${source.text.slice(source.at, source.at + source.length)}`;
    throw fault(source, `${source.name} chooses among points: ${what} must begin with their source`, remedy);
  }
  const second = rest.find(({ name }) => Object.hasOwn(sources, name) || isFileSource(name));
  if (second) throw fault(second, `${what} must be a single source`, `keep ${source.name}, or run twice`);
  return { source, selections: rest.map(makeSelection) };
}

/** Makes what a call names, if it is a source that needs no file. */
export function makeSource(source: Call): Data {
  const onDisk: Readonly<Record<string, Maker<Data>>> = Object.fromEntries(
    Object.entries(FILE_SOURCES).map(([name, parameters]) => [name, { parameters, make: () => needsLoading(source) }]),
  );
  const known = `${Object.keys(sources).join(', ')} and, read from files, ${Object.keys(FILE_SOURCES).join(', ')}`;
  return make(source, { ...sources, ...onDisk }, 'data source', known, ANSWERS);
}

const IMAGES = 'give a folder with a folder of images for each class: images("folder", size=32x32)';
const TABLE = 'give the file: csv("data.csv", label=column)';

/** Names of datasets that others have at hand. */
const ANSWERS: Readonly<Record<string, string>> = {
  mnist784: 'write mnist',
  torchvisiondatasetsmnist: 'write mnist',
  datasetsmnist: 'write mnist',
  torchvisiondatasetsfashionmnist: 'write fashion-mnist',
  datasetsfashionmnist: 'write fashion-mnist',
  torchvisiondatasetscifar10: 'write cifar10',
  datasetscifar10: 'write cifar10',
  loaddigits: 'write digits',
  sklearndatasetsloaddigits: 'write digits',
  cifar: 'write cifar10 or cifar100',
  imagenet: IMAGES,
  imagefolder: IMAGES,
  tinyimagenet: IMAGES,
  svhn: IMAGES,
  celeba: IMAGES,
  iris: TABLE,
  wine: TABLE,
  titanic: TABLE,
  pandas: TABLE,
  emnist: 'give the files: idx("images-idx3-ubyte", labels="labels-idx1-ubyte")',
  kmnist: 'give the files: idx("images-idx3-ubyte", labels="labels-idx1-ubyte")',
  normal: 'write gaussian(dim=100)',
  noise: 'write gaussian(dim=100)',
  random: 'write gaussian(dim=100)',
  randn: 'write gaussian(dim=100)',
  text: 'write tokens(…) for random token ids; texts are not read',
  imdb: 'write tokens(…) for random token ids; texts are not read',
};

/** Whether a call names a source that is read from files. */
export function isFileSource(name: string): name is FileSource {
  return Object.hasOwn(FILE_SOURCES, name);
}

function needsLoading(source: Call): never {
  const text = source.text.slice(source.at, source.at + source.length);
  throw new UserError(
    'data',
    `${source.name} is read from files, and this function reads none`,
    [],
    `in Node: const data = await load(${JSON.stringify(text)}), then give it the data`,
  );
}

/**
 * Data from the notation: `digits`, `gaussian(dim=1000)`, `gaussian(shape=3x32x32, mean=1, variance=2)`; of points that
 * are given, a selection may follow: `digits, keep(3, 8), sample(500)`. Sources that are read from files need `load`.
 *
 * @throws UserError `notation`, `unknown-name`, `bad-argument` or `data`, with a caret under the fault
 */
export function parseData(text: string, what = 'the data'): Data {
  const { source, selections: chosen } = parseNamedData(text, what);
  return choose(makeSource(source), chosen);
}
