import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { measurementJsonSchema, predict, predictionJsonSchema } from 'firstguess';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('..', import.meta.url).pathname;
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const pages = ['.', 'docs'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => normalize(join(folder, name))),
);
const theory = read('docs/theory.md');
const json = read('docs/json.md');

describe.each(pages)('%s', (page) => {
  it('names only files that exist', () => {
    expect(filesNamedIn(read(page)).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('has links that lead somewhere', () => {
    const broken = linksIn(read(page)).filter((link) => {
      const [path, anchor] = link.split('#');
      const target = path === '' ? page : normalize(join(dirname(page), path!));
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

describe('the formulas of the theory', () => {
  const formulas = [...theory.matchAll(/^\$\$\n([\s\S]*?)\n\$\$\n([\s\S]*?\n\n)/gm)];
  const numbers = formulas.map(([, formula]) => Number(/\\tag\{(\d+)\}$/.exec(formula!)?.[1]));

  it('are numbered without gaps', () => {
    expect(numbers.length).toBeGreaterThan(40);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  });

  it.each(formulas.map(([, formula, after], i) => [i + 1, formula!, after!] as const))(
    '(%i) names the file and function that computes it and the test that holds it',
    (_, formula, after) => {
      const named = /^\n→ `(src\/[\w/.]+)` \(((?:`\w+`(?:, )?)+)\) · `([\w/]+\.(?:test|check)\.ts)`\n\n$/.exec(after);
      expect(named, after).not.toBeNull();
      const source = read(named![1]!);
      for (const [, name] of named![2]!.matchAll(/`(\w+)`/g)) expect(source).toMatch(new RegExp(`\\b${name}\\b`));
      // Markdown would eat the backslash before a punctuation mark.
      expect(formula).not.toMatch(/\\[^A-Za-z \n]/);
    },
  );

  it('are referred to by numbers that exist', () => {
    const cited = [...json.matchAll(/formulas? (\d+)(?: and (\d+))?/g)].flatMap(([, ...found]) =>
      found.filter(Boolean),
    );
    expect(cited.length).toBeGreaterThan(3);
    for (const number of cited) expect(numbers).toContain(Number(number));
  });

  it('are in sections that the code cites', () => {
    const sections = [...theory.matchAll(/^## (\d+)\b/gm)].map(([, number]) => number);
    const cited = sourceFiles('src').flatMap((path) =>
      [...read(path).matchAll(/docs\/theory §(\d+)/gi)].map(([, number]) => `§${number}`),
    );
    expect(cited.length).toBeGreaterThan(20);
    expect([...new Set(cited)].filter((section) => !sections.includes(section.slice(1)))).toEqual([]);
  });
});

describe('the page on JSON', () => {
  const schemas = { prediction: predictionJsonSchema(), measurement: measurementJsonSchema() };
  const [prediction, measurement] = [...json.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, text]) =>
    JSON.parse(text!),
  );

  it.each(Object.entries(schemas))('describes every field of a %s', (_, schema) => {
    const missing = [...fieldsOf(schema)].filter((field) => !json.includes(`\`${field}\``));
    expect(missing).toEqual([]);
  });

  it('has examples that follow the schemas', () => {
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validate(schemas.prediction, prediction), ajv.errorsText()).toBe(true);
    expect(ajv.validate(schemas.measurement, measurement), ajv.errorsText()).toBe(true);
  });

  it('has the prediction that its command gives', () => {
    const found = predict(prediction.network, prediction.data);
    for (const key of ['gamma', 'agreement', 'maxFraction', 'sd'] as const) {
      expect(found[key]! / prediction[key]).toBeCloseTo(1, 10);
    }
    expect(found.layers.map(({ layer }) => layer)).toEqual(prediction.layers.map(({ layer }: Layer) => layer));
  });
});

interface Layer {
  readonly layer: string;
}

/** Paths in backticks that begin with a folder of the repository. */
function filesNamedIn(page: string): string[] {
  const paths = page.matchAll(/`((?:src|e2e|checks|docs|bench|scripts|bin|experiments)\/[\w./-]+\.\w+)`/g);
  return [...paths].map(([, path]) => path!);
}

/** Targets of links and pictures within the repository. */
function linksIn(page: string): string[] {
  const prose = page.replace(/^(```|\$\$)[\s\S]*?^\1$/gm, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!).filter((t) => !/^[a-z]+:/.test(t));
}

/** Anchors as GitHub makes them from headings: lower case, punctuation left out, spaces to hyphens, repeats numbered. */
function anchorsOf(page: string): string[] {
  const seen = new Map<string, number>();
  const prose = page.replace(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => {
    const slug = heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(join(ROOT, path)).isDirectory()) return sourceFiles(path);
    return name.endsWith('.ts') ? [path] : [];
  });
}

/** Names of all properties of a JSON Schema, at any depth. */
function fieldsOf(schema: unknown): Set<string> {
  const fields = new Set<string>();
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties') for (const name of Object.keys(value)) fields.add(name);
      visit(value);
    }
  };
  visit(schema);
  return fields;
}
