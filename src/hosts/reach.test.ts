import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '..');

/** What a module brings with it. */
interface Reached {
  /** The folders of `src` that its modules lie in. */
  readonly folders: ReadonlySet<string>;
  /** Packages, and modules of Node. */
  readonly packages: ReadonlySet<string>;
}

/**
 * All that one loads when it starts, by its imports; those of types alone load nothing.
 * @param later whether to follow what is imported when it is needed, too
 */
function behind(entry: string, later = false): Reached {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const from of specifiersOf(readFileSync(file, 'utf8'), later)) {
      if (from.startsWith('.')) visit(join(dirname(file), from));
      else packages.add(from);
    }
  };
  visit(join(SOURCE, entry));
  return { folders: new Set([...seen].map((file) => dirname(relative(SOURCE, file)).split('/')[0])), packages };
}

function specifiersOf(text: string, later: boolean): string[] {
  const atOnce = [...text.matchAll(/^(?:import|export) ([^;]*?) ?from '([^']+)'/gm)].flatMap(([, what, from]) => {
    const names = /^\{(.*)\}$/s.exec(what)?.[1].split(',') ?? [what];
    return names.every((name) => /^\s*(type\b|$)/.test(name)) ? [] : [from];
  });
  const needed = [...text.matchAll(/(?<!typeof )\bimport\(\s*'([^']+)'\s*\)(?!\.)/g)].map(([, from]) => from);
  return later ? [...atOnce, ...needed] : atOnce;
}

describe('a worker', () => {
  it.each(['hosts/node/worker.ts', 'hosts/browser/worker.ts'])(
    'gets programs ready to run: it loads neither networks nor their notation, nor theory (%s)',
    (entry) => {
      const { folders } = behind(entry);
      for (const needed of ['program', 'engine', 'random', 'measure']) expect(folders).toContain(needed);
      for (const folder of ['network', 'notation', 'activations', 'kernel', 'theory', 'depth', 'setup', 'results']) {
        expect(folders).not.toContain(folder);
      }
    },
  );
});

describe('firstguess/predict', () => {
  it('brings neither an engine nor measuring nor Node, not even later', () => {
    const { folders, packages } = behind('predict.ts', true);
    for (const needed of ['network', 'data', 'theory', 'finite']) expect(folders).toContain(needed);
    for (const folder of ['measure', 'engine', 'program', 'hosts', 'console', 'cli'])
      expect(folders).not.toContain(folder);
    expect([...packages].filter((name) => /^(node:|onnx|piscina|@bufbuild|@observablehq|linkedom)/.test(name))).toEqual(
      [],
    );
  });

  it('is told from the whole library, which brings them', () => {
    const { folders, packages } = behind('browser.ts', true);
    expect(folders).toContain('engine');
    expect([...packages].some((name) => name.startsWith('onnxruntime-web'))).toBe(true);
  });
});
