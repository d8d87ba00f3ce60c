import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The floors from the ground up: files import from their own folder and from those before it. docs/architecture.md. */
const FLOORS = [
  'errors',
  'version',
  'notation',
  'numerics',
  'graph',
  'random',
  'engine',
  'activations',
  'kernel',
  'network',
  'data',
  'setup',
  'program',
  'laws',
  'trace',
  'depth',
  'results',
  'theory',
  'finite',
  'neutralise',
  'measure',
  'export',
  'audit',
  'remedies',
  'present',
  'claims',
  'hosts',
  'console',
  'studies',
  'cli',
  'predict',
  'api',
  'browser',
  'index',
] as const;

/** What may import Node: the rest runs in browsers, too. */
const NODE = [
  /^hosts\/node\//,
  /^console\//,
  /^cli\//,
  /^index\.ts$/,
  /^data\/sources\/files\//,
  /^present\/svg\/(png|pdf|fontFiles)/,
  /^engine\/onnx\/read\/files\//,
  /^studies\/\w+\/(answer|folder|results|fractions|nodeRun|experiments)\.ts$/,
  /^studies\/measure\/run\.ts$/,
  /^studies\/runFolder\.ts$/,
];

/** More source files than this are more than one can take in. */
const MOST_FILES = 20;

const SOURCE = import.meta.dirname;

/** A file and what it imports: at once, and only when it is needed. */
interface Module {
  readonly file: string;
  readonly imports: readonly string[];
  readonly later: readonly string[];
}

/** Every import of a text, types included. */
function importsOf(text: string): { readonly imports: string[]; readonly later: string[] } {
  const specifiers = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, specifier]) => specifier);
  return {
    imports: specifiers(/^(?:import|export)\b[^;'"]*?(?:from\s*)?'([^']+)';/gms),
    later: specifiers(/\bimport\(\s*'([^']+)'\s*\)/g),
  };
}

function modules(): Module[] {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(isSource);
  return files.map((file) => {
    const { imports, later } = importsOf(readFileSync(join(SOURCE, file), 'utf8'));
    const inside = (specifier: string) =>
      specifier.startsWith('.') ? relative(SOURCE, resolve(SOURCE, dirname(file), specifier)) : specifier;
    return { file, imports: imports.map(inside), later: later.map(inside) };
  });
}

function isSource(file: string): boolean {
  return file.endsWith('.ts') && !file.endsWith('.test.ts') && !/testing\/|assembly\/|\.generated\./.test(file);
}

/** Imports against the order of the floors: "measure/x.ts -> studies/y.ts". */
function againstOrder(all: readonly Module[]): string[] {
  const floor = (file: string) => (FLOORS as readonly string[]).indexOf(file.split('/')[0].replace(/\.ts$/, ''));
  return all.flatMap(({ file, imports, later }) =>
    [...imports, ...later]
      .filter((target) => target.endsWith('.ts') && floor(target) > floor(file))
      .map((target) => `${file} -> ${target}`),
  );
}

/** Files that import each other in a circle, types included; what is imported later closes no circle. */
function circles(all: readonly Module[]): string[][] {
  const targets = new Map(all.map(({ file, imports }) => [file, imports]));
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file]);
    if (done.has(file) || path.includes(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const { file } of all) visit(file, []);
  return found;
}

describe('the house', () => {
  const all = modules();

  it('has no folder that the floors do not name', () => {
    const names = new Set(all.map(({ file }) => file.split('/')[0].replace(/\.ts$/, '')));
    expect([...names].filter((name) => !FLOORS.some((floor) => floor === name))).toEqual([]);
  });

  it('imports downwards only', () => {
    expect(againstOrder(all)).toEqual([]);
  });

  it('has no circle of imports', () => {
    expect(circles(all)).toEqual([]);
  });

  it('knows Node only at its edges', () => {
    const users = all.filter(({ imports, later }) => [...imports, ...later].some((name) => name.startsWith('node:')));
    expect(users.map(({ file }) => file).filter((file) => !NODE.some((edge) => edge.test(file)))).toEqual([]);
  });

  it(`has at most ${MOST_FILES} source files in a folder`, () => {
    const counts = new Map<string, number>();
    for (const { file } of all) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > MOST_FILES)).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  it('names paths that exist', () => {
    const page = readFileSync(join(SOURCE, '../docs/architecture.md'), 'utf8');
    const paths = [...page.matchAll(/`(src\/[\w./]+)`/g)].map(([, path]) => path);
    expect(paths.length).toBeGreaterThan(40);
    expect(paths.filter((path) => !existsSync(join(SOURCE, '..', path)))).toEqual([]);
  });

  it('names every floor', () => {
    const page = readFileSync(join(SOURCE, '../docs/architecture.md'), 'utf8');
    const unnamed = FLOORS.filter((floor) => floor !== 'version' && !page.includes(`\`src/${floor}`));
    expect(unnamed).toEqual([]);
  });
});

describe('a planted fault is found', () => {
  const module = (file: string, ...imports: string[]): Module => ({ file, imports, later: [] });

  it('where a file imports from a floor above', () => {
    const planted = [module('measure/x.ts', 'studies/y.ts', 'graph/graph.ts'), module('studies/y.ts', 'measure/x.ts')];
    expect(againstOrder(planted)).toEqual(['measure/x.ts -> studies/y.ts']);
    expect(againstOrder([{ file: 'kernel/a.ts', imports: [], later: ['cli/main.ts'] }])).toHaveLength(1);
  });

  it('where files import each other in a circle, by types as well', () => {
    const planted = [module('a.ts', 'b.ts'), module('b.ts', 'c.ts'), module('c.ts', 'a.ts'), module('d.ts', 'a.ts')];
    expect(circles(planted)).toEqual([['a.ts', 'b.ts', 'c.ts', 'a.ts']]);
    expect(importsOf("import type { A } from './a.ts';\nexport {\n  b,\n} from './b.ts';\n").imports).toEqual([
      './a.ts',
      './b.ts',
    ]);
  });
});
