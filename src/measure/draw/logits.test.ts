import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrueClasses } from '../../laws/trueClasses.ts';
import { WeightGenerator } from '../../random/generator.ts';
import { type LogitDraw, LogitSums } from './logits.ts';

const generator = new WeightGenerator(1);

/** Scores as points × (readouts × units), in batches of a given number of points. */
function summed(scores: Float32Array, readouts: number, units: number, labels?: Int32Array, batch?: number): LogitDraw {
  const points = scores.length / (readouts * units);
  const size = batch ?? points;
  const classes = Math.max(2, units);
  const counts = Array.from({ length: classes }, () => 1);
  const truth = labels && ({ labels, counts, names: [] } satisfies TrueClasses);
  const sums = new LogitSums(generator, { units, classes }, points, readouts, truth);
  const buffer = generator.reserve(size * readouts * units);
  sums.begin();
  for (let from = 0; from < points; from += size) {
    const part = scores.subarray(from * readouts * units, (from + size) * readouts * units);
    buffer.values.set(part);
    sums.add(buffer, from, { points: part.length / (readouts * units), readouts, wanted: readouts, first: 0 });
  }
  return sums.summary(readouts);
}

/** The same in plain float64. */
function expected(scores: Float32Array, readouts: number, units: number, labels?: Int32Array): LogitDraw {
  const points = scores.length / (readouts * units);
  const total = { loss: 0, lossSquare: 0, topProbability: 0, entropy: 0, spread: 0, cov: 0 };
  for (let r = 0; r < readouts; r++) {
    let loss = 0;
    const columns = Array.from({ length: units }, () => [] as number[]);
    for (let i = 0; i < points; i++) {
      const row = [...scores.subarray((i * readouts + r) * units, (i * readouts + r + 1) * units)];
      row.forEach((f, k) => {
        columns[k].push(f);
      });
      const logits = units === 1 ? [0, row[0]] : row;
      const top = Math.max(...logits);
      const logSum = top + Math.log(logits.reduce((sum, f) => sum + Math.exp(f - top), 0));
      const mean = logits.reduce((sum, f) => sum + f, 0) / logits.length;
      loss += (logSum - (labels ? logits[labels[i]] : mean)) / points;
      total.topProbability += Math.exp(top - logSum) / points / readouts;
      total.entropy += logits.reduce((sum, f) => sum + Math.exp(f - logSum) * (logSum - f), 0) / points / readouts;
    }
    total.loss += loss / readouts;
    total.lossSquare += loss ** 2 / readouts;
    for (const column of columns) {
      const mean = column.reduce((sum, f) => sum + f, 0) / points;
      const variance = column.reduce((sum, f) => sum + (f - mean) ** 2, 0) / (points - 1);
      total.spread += variance / units / readouts;
      total.cov += (mean ** 2 - variance / points) / units / readouts;
    }
  }
  return total;
}

function expectClose(found: LogitDraw, wanted: LogitDraw): void {
  for (const key of Object.keys(wanted) as (keyof LogitDraw)[]) {
    const [a, b] = [found[key], wanted[key]] as [number, number];
    expect(Math.abs(a - b), key).toBeLessThan(1e-5 * Math.max(1, Math.abs(b)));
  }
}

describe('losses and logits of networks', () => {
  const shapes = fc.record({
    points: fc.integer({ min: 2, max: 9 }),
    readouts: fc.integer({ min: 1, max: 5 }),
    units: fc.integer({ min: 1, max: 13 }),
    batch: fc.integer({ min: 1, max: 4 }),
    scale: fc.constantFrom(0.01, 1, 30),
    labelled: fc.boolean(),
    seed: fc.integer({ min: 1, max: 1e6 }),
  });

  it('are what float64 makes of the same outputs, in batches of any size', () => {
    fc.assert(
      fc.property(shapes, ({ points, readouts, units, batch, scale, labelled, seed }) => {
        const key = { purpose: 0, tensor: 0, readout: 0, initialisation: 0 } as const;
        const own = new WeightGenerator(seed);
        const buffer = own.reserve(points * readouts * units);
        own.normals(buffer, scale, key);
        const scores = buffer.values.slice();
        const labels = labelled
          ? Int32Array.from({ length: points }, (_, i) => (i * 7 + seed) % Math.max(2, units))
          : undefined;
        expectClose(summed(scores, readouts, units, labels, batch), expected(scores, readouts, units, labels));
      }),
    );
  });

  it('keep the digits of outputs that hardly differ from point to point', () => {
    const { spread, cov } = summed(Float32Array.of(1000, 1000.0001, 1000, 1000.0001, 1000, 1000.0001), 1, 1);
    const step = Math.fround(1000.0001) - 1000;
    expect(spread / (0.3 * step ** 2)).toBeCloseTo(1, 6);
    expect(Math.sqrt(cov)).toBeCloseTo(1000, 2);
  });

  it('stay finite where one output is far above the others', () => {
    const { loss, topProbability, entropy } = summed(Float32Array.of(1e6, 0, -1e6, 0, 1e6, 0), 1, 3);
    expect(loss).toBeCloseTo(1e6 - 1e6 / 6, -1);
    expect(topProbability).toBe(1);
    expect(entropy).toBe(0);
  });
});
