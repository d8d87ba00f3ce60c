import { type Token, tokenize } from '../notation/tokens.ts';

/**
 * Names as short as tell networks apart: what is left without the beginning and the end that all share, so that
 * "dense(512), tanh, dense(10)" and "dense(512), relu, dense(10)" are "tanh" and "relu". The whole notation where
 * that leaves nothing, or half of a parenthesis.
 */
export function shortNames(notations: readonly string[]): string[] {
  if (notations.length < 2) return [...notations];
  const tokens = notations.map((notation) => tokenize(notation, 'the network').slice(0, -1));
  const shortest = Math.min(...tokens.map(({ length }) => length));
  const before = shared(tokens, shortest, (list, i) => list[i]);
  const after = shared(tokens, shortest - before, (list, i) => list[list.length - 1 - i]);
  const names = tokens.map((list, row) => written(notations[row], list.slice(before, list.length - after)));
  return names.every((name) => name && isBalanced(name)) ? names : [...notations];
}

/** How many tokens all lists share, one after the other. */
function shared(lists: readonly Token[][], most: number, at: (list: Token[], index: number) => Token): number {
  const same = (index: number) =>
    lists.every(
      (list) => at(list, index).kind === at(lists[0], index).kind && at(list, index).text === at(lists[0], index).text,
    );
  let count = 0;
  while (count < most && same(count)) count++;
  return count;
}

/** The text that tokens come from, without commas at its ends. */
function written(text: string, tokens: readonly Token[]): string {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (!first || !last) return '';
  return text.slice(first.at, last.at + last.length).replace(/^[\s,]+|[\s,]+$/g, '');
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth++;
    if (character === ')' && --depth < 0) return false;
  }
  return depth === 0;
}
