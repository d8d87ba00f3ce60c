import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  adviceJsonSchema,
  auditJsonSchema,
  checkJsonSchema,
  dataSummaryJsonSchema,
  dataset,
  explanationJsonSchema,
  exportJsonSchema,
  finitePredictionJsonSchema,
  measurementJsonSchema,
  neutralisationJsonSchema,
  phaseJsonSchema,
  predict,
  predictionJsonSchema,
  preprocessingJsonSchema,
  reproductionJsonSchema,
  scoreJsonSchema,
} from 'firstguess';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('..', import.meta.url).pathname;
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const pages = ['.', 'docs', 'docs/story', 'docs/gallery'].flatMap((folder) =>
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
    expect(numbers.length).toBeGreaterThan(60);
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
  const schemas = {
    prediction: predictionJsonSchema(),
    measurement: measurementJsonSchema(),
    'data summary': dataSummaryJsonSchema(),
    'phase diagram': phaseJsonSchema(),
    explanation: explanationJsonSchema(),
    'finite prediction': finitePredictionJsonSchema(),
    'comparison of pipelines': preprocessingJsonSchema(),
    reproduction: reproductionJsonSchema(),
    advice: adviceJsonSchema(),
    audit: auditJsonSchema(),
    neutralisation: neutralisationJsonSchema(),
    check: checkJsonSchema(),
    score: scoreJsonSchema(),
    export: exportJsonSchema(),
  };
  const [prediction, measurement, explanation] = [...json.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, text]) =>
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
    expect(ajv.validate(schemas.explanation, { ...explanation, measurement }), ajv.errorsText()).toBe(true);
  });

  it('has the prediction that its command gives', () => {
    const found = predict(prediction.network, prediction.data);
    for (const key of ['gamma', 'agreement', 'maxFraction', 'sd'] as const) {
      expect(found[key]! / prediction[key]).toBeCloseTo(1, 10);
    }
    expect(found.layers.map(({ layer }) => layer)).toEqual(prediction.layers.map(({ layer }: Layer) => layer));
  });

  it('has an explanation of the measurement before it', () => {
    const gammas = ({ layers }: { layers: { gamma: unknown }[] }) => layers.map(({ gamma }) => gamma);
    const measured = measurement.layers.map(({ gamma: mean, standardError }: MeasuredLayer) => ({
      mean,
      standardError,
    }));
    expect(gammas(explanation)).toEqual(measured);
    expect(explanation.layers[1].worth.mean).toBeCloseTo(measurement.prediction.agreement - 0.5, 12);
  });
});

/** Kernels of given points, whose formulas are in §6 and §7: with two points the means over pairs are the pair itself. */
describe('the kernel of two given points', () => {
  const far = { first: [1, 2, -0.5, 0.25], second: [-0.5, 1, 1, 2] };
  const near = { first: far.first, second: far.first.map((x, k) => x + 1e-5 * (k - 1)) };
  const layersAfter = (network: string, { first, second }: typeof far) =>
    predict(network, dataset(Float64Array.from([...first, ...second]), { shape: [4], name: 'two points' })).layers;
  const meanSquare = (x: number[]) => x.reduce((sum, value) => sum + value * value, 0) / x.length;

  it.each([
    ['far apart', far],
    ['close by', near],
  ])('is the sum of those of skip and branch, %s', (_, points) => {
    const [skip, sum] = layersAfter('dense(9, sigmaB2=0.3), residual(relu, dense(9, sigmaB2=0.1), alpha=0.7)', points);
    const branch = sum!.inner!.at(-1)!;
    expect(sum!.cov! / (skip!.cov! + 0.49 * Number(branch.cov))).toBeCloseTo(1, 12);
    expect(sum!.spread! / (skip!.spread! + 0.49 * Number(branch.spread))).toBeCloseTo(1, 9);
  });

  it.each([
    ['far apart', far],
    ['close by', near],
  ])('loses the means of both points in layerNorm, %s', (_, points) => {
    const [, relu, norm] = layersAfter('dense(9), relu, layerNorm(eps=0)', points);
    // Of relu units of variance q: μ² = q/2π, and variance q/2 − μ².
    const [q1, q2] = [points.first, points.second].map((x) => 2 * meanSquare(x));
    const deviations = Math.sqrt(q1! * q2!) * (1 / 2 - 1 / (2 * Math.PI));
    const meansApart = (Math.sqrt(q1!) - Math.sqrt(q2!)) ** 2 / (2 * Math.PI);
    const normsApart = ((Math.sqrt(q1!) - Math.sqrt(q2!)) ** 2 / 2) * (1 / 2 - 1 / (2 * Math.PI));
    // ½ E (f − f′)² of centred units, less what their unequal norms make of it.
    const expected = (relu!.spread! - meansApart / 2 - normsApart) / deviations;
    expect(norm!.spread! / expected).toBeCloseTo(1, 9);
  });
});

interface Layer {
  readonly layer: string;
}

interface MeasuredLayer {
  readonly gamma: number;
  readonly standardError: number;
}

/** Formula of spatial mode in §11, where each pixel has a mean of its own. */
describe('layerNorm of an image', () => {
  it.each(['layerNorm(eps=0)', 'layerNorm(eps=0.1)', 'rmsNorm'])(
    'is that of the image read as a vector (%s)',
    (norm) => {
      const onImage = predict(`conv(9, 3, padding=1), relu, ${norm}, dense(3)`, 'gaussian(shape=2x4x4, mean=0.5)');
      const onVector = predict(
        `conv(9, 3, padding=1), relu, flatten, ${norm}, dense(3)`,
        'gaussian(shape=2x4x4, mean=0.5)',
      );
      expect(onImage.agreement).toBeCloseTo(onVector.agreement!, 12);
      expect(onImage.layers[2]!.cov).toBeCloseTo(onVector.layers[3]!.cov!, 12);
      expect(onImage.layers[2]!.spread).toBeCloseTo(onVector.layers[3]!.spread!, 12);
    },
  );

  it('of single pixels is that of points', () => {
    // Orthogonal points: any pair of them is like any other.
    const points = Float64Array.from({ length: 64 }, (_, k) => (k % 9 === 0 ? 3 : 0));
    const [images, vectors] = [[8, 1, 1], [8]].map((shape) => dataset(points, { shape, name: 'orthogonal' }));
    const [, , spatial] = predict('conv(9, 1), relu, layerNorm, dense(3)', images!).layers;
    const [, , plain] = predict('dense(9), relu, layerNorm, dense(3)', vectors!).layers;
    expect(spatial!.cov).toBeCloseTo(plain!.cov!, 12);
    expect(spatial!.spread).toBeCloseTo(plain!.spread!, 12);
  });
});

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
