import { isFileSource, makeSource, parseNamedData } from '../data/parseData.ts';
import { parsePreprocess } from '../data/parsePreprocess.ts';
import { parseNetwork } from '../network/notation/parse.ts';
import { wholeNumber } from '../setup/setup.ts';
import type { ExperimentSource, Path } from './experimentSource.ts';
import type { Runs } from './runs.ts';
import { filled, parameterOf, valuesOf } from './values.ts';

const READERS = {
  network: parseNetwork,
  data: checkData,
  preprocess: parsePreprocess,
} as const;

/** Files are read when the experiment is run. */
function checkData(text: string, what: string): void {
  const { source } = parseNamedData(text, what);
  if (!isFileSource(source.name)) makeSource(source);
}

/** Networks, data, steps and numbers of points must make sense with every value in them. */
export function checkNotation(file: Runs, source: ExperimentSource): void {
  const values =
    parameterOf(file) === undefined ? [undefined] : [...valuesOf(file, 'full'), ...valuesOf(file, 'quick')];
  const places: Path[] = [[], ...file.runs.map((_, index) => ['runs', index])];
  for (const path of places) {
    const part: Partial<Record<keyof typeof READERS, string>> = path.length === 0 ? file : file.runs[Number(path[1])];
    for (const key of ['network', 'data', 'preprocess'] as const) {
      const text = part[key];
      if (text === undefined) continue;
      const name = key === 'data' ? 'the data' : `the ${key}`;
      source.reading([...path, key], () => {
        const texts = new Set(values.map((value) => filled(text, file, value)));
        for (const one of texts) READERS[key](one, name);
      });
    }
  }
  for (const effort of ['quick', 'full'] as const) {
    const { points } = file[effort];
    if (typeof points === 'number') continue;
    source.reading([effort, 'points'], () =>
      values.map((value) => wholeNumber('points', Number(filled(points, file, value)), 2)),
    );
  }
  const dataless = file.data === undefined ? file.runs.findIndex(({ data }) => data === undefined) : -1;
  if (dataless >= 0) {
    const message = `the run ${file.runs[dataless].label} has no data`;
    const remedy = 'give the run data, or the whole experiment';
    throw source.complaint(source.rangeAt(['runs', dataless]), message, remedy, 'bad-argument');
  }
}

/** The labels of the runs, of which no two may be the same. */
export function labelsOf(file: Runs, source: ExperimentSource): string[] {
  const labels = file.runs.map(({ label }) => label);
  const twice = labels.findIndex((label, index) => labels.indexOf(label) < index);
  if (twice >= 0) {
    throw source.complaint(
      source.rangeAt(['runs', twice, 'label']),
      `two runs are called ${labels[twice]}`,
      'give each a label of its own',
      'bad-argument',
    );
  }
  return labels;
}
