import { distance } from 'fastest-levenshtein';
import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { UserError } from '../../../errors.ts';
import { parseScheme } from '../../../network/schemes/index.ts';
import { didYouMean } from '../../../notation/nearest.ts';
import { rangeOf, textOf, YamlSource } from '../../../notation/yamlSource.ts';
import { matches } from '../../pattern.ts';
import { AS_EXPORTED } from '../asExported.ts';
import { type EntryLaw, parseEntryLaw } from './entryLaw.ts';

/** Laws of parameters by their names, as a file states them. */
export interface LawFile {
  readonly source: YamlSource;
  /** Of parameters that no rule is for: "torch" or "as-exported"; undefined if the file names none. */
  readonly default?: string;
  /** In the order of the file: the first that matches a name holds. */
  readonly rules: readonly LawRule[];
}

interface LawRule {
  /** A name, in which * stands for any text. */
  readonly match: string;
  /** Where the pattern is written. */
  readonly place: Node;
  readonly law: EntryLaw;
}

/**
 * Reads laws by patterns of names from YAML:
 *
 *   default: torch
 *   laws:
 *     - {match: "*.fc.weight", law: "normal(0.01)"}
 *     - {match: "*.bias", law: zeros}
 *
 * @param what names the text in messages: the path of the file
 * @throws UserError `notation`, `unknown-name` or `bad-argument`, with line and column, and a caret under the fault
 */
export function parseLawFile(text: string, what: string): LawFile {
  const source = new YamlSource(text, what);
  const { contents } = source.document;
  const { default: byDefault, laws } = fieldsOf(contents, ['default', 'laws'], source, EXAMPLE);
  return {
    source,
    ...(byDefault && { default: reading(byDefault, source, readDefault) }),
    rules: laws ? rulesOf(laws, source) : [],
  };
}

function readDefault(init: string): string {
  return init === AS_EXPORTED ? init : parseScheme(init, 'default').notation;
}

const EXAMPLE = 'write "default: torch", and below "laws:" one rule a line: - {match: "*.bias", law: zeros}';

function rulesOf(laws: Node, source: YamlSource): LawRule[] {
  if (!isSeq(laws)) throw source.complaint(rangeOf(laws), 'laws must be a list of rules', EXAMPLE);
  return (laws.items as Node[]).map((item) => {
    const { match, law } = fieldsOf(item, ['match', 'law'], source, EXAMPLE);
    if (!match || !law) throw source.complaint(rangeOf(item), `a rule needs ${match ? 'law' : 'match'}`, EXAMPLE);
    return { match: reading(match, source, String), place: match, law: reading(law, source, parseEntryLaw) };
  });
}

/** The values of a map by its keys, of which it may have these. */
function fieldsOf<Key extends string>(
  node: unknown,
  known: readonly Key[],
  source: YamlSource,
  remedy: string,
): Partial<Record<Key, Node>> {
  if (!isMap(node)) {
    const place = node ? rangeOf(node as Node) : ([0, source.text.length] as const);
    throw source.complaint(place, `expected a map of ${known.join(' and ')}`, remedy);
  }
  const fields = (node.items as Pair<Node, Node | null>[]).map(({ key, value }) => {
    const name = textOf(key);
    if (!known.some((one) => one === name)) {
      const help = `${didYouMean(name, known)}known are ${known.join(', ')}`;
      throw source.complaint(rangeOf(key), `unknown key "${name}"`, help, 'unknown-name');
    }
    if (!value || (isScalar(value) && value.value === null))
      throw source.complaint(rangeOf(key), `${name} has no value`, remedy);
    return [name, value];
  });
  return Object.fromEntries(fields);
}

/** What a text in the file says in a notation of its own; complaints get the place in the file before their own. */
function reading<T>(node: Node, source: YamlSource, read: (text: string) => T): T {
  if (!isScalar(node)) throw source.complaint(rangeOf(node), 'expected a text', EXAMPLE);
  try {
    return read(textOf(node));
  } catch (error) {
    throw error instanceof UserError ? source.located(error, rangeOf(node)) : error;
  }
}

const MOST_NAMES = 3;

/**
 * Checks that each pattern of a file matches a name, which a misspelt one does not.
 * @throws UserError `unknown-name` with the place of the pattern, and the nearest names
 */
export function checkPatterns({ rules, source }: LawFile, names: readonly string[]): void {
  for (const { match, place } of rules) {
    if (names.some((name) => matches(match, name))) continue;
    const near = names.toSorted((one, other) => distance(match, one) - distance(match, other)).slice(0, MOST_NAMES);
    const remedy = near.length > 0 ? `the nearest names are ${near.join(', ')}` : 'the model has no parameters';
    throw source.complaint(rangeOf(place), `no parameter matches "${match}"`, remedy, 'unknown-name');
  }
}
