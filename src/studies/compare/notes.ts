import type { Measurement } from '../../results/schema.ts';

/** What measurements have to add: once where all say it, else after the number of the network. */
export function notesOf(measurements: readonly Measurement[]): string[] {
  const all = measurements.map(({ notes }) => new Set(notes));
  const shared = [...(all[0] ?? [])].filter((note) => all.every((notes) => notes.has(note)));
  const own = all.flatMap((notes, i) =>
    [...notes].filter((note) => !shared.includes(note)).map((note) => `network ${i + 1}: ${note}`),
  );
  return [...shared, ...own];
}
