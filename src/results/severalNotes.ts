import { listed } from './words.ts';

/**
 * The notes of several results, each once: with the names of those it is of, unless it is of all.
 * @param one, @param many what the named are called: "network", "networks"
 */
export function severalNotes(
  results: readonly { readonly name: string; readonly notes: readonly string[] }[],
  one: string,
  many: string,
): string[] {
  const holders = new Map<string, Set<string>>();
  for (const { name, notes } of results) {
    for (const note of notes) holders.set(note, (holders.get(note) ?? new Set()).add(name));
  }
  return [...holders].map(([note, names]) => {
    if (names.size === results.length) return note;
    return `${names.size === 1 ? one : many} ${listed([...names])}: ${note}`;
  });
}
