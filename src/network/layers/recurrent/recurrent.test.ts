import { describe, expect, it } from 'vitest';
import { expectOutputs, type Run, range, runLayer, sum } from '../testing/run.fixture.ts';
import { gru } from './gru.ts';
import { lstm } from './lstm.ts';

const TOKENS = 4;
const FEATURES = 3;
const UNITS = 2;
const input = [TOKENS, FEATURES];
const torch = { scheme: 'torch' };
const sigma = (x: number) => 1 / (1 + Math.exp(-x));

/** Row r of W x + b and of R h + b′ in a direction. */
function sums({ data, weights: [read, kept, biases] }: Run, gates: number, point: number, direction: number) {
  return (token: number, h: readonly number[]) => (row: number) => {
    const x = range(FEATURES).map((i) => read(direction, row, i)! * data(point, token, i)!);
    const past = h.map((value, i) => kept(direction, row, i)! * value);
    const bias = (row: number) => biases?.(direction, row) ?? 0;
    return [sum(x) + bias(row), sum(past) + bias(gates * UNITS + row)] as const;
  };
}

/** Gates i, o, f, g in the order of ONNX. */
function lstmStates(run: Run, point: number, direction: number, order: readonly number[]): number[][] {
  let [h, c] = [range(UNITS).map(() => 0), range(UNITS).map(() => 0)];
  const states: number[][] = [];
  for (const token of order) {
    const row = sums(run, 4, point, direction)(token, h);
    const gate = (which: number, u: number) => sum(row(which * UNITS + u));
    c = c.map((cell, u) => sigma(gate(2, u)) * cell + sigma(gate(0, u)) * Math.tanh(gate(3, u)));
    h = c.map((cell, u) => sigma(gate(1, u)) * Math.tanh(cell));
    states[token] = h;
  }
  return states;
}

/** Gates z, r, n in the order of ONNX. */
function gruStates(run: Run, point: number, direction: number, order: readonly number[]): number[][] {
  let h = range(UNITS).map(() => 0);
  const states: number[][] = [];
  for (const token of order) {
    const row = sums(run, 3, point, direction)(token, h);
    h = h.map((old, u) => {
      const [z, r] = [0, 1].map((which) => sigma(sum(row(which * UNITS + u))));
      const [x, past] = row(2 * UNITS + u);
      return (1 - z) * Math.tanh(x + r * past) + z * old;
    });
    states[token] = h;
  }
  return states;
}

describe.each([
  ['lstm', lstm, lstmStates, 4],
  ['gru', gru, gruStates, 3],
] as const)('%s', (_, layer, states, gates) => {
  it('gives the state after every token', async () => {
    const run = await runLayer(layer(UNITS), input, { init: torch });
    const forward = range(3).map((point) => states(run, point, 0, range(TOKENS)));
    expectOutputs(run, (point, token, unit) => forward[point][token][unit], 1e-4);
  });

  it('reads backwards as well, the outputs side by side', async () => {
    const run = await runLayer(layer(UNITS, { bidirectional: 'true' }), input);
    const forward = range(3).map((point) => states(run, point, 0, range(TOKENS)));
    const backward = range(3).map((point) => states(run, point, 1, range(TOKENS).reverse()));
    expectOutputs(
      run,
      (point, token, unit) => (unit < UNITS ? forward[point][token][unit] : backward[point][token][unit - UNITS]),
      1e-4,
    );
  });

  it('draws U(±1/√units) as PyTorch does, else as a dense layer to all gates', async () => {
    const { tensors } = await runLayer(layer(UNITS), input, { init: torch });
    expect(tensors.map(({ dims }) => dims)).toEqual([
      [1, gates * UNITS, FEATURES],
      [1, gates * UNITS, UNITS],
      [1, 2 * gates * UNITS],
    ]);
    for (const { law, variance } of tensors) {
      expect(law).toBe('uniform');
      expect(variance).toBeCloseTo(1 / (3 * UNITS), 14);
    }
    const keras = await runLayer(layer(UNITS), input, { init: { scheme: 'glorot' } });
    expect(keras.tensors).toHaveLength(2);
    expect(keras.tensors[0].variance).toBeCloseTo(2 / (FEATURES + gates * UNITS), 14);
  });

  it('needs tokens', () => {
    const { definition, args } = layer(UNITS);
    expect(() => definition.shape([12], args)).toThrow(`${definition.name} needs tokens`);
  });
});
