import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseNetwork } from '../notation/parse.ts';
import { runLayer } from './testing/run.fixture.ts';

interface Case {
  readonly layer: string;
  /** What PyTorch calls it. */
  readonly pytorch: string;
  readonly init: string;
  readonly input: readonly number[];
  readonly values: readonly number[];
  readonly weights: readonly (readonly number[])[];
  readonly shape: readonly number[];
  readonly output: readonly number[];
}

/** PyTorch's own outputs on the same inputs and weights: checks/references/layers.py. */
const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL('../../../checks/references/layers.json', import.meta.url), 'utf8'),
).cases;

describe('PyTorch', () => {
  it('computed more than 50 layers', () => {
    expect(cases.length).toBeGreaterThan(50);
  });

  it.each(cases)('has $pytorch for $layer', async ({ layer, init, input, values, weights, shape, output }) => {
    const [own] = parseNetwork(layer).unroll();
    const points = values.length / input.reduce((product, size) => product * size, 1);
    const run = await runLayer(own, input, {
      points,
      init: { scheme: init },
      values: Float32Array.from(values),
      weights,
    });
    expect(run.shape).toEqual(shape);
    run.output.forEach((value, i) => {
      expect(Math.abs(value - output[i]) / (1 + Math.abs(output[i])), `output ${i} is ${value}`).toBeLessThan(1e-5);
    });
  });
});
