import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { caret, UserError } from '../errors.ts';
import type { Argument, Call } from '../notation/syntax.ts';
import { rangeOf, textOf, YamlSource } from '../notation/yamlSource.ts';
import { makeStep, parseSteps } from './parsePreprocess.ts';
import { type Preprocess, preprocess, type Step } from './preprocess.ts';

/**
 * Preprocessing from YAML: a list of steps in the order they are done. A step is a name, or text in the notation, or a map
 * from the name to its argument or arguments:
 *
 *   - center
 *   - scale: 2
 *   - standardize: {mean: [0.485, 0.456, 0.406], sd: [0.229, 0.224, 0.225]}
 *
 * @param what names the text in messages, e.g. the path of the file
 * @throws UserError `notation`, `unknown-name` or `bad-argument`, with line and column, and a caret under the fault
 */
export function parsePreprocessYaml(text: string, what = 'the preprocessing'): Preprocess {
  const source = new YamlSource(text, what);
  const { document } = source;
  if (!isSeq(document.contents) || document.contents.items.length === 0) {
    const place = document.contents ? rangeOf(document.contents) : ([0, text.length] as const);
    throw source.complaint(
      place,
      `${what} is not a list of steps`,
      'write one step per line, for instance "- standardize"',
    );
  }
  return preprocess(...document.contents.items.flatMap((item) => stepsOf(item as Node, source)));
}

function stepsOf(item: Node, source: YamlSource): Step[] {
  try {
    if (isScalar(item) && typeof item.value === 'string') return parseSteps(item.value, source.what);
    if (isMap(item) && item.items.length === 1) return [makeStep(callOf(item.items[0] as Pair<Node, Node>, source))];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw source.located(error, rangeOf(item));
  }
  const remedy = 'for instance "- center" or "- scale: 2"; begin every step with a dash of its own';
  throw source.complaint(rangeOf(item), 'a step is a name, or a name with its arguments', remedy);
}

/** The call that `name: value` stands for, with places in the YAML text. */
function callOf({ key, value }: Pair<Node, Node>, source: YamlSource): Call {
  const [at, end] = rangeOf(key);
  return { kind: 'call', name: textOf(key), args: argumentsOf(value, source), at, length: end - at, text: source.text };
}

/** By keyword where they are a map, a single one by position otherwise, none where nothing follows the name. */
function argumentsOf(value: Node | null, source: YamlSource): Argument[] {
  if (value === null || (isScalar(value) && value.value === null)) return [];
  if (!isMap(value)) return [argumentOf(value, source)];
  return (value.items as Pair<Node, Node>[]).map((pair) => argumentOf(pair.value, source, pair.key));
}

/** Lists of numbers are what the notation writes as a quoted text, and 16x16 are dimensions there as here. */
function argumentOf(value: Node | null, source: YamlSource, key?: Node): Argument {
  const [valueAt, end] = rangeOf(value ?? key!);
  const at = key ? rangeOf(key)[0] : valueAt;
  const place = { at, length: end - at, valueAt };
  const name = key && textOf(key);
  if (isSeq(value)) {
    const texts = value.items.map((item) => textOf(item as Node));
    return { name, value: texts.join(', '), ...place };
  }
  if (!isScalar(value) || value.value === null) {
    const what = name === undefined ? 'the argument' : `the argument ${name}`;
    throw new UserError(
      'bad-argument',
      `${what} has no value`,
      caret(source.text, at, end - at),
      'give a number or a word',
    );
  }
  if (typeof value.value === 'number') return { name, value: value.value, ...place };
  const text = String(value.value);
  return { name, value: DIMENSIONS.test(text) ? text.split('x').map(Number) : text, ...place };
}

const DIMENSIONS = /^\d+(x\d+)+$/;
