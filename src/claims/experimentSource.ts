import { isMap, isNode, type Node, type Pair } from 'yaml';
import type { z } from 'zod';
import { UserError } from '../errors.ts';
import { didYouMean } from '../notation/nearest.ts';
import { type Range, rangeOf, textOf, YamlSource } from '../notation/yamlSource.ts';
import { REMEDY } from './yamlParts.ts';

/** The way to a value from the top of the file. */
export type Path = readonly (string | number)[];

/** The text of an experiment, which knows the place of every value in it. */
export class ExperimentSource extends YamlSource {
  /** What zod found first; a misspelt key before the one that is missing for it. */
  faultOf(issues: readonly z.core.$ZodIssue[]): UserError {
    const found = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
    const issue = deepest(found);
    const path = issue.path as Path;
    const [message, remedy] = issue.message.split(REMEDY);
    if (issue.code === 'unrecognized_keys') {
      return this.complaint(this.rangeAt([...path, issue.keys[0]], true), message, remedy, 'unknown-name');
    }
    return this.complaint(this.rangeAt(path), `${nameOf(path)} ${message}`, remedy || undefined, 'bad-argument');
  }

  /** The place of a value, or of the nearest there is to it; of its key where that is at fault. */
  rangeAt(path: Path, ofKey = false): Range {
    for (let length = path.length; length > 0; length--) {
      const parent = this.document.getIn(path.slice(0, length - 1), true);
      const pair = isMap(parent)
        ? (parent.items as Pair<Node, Node>[]).find(({ key }) => textOf(key) === String(path[length - 1]))
        : undefined;
      if (ofKey && pair) return rangeOf(pair.key);
      const node = pair ? (pair.value ?? pair.key) : this.document.getIn(path.slice(0, length), true);
      if (isNode(node)) return rangeOf(node);
    }
    const { contents } = this.document;
    return isNode(contents) ? [rangeOf(contents)[0], this.text.length] : [0, this.text.length];
  }

  /**
   * Reads what a value says in a notation of its own.
   * @throws UserError of the reader, with the place of the value before its own
   */
  reading<T>(path: Path, read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw error instanceof UserError ? this.located(error, this.rangeAt(path)) : error;
    }
  }

  /**
   * Checks that a value is one of the names there are; what is not given is none.
   * @throws UserError `unknown-name`
   */
  known(what: string, names: readonly string[], path: Path, given: string | number | undefined): void {
    if (given === undefined || names.includes(String(given))) return;
    const remedy = `${didYouMean(String(given), names)}known are ${names.join(', ') || 'none'}`;
    throw this.complaint(this.rangeAt(path), `unknown ${what} "${given}"`, remedy, 'unknown-name');
  }
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
