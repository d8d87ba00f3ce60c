import type { ExperimentSource, Path } from '../../../claims/experimentSource.ts';
import { filled, namesOfValues, parameterOf, valuesOf } from '../../../claims/values.ts';
import { isFileSource, makeSource, parseNamedData } from '../../../data/parseData.ts';
import { parsePreprocess } from '../../../data/parsePreprocess.ts';
import { parseNetwork } from '../../../network/notation/parse.ts';
import { wholeNumber } from '../../../setup/setup.ts';
import type { MeasurementFile, Runs } from './schema.ts';

/**
 * Checks the notation in an experiment that measures, and the names that its checks refer to. Data are not loaded.
 * @throws UserError with the place of the first fault
 */
export function checkMeasurement(file: MeasurementFile, source: ExperimentSource): void {
  checkNotation(file, source);
  checkNames(file, source);
}

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

/** Labels, values, quantities and what varies must be those of the experiment. */
function checkNames(file: MeasurementFile, source: ExperimentSource): void {
  const labels = labelsOf(file, source);
  const parameter = parameterOf(file);
  const places = namesOfValues(file, 'full');
  for (const [index, value] of namesOfValues(file, 'quick').entries()) {
    source.known('value', places, ['quick', 'values', index], value);
  }
  for (const [index, value] of (file['if-found'] ?? []).entries()) {
    source.known('value', places, ['if-found', index], value);
  }
  file.expect.forEach((check, index) => {
    const path = ['expect', index];
    source.known('quantity', file.measure, [...path, 'quantity'], check.quantity);
    for (const label of [check.of ?? []].flat()) source.known('run', labels, [...path, 'of'], label);
    for (const value of [check.at ?? []].flat()) source.known('value', places, [...path, 'at'], value);
    for (const side of ['above', 'below'] as const) {
      if (typeof check[side] === 'string') source.known('run', ['theory', ...labels], [...path, side], check[side]);
    }
    for (const relation of ['increases-with', 'decreases-with', 'constant-in'] as const) {
      const names = parameter === undefined ? [] : [parameter];
      source.known('name of what varies', names, [...path, relation], check[relation]);
    }
  });
}
