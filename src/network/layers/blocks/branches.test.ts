import { describe, expect, it } from 'vitest';
import { predict } from '../../../theory/predict.ts';
import type { Layer } from '../../layer.ts';
import { parseNetwork } from '../../notation/parse.ts';
import { conv } from '../convolution/conv.ts';
import { expectOutputs, range, runLayer, sum } from '../testing/run.fixture.ts';

function only(text: string): Layer {
  const [layer] = parseNetwork(text).unroll();
  return layer;
}

function refusal(text: string, input: readonly number[]) {
  const { definition, args } = only(text);
  return () => definition.shape(input, args);
}

describe('parallel branches', () => {
  it('have their outputs side by side, in order', async () => {
    const run = await runLayer(only('parallel(conv(2, 1), linear, (conv(3, 1), conv(1, 1)))'), [2, 3, 4]);
    expect(run.shape).toEqual([5, 3, 4]);
    const pixel = (point: number, i: number, j: number) => range(2).map((c) => run.data(point, c, i, j)!);
    const mixed = (weights: number, x: readonly number[], unit: number) =>
      sum(x.map((value, c) => run.weights[weights](unit, c, 0, 0)! * value));
    expectOutputs(run, (point, c, i, j) => {
      const x = pixel(point, i, j);
      if (c < 2) return mixed(0, x, c);
      if (c < 4) return x[c - 2];
      return mixed(
        2,
        range(3).map((unit) => mixed(1, x, unit)),
        0,
      );
    });
  });

  it('have the kernel of concat where one of them is the input', () => {
    const gamma = (block: string) => predict(`dense(40), ${block}, relu, dense(3)`, 'digits', { points: 60 }).gamma;
    expect(gamma('parallel(linear, (relu, dense(20)))')).toBeCloseTo(gamma('concat(relu, dense(20))')!, 12);
  });

  it('in shares of their widths, of any number, on images too', () => {
    const agreement = (block: string) =>
      predict(`${block}, relu, globalAvgPool, dense(3)`, 'digits', { points: 40 }).agreement;
    const one = agreement('conv(8, 3)')!;
    expect(agreement('parallel(conv(2, 3), conv(5, 3), conv(1, 3))')).toBeCloseTo(one, 6);
  });

  it('must agree in all but the number of features or channels', () => {
    expect(refusal('parallel(conv(2, 1), conv(2, 3))', [1, 8, 8])).toThrow(
      'parallel cannot set an image of 2×6×6 beside an image of 2×8×8',
    );
  });

  it('can be written in TypeScript and printed', () => {
    expect(String(parseNetwork('parallel((conv(2,1), relu), conv(3,1))'))).toBe(
      'parallel((conv(2, 1), relu), conv(3, 1))',
    );
    expect(conv(3, [1, 2]).given).toEqual({ channels: 3, kernel: [1, 2] });
  });
});

describe('a gate', () => {
  it('multiplies units by those of a branch of the same shape', async () => {
    const run = await runLayer(only('gate(relu)'), [6]);
    expectOutputs(run, (point, unit) => run.data(point, unit)! * Math.max(0, run.data(point, unit)!));
  });

  it('multiplies channels by one number each', async () => {
    const run = await runLayer(only('gate(globalAvgPool)'), [3, 2, 2]);
    const mean = (point: number, c: number) => sum(range(4).map((p) => run.data(point, c, p >> 1, p & 1)!)) / 4;
    expectOutputs(run, (point, c, i, j) => run.data(point, c, i, j)! * mean(point, c));
  });

  it('multiplies features of tokens by one number each', async () => {
    const run = await runLayer(only('gate(meanTokens)'), [2, 3]);
    const mean = (point: number, f: number) => (run.data(point, 0, f)! + run.data(point, 1, f)!) / 2;
    expectOutputs(run, (point, token, f) => run.data(point, token, f)! * mean(point, f));
  });

  it('refuses factors of another number', () => {
    expect(refusal('gate(globalAvgPool, dense(5))', [3, 2, 2])).toThrow(
      'gate cannot multiply an image of 3×2×2 by a vector of 5',
    );
  });
});
