import { describe, expect, it } from 'vitest';
import golden from '../../checks/golden.json' with { type: 'json' };
import { predict } from './predict.ts';

/** Depth l counts hidden layers: data → dense → (φ → dense) × l. Docs/theory §4. */
const deep = (depth: number, activation: string, end = 'dense(2)') => `${depth}*(dense(100), ${activation}), ${end}`;
const centred = 'gaussian(dim=100)';
const relative = (found: number | null, expected: number | string) => Math.abs(found! / Number(expected) - 1);

describe('a deep ReLU network at He scale', () => {
  const { layers } = predict(deep(100, 'relu'), centred);
  const rows = golden['relu_depth_c0=0'];

  it('has the golden γ and 1 − c after each of a hundred layers', () => {
    expect(rows).toHaveLength(100);
    for (const { l, gamma, omc } of rows) {
      const { cov, spread, ...layer } = layers[2 * l]; // the dense layer that follows the l-th relu
      expect(relative(layer.gamma, gamma)).toBeLessThan(1e-12);
      expect(relative(spread! / (cov! + spread!), omc)).toBeLessThan(1e-12);
    }
  });

  it.each([
    [1, 0.466942206924],
    [5, 2.7871091817],
    [20, 18.3905470235],
    [100, 278.575345042],
  ])('of depth %i has γ = %f', (depth, gamma) => {
    expect(relative(predict(deep(depth, 'relu'), centred).gamma, gamma)).toBeLessThan(1e-10);
  });

  it('of depth 1 sends inputs to the same of two classes with probability .603, and is still neutral', () => {
    const prediction = predict(deep(1, 'relu'), centred);
    expect(prediction.agreement).toBeCloseTo(0.603115248427, 11);
    expect(prediction.maxFraction).toBeCloseTo(0.690811296967, 11);
    expect(prediction.phase).toBe('neutral');
    expect(prediction.sd).toBeCloseTo(Math.sqrt(golden.kclass[2].varG), 12);
  });

  it('does not depend on its scale as long as there are no biases', () => {
    const gammas = [0.01, 1, 50].map((sigmaW2) => predict(deep(20, 'relu'), centred, { sigmaW2 }).gamma!);
    for (const gamma of gammas) expect(relative(gamma, gammas[0])).toBeLessThan(1e-13);
  });
});

describe('a tanh network with biases', () => {
  const phases = golden['tanh_phases_sb2=0.1_q0=1_c0=0'];

  it.each(Object.entries(phases))(
    'in the %s phase has the golden q, 1 − c and γ at every depth',
    (_, { sw2, sb2, rows }) => {
      const { layers } = predict(deep(100, 'tanh'), centred, { sigmaW2: sw2, sigmaB2: sb2 });
      for (const [l, q, omc, gamma] of rows) {
        // The golden spread of 1e-17 is a sum of rounded differences, good to nine digits only; see the next test.
        const tolerance = omc < 1e-12 ? 2e-9 : 1e-10;
        const { cov, spread, ...layer } = layers[2 * l];
        expect(relative(cov! + spread!, q)).toBeLessThan(1e-10);
        expect(relative(spread! / (cov! + spread!), omc)).toBeLessThan(tolerance);
        expect(relative(layer.gamma, gamma)).toBeLessThan(tolerance);
      }
    },
  );

  it('in the ordered phase is prejudiced beyond what 1 − c could express', () => {
    const { gamma, correlation, phase } = predict(deep(100, 'tanh'), centred, { sigmaW2: 1, sigmaB2: 0.1 });
    expect(relative(gamma, 1.32497e16)).toBeLessThan(1e-5);
    // Computed apart with tanh u − tanh v = tanh(u − v)(1 − tanh u tanh v), which subtracts nothing.
    expect(relative(gamma, 1 / 7.547334821407e-17)).toBeLessThan(2e-12);
    expect(correlation).toBe(1);
    expect(phase).toBe('prejudiced');
  });
});

describe('uncentred data', () => {
  it.each(golden.nonzero_mean_data)('of mean $mu give $act networks of depth $l γ = $gamma', (row) => {
    const network = deep(row.l, row.act);
    const prediction = predict(network, `gaussian(dim=100, mean=${row.mu})`, { sigmaW2: row.sw2, sigmaB2: row.sb2 });
    expect(relative(prediction.gamma, row.gamma)).toBeLessThan(1e-10);
  });

  it('give a linear network γ = μ²/s² exactly', () => {
    expect(predict('dense(2)', 'gaussian(dim=100, mean=1)').gamma).toBe(1);
    expect(predict('3*dense(50), dense(2)', 'gaussian(dim=100, mean=2)').gamma).toBe(4);
  });

  it('lose it to centring, and gain by shifting', () => {
    const gamma = (preprocess: string) => predict('dense(2)', 'gaussian(dim=100, mean=1)', { preprocess }).gamma;
    expect(gamma('center')).toBe(0);
    expect(gamma('standardize')).toBe(0);
    expect(gamma('shift(1), scale(3)')).toBe(4);
  });
});

describe('the guesses', () => {
  /** A linear readout of data with mean √γ has exactly this γ. */
  const prediction = (classes: number, gamma: number) =>
    predict(`dense(${classes})`, `gaussian(dim=100, mean=${Math.sqrt(gamma)})`);

  it.each(golden.kclass)('of $K classes at γ = $gamma follow the golden law', ({ K, gamma, A, Emax, varG }) => {
    const { agreement, maxFraction, sd, classes } = prediction(K, gamma);
    expect(classes).toBe(K);
    expect(relative(agreement, A)).toBeLessThan(1e-11);
    expect(relative(maxFraction, Emax)).toBeLessThan(1e-11);
    // Var G is the small difference A/K − 1/K² where γ is small: the digits it can have.
    expect(Math.abs(sd! ** 2 - varG)).toBeLessThan(1e-12 * (A / K));
  });

  it.each(Object.entries(golden.binary))('of two classes at γ = %s have arbitrary-precision values', (_, row) => {
    const { agreement, maxFraction, sd, phase } = prediction(2, Number(row.gamma));
    expect(relative(agreement, row.agree)).toBeLessThan(1e-12);
    expect(relative(maxFraction, row.Emax)).toBeLessThan(1e-12);
    expect(relative(sd! ** 2, row.var)).toBeLessThan(1e-11);
    expect(phase).toBe(Number(row.gamma) < 1 ? 'neutral' : 'prejudiced');
  });

  it('of a sigmoid head are those of two classes', () => {
    const data = 'gaussian(dim=100, mean=0.3)';
    const two = predict(deep(3, 'relu'), data);
    const head = predict(deep(3, 'relu', 'dense(1)'), data);
    expect([head.classes, head.agreement, head.maxFraction, head.sd]).toEqual([
      2,
      two.agreement,
      two.maxFraction,
      two.sd,
    ]);
  });
});
