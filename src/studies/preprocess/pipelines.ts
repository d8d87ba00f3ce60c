import type { Data } from '../../data/dataset.ts';
import { parsePreprocess } from '../../data/parsePreprocess.ts';
import type { Preprocess } from '../../data/preprocess.ts';
import { fault } from '../../notation/syntax.ts';

/**
 * Pipelines from texts. A list in braces stands for one pipeline a number: `standardize, shift({0, 0.5, 1})` is three.
 * What is given twice is taken once.
 *
 * @param what names the texts in messages
 * @throws UserError `notation`, `unknown-name` or `bad-argument`, with a caret under the fault
 */
export function pipelinesFrom(texts: readonly (string | Preprocess)[], what = 'the pipeline'): Preprocess[] {
  const pipelines = texts.flatMap((text) =>
    typeof text === 'string' ? expanded(text).map((single) => parsePreprocess(single, what)) : [text],
  );
  return [...new Map(pipelines.map((steps) => [steps.notation, steps])).values()];
}

/**
 * Writes out the list in braces of a pipeline, if it has one.
 * @throws UserError `notation` for two lists, a list without its end, and what is not a number
 */
export function expanded(text: string): string[] {
  const open = text.indexOf('{');
  if (open < 0) return [text];
  const close = text.indexOf('}', open);
  if (close < 0) throw fault({ text, at: open, length: 1 }, 'a list in braces has no end', 'close it with "}"');
  const second = text.indexOf('{', close);
  if (second >= 0) {
    const remedy = 'write the other pipelines out, each in quotes of its own';
    throw fault({ text, at: second, length: 1 }, 'a pipeline has one list in braces at most', remedy);
  }
  return numbersIn(text, open + 1, close).map((value) => text.slice(0, open) + value + text.slice(close + 1));
}

/** The numbers between two places, as they are written. */
function numbersIn(text: string, from: number, to: number): string[] {
  let at = from;
  return text
    .slice(from, to)
    .split(',')
    .map((part) => {
      const place = { text, at, length: Math.max(1, part.length) };
      at += part.length + 1;
      if (NUMBER.test(part.trim())) return part.trim();
      throw fault(place, 'a list in braces takes numbers', 'for instance shift({0, 0.5, 1, 2})');
    });
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * What one would try first on some data: as they are, into 0…1, centred, standardised and whitened. Generated data
 * need the middle two alone: they have no range, and independent entries are white once they are standardised.
 */
export function usualPipelines(data: Data): string[] {
  if (data.kind !== 'dataset') return ['none', 'center', 'standardize'];
  return ['none', ...intoUnitRange(data.values), 'center', 'standardize', 'whiten'];
}

/** How bytes and other numbers come into 0…1; nothing where they lie there already. */
function intoUnitRange(values: ArrayLike<number>): string[] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    if (values[i] < low) low = values[i];
    if (values[i] > high) high = values[i];
  }
  if (low >= 0 && high <= 1) return [];
  // Pictures of bytes may happen to lack pure white.
  if (low >= 0 && high > 127 && high <= 255) return [`scale(${1 / 255})`];
  return ['minmax(per=global)'];
}
