import { isMap, isNode, type Node, type Pair } from 'yaml';
import type { z } from 'zod';
import { isFileSource, makeSource, parseNamedData } from '../data/parseData.ts';
import { parsePreprocess } from '../data/parsePreprocess.ts';
import { UserError } from '../errors.ts';
import { parseNetwork } from '../network/notation.ts';
import { didYouMean } from '../notation/nearest.ts';
import { type Range, rangeOf, textOf, YamlSource } from '../notation/yamlSource.ts';
import { type ExperimentFile, experimentFileSchema, REMEDY } from './experimentSchema.ts';
import { wholeNumber } from './setup.ts';
import { filled, namesOfValues, parameterOf, valuesOf } from './values.ts';

type Path = readonly (string | number)[];

/**
 * Reads an experiment file: its shape, the notation in it, and the names that its checks refer to. Data are not loaded.
 *
 * @param what names the text in messages, e.g. the path of the file
 * @throws UserError `notation`, `unknown-name` or `bad-argument` with line and column, and a caret under the fault
 */
export function parseExperiment(text: string, what = 'the experiment'): ExperimentFile {
  const source = new YamlSource(text, what);
  const parsed = experimentFileSchema.safeParse(source.document.toJS());
  if (!parsed.success) throw faultOf(parsed.error.issues, source);
  checkNotation(parsed.data, source);
  checkNames(parsed.data, source);
  return parsed.data;
}

/** What zod found first; a misspelt key before the one that is missing for it. */
function faultOf(issues: readonly z.core.$ZodIssue[], source: YamlSource): UserError {
  const found = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const issue = deepest(found);
  const path = issue.path as Path;
  const [message, remedy] = issue.message.split(REMEDY);
  if (issue.code === 'unrecognized_keys') {
    return source.complaint(placeOf(source, [...path, issue.keys[0]], true), message, remedy, 'unknown-name');
  }
  return source.complaint(placeOf(source, path), `${nameOf(path)} ${message}`, remedy || undefined, 'bad-argument');
}

/** What is at fault, in a sentence: a key, or an item of a list. */
function nameOf(path: Path): string {
  const name = path.findLast((part) => typeof part === 'string') ?? 'an experiment';
  const items: Readonly<Record<string, string>> = { runs: 'a run', expect: 'a check', measure: 'a quantity' };
  return typeof path.at(-1) === 'number' ? (items[name] ?? `a value of ${name}`) : name;
}

/** A union complains as a whole; where one of its members came further than the others, that one says more. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().find(({ code, path }) => path.length > 0 || code === 'custom');
  return inner ? { ...inner, path: [...issue.path, ...inner.path] } : issue;
}

/** The place of a value, or of the nearest there is to it; of its key where that is at fault. */
function placeOf({ document, text }: YamlSource, path: Path, ofKey = false): Range {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const pair = isMap(parent)
      ? (parent.items as Pair<Node, Node>[]).find(({ key }) => textOf(key) === String(path[length - 1]))
      : undefined;
    if (ofKey && pair) return rangeOf(pair.key);
    const node = pair ? (pair.value ?? pair.key) : document.getIn(path.slice(0, length), true);
    if (isNode(node)) return rangeOf(node);
  }
  return isNode(document.contents) ? [rangeOf(document.contents)[0], text.length] : [0, text.length];
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
function checkNotation(file: ExperimentFile, source: YamlSource): void {
  const values =
    parameterOf(file) === undefined ? [undefined] : [...valuesOf(file, 'full'), ...valuesOf(file, 'quick')];
  const places: Path[] = [[], ...file.runs.map((_, index) => ['runs', index])];
  for (const path of places) {
    const part: Partial<Record<keyof typeof READERS, string>> = path.length === 0 ? file : file.runs[Number(path[1])];
    for (const key of ['network', 'data', 'preprocess'] as const) {
      const text = part[key];
      if (text === undefined) continue;
      const name = key === 'data' ? 'the data' : `the ${key}`;
      reading(source, [...path, key], () => {
        const texts = new Set(values.map((value) => filled(text, file, value)));
        for (const one of texts) READERS[key](one, name);
      });
    }
  }
  for (const effort of ['quick', 'full'] as const) {
    const { points } = file[effort];
    if (typeof points === 'number') continue;
    reading(source, [effort, 'points'], () =>
      values.map((value) => wholeNumber('points', Number(filled(points, file, value)), 2)),
    );
  }
  const dataless = file.data === undefined ? file.runs.findIndex(({ data }) => data === undefined) : -1;
  if (dataless >= 0) {
    const message = `the run ${file.runs[dataless].label} has no data`;
    const remedy = 'give the run data, or the whole experiment';
    throw source.complaint(placeOf(source, ['runs', dataless]), message, remedy, 'bad-argument');
  }
}

function reading(source: YamlSource, path: Path, read: () => unknown): void {
  try {
    read();
  } catch (error) {
    throw error instanceof UserError ? source.located(error, placeOf(source, path)) : error;
  }
}

/** Labels, values, quantities and what varies must be those of the experiment. */
function checkNames(file: ExperimentFile, source: YamlSource): void {
  const labels = file.runs.map(({ label }) => label);
  const known = (what: string, names: readonly string[], path: Path, given: string | number | undefined) => {
    if (given === undefined || names.includes(String(given))) return;
    const remedy = `${didYouMean(String(given), names)}known are ${names.join(', ') || 'none'}`;
    throw source.complaint(placeOf(source, path), `unknown ${what} "${given}"`, remedy, 'unknown-name');
  };
  const twice = labels.findIndex((label, index) => labels.indexOf(label) < index);
  if (twice >= 0) {
    throw source.complaint(
      placeOf(source, ['runs', twice, 'label']),
      `two runs are called ${labels[twice]}`,
      'give each a label of its own',
      'bad-argument',
    );
  }
  const parameter = parameterOf(file);
  const places = namesOfValues(file, 'full');
  for (const [index, value] of namesOfValues(file, 'quick').entries()) {
    known('value', places, ['quick', 'values', index], value);
  }
  file.expect.forEach((check, index) => {
    const path = ['expect', index];
    known('quantity', file.measure, [...path, 'quantity'], check.quantity);
    for (const label of [check.of ?? []].flat()) known('run', labels, [...path, 'of'], label);
    for (const value of [check.at ?? []].flat()) known('value', places, [...path, 'at'], value);
    for (const side of ['above', 'below'] as const) {
      if (typeof check[side] === 'string') known('run', ['theory', ...labels], [...path, side], check[side]);
    }
    for (const relation of ['increases-with', 'decreases-with', 'constant-in'] as const) {
      known('name of what varies', parameter === undefined ? [] : [parameter], [...path, relation], check[relation]);
    }
  });
}
