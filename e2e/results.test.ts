import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Measurement, measure, measurementJsonSchema, predict, predictionJsonSchema } from 'firstguess';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';

const OPTIONS = { preprocess: 'standardize', points: 200, inits: 10, readouts: 4, seed: 3 };
const folder = join(mkdtempSync(join(tmpdir(), 'firstguess-')), 'run');
let measurement: Measurement;

beforeAll(async () => {
  measurement = await measure('2*(dense(50), relu), dense(3)', 'digits', { ...OPTIONS, out: folder });
});

describe('the folder of a measurement', () => {
  it('holds the results, figures and report, and nothing half-written', () => {
    const files = ['blocks', 'experiment.json', 'fractions.parquet', 'report.html', 'result.json'];
    const figures = ['confusion', 'guess-law', 'layer-trace'].flatMap((name) => [`${name}.png`, `${name}.svg`]);
    expect(readdirSync(folder).sort()).toEqual([...files, ...figures].sort());
  });

  it('holds a result.json that follows its JSON Schema', () => {
    const result = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8'));
    const validate = new Ajv2020({ strict: false }).compile(measurementJsonSchema());
    expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
    expect(result.agreement).toEqual(measurement.agreement);
  });

  it('holds every count of every network in fractions.parquet', async () => {
    const file = await asyncBufferFromFile(join(folder, 'fractions.parquet'));
    const rows = (await parquetReadObjects({ file })) as Record<
      'initialisation' | 'readout' | 'class' | 'count',
      number
    >[];
    expect(rows.length).toBe(10 * 4 * 3);
    expect(Object.keys(rows[0])).toEqual(['initialisation', 'readout', 'class', 'count']);
    const agreements = Array.from({ length: 40 }, (_, network) => {
      const counts = rows.slice(network * 3, network * 3 + 3).map((row) => row.count);
      expect(counts.reduce((sum, count) => sum + count)).toBe(200);
      return counts.reduce((sum, count) => sum + count * (count - 1), 0) / (200 * 199);
    });
    const mean = agreements.reduce((sum, a) => sum + a) / agreements.length;
    expect(mean).toBeCloseTo(measurement.agreement.mean, 12);
  });

  it('is not touched by a measurement that may not replace it', async () => {
    const before = readFileSync(join(folder, 'result.json'), 'utf8');
    await expect(measure('dense(2)', 'digits', { ...OPTIONS, out: folder })).rejects.toThrow(
      /already holds a finished/,
    );
    expect(readFileSync(join(folder, 'result.json'), 'utf8')).toBe(before);
    expect(existsSync(join(folder, 'blocks', '000000.json'))).toBe(true);
  });
});

describe('a prediction', () => {
  it.each([
    ['3*(dense(100), relu), dense(10)', 'digits', { points: 100 }],
    ['3*(dense(100), relu), dense(2)', 'gaussian(dim=10)', {}],
    ['dense(10), relu', 'gaussian(dim=10)', {}],
  ])('of %s on %s follows its JSON Schema', (network, data, options) => {
    const validate = new Ajv2020({ strict: false }).compile(predictionJsonSchema());
    const prediction = JSON.parse(
      JSON.stringify(predict(network, data, options), (_, v) => (v === Number.POSITIVE_INFINITY ? 'Infinity' : v)),
    );
    expect(validate(prediction), JSON.stringify(validate.errors)).toBe(true);
  });
});
