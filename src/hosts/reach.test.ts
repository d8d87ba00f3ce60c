import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '..');

/** Folders of all modules that one loads when it starts, by their imports; those of types alone load nothing. */
function foldersBehind(entry: string): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, what, from] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export) ([^;]*?) ?from '(\.[^']+)'/gm,
    )) {
      const names = /^\{(.*)\}$/s.exec(what)?.[1].split(',') ?? [what];
      if (names.every((name) => /^\s*(type\b|$)/.test(name))) continue;
      visit(join(dirname(file), from));
    }
  };
  visit(join(SOURCE, entry));
  return new Set([...seen].map((file) => dirname(relative(SOURCE, file)).split('/')[0]));
}

describe('a worker', () => {
  it.each(['hosts/node/worker.ts', 'hosts/browser/worker.ts'])(
    'gets programs ready to run: it loads neither networks nor their notation, nor theory (%s)',
    (entry) => {
      const reached = foldersBehind(entry);
      for (const needed of ['program', 'engine', 'random', 'measure']) expect(reached).toContain(needed);
      for (const folder of ['network', 'notation', 'activations', 'kernel', 'theory', 'depth', 'setup', 'results']) {
        expect(reached).not.toContain(folder);
      }
    },
  );
});
