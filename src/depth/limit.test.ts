import { describe, expect, it } from 'vitest';
import golden from '../../checks/golden.json' with { type: 'json' };
import { sizeOf } from '../graph/graph.ts';
import { PairState } from '../kernel/pair/pairState.ts';
import { isUnknown } from '../kernel/state.ts';
import { layer } from '../network/layer.ts';
import { dense } from '../network/layers/dense.ts';
import { flatten } from '../network/layers/flatten.ts';
import { repeat, serial } from '../network/network.ts';
import { parseNetwork } from '../network/notation/parse.ts';
import { propagate } from '../network/propagate.ts';
import { shapeError } from '../network/shape.ts';
import type { SetupOptions } from '../setup/options.ts';
import { predict } from '../theory/predict.ts';

const infinite = Number.POSITIVE_INFINITY;
const limit = (activation: string, options: SetupOptions = {}, data = 'gaussian(dim=100)') =>
  predict(`3*(dense(100), ${activation}), dense(2)`, data, options).limits[0];

/** Docs/theory §4: σ_b², σ_w², digits that χ₁ = 1 can be checked to. */
const knownEdges: [sigmaB2: number, sigmaW2: number, digits: number][] = [
  [0.01, 1.42421, 4],
  [0.02, 1.54419, 4],
  [0.05, 1.76095, 4],
  [0.1, 1.9860726411, 9],
  [0.15, 2.15048, 4],
  [0.2, 2.28515, 4],
];

describe('the limit of a deep ReLU network', () => {
  it.each([
    [1, 0.5, 'persistent'],
    [2, 1, 'transient'],
    [4, 2, 'chaotic'],
  ])('at σ_w² = %d is deep prejudice with χ₁ = %d, %s', (sigmaW2, chi, phase) => {
    const { gamma, chi1, ...rest } = limit('relu', { sigmaW2 });
    expect(gamma).toBe(infinite);
    expect(chi1).toBeCloseTo(chi, 12);
    expect(rest).toEqual({ block: 'dense(100), relu', phase });
  });

  it('at He scale stays transient with biases', () => {
    expect(limit('relu', { sigmaB2: 0.1 })).toMatchObject({ gamma: infinite, phase: 'transient' });
  });

  it('is the same whether the block begins or ends with weights', () => {
    const turned = predict('3*(relu, dense(100)), dense(2)', 'gaussian(dim=100)').limits[0];
    expect(turned).toEqual({ ...limit('relu'), block: 'relu, dense(100)' });
  });
});

describe('the limit of a deep tanh network with biases', () => {
  const phases = golden['tanh_phases_sb2=0.1_q0=1_c0=0'];

  it('is persistent deep prejudice in the ordered phase', () => {
    const { gamma, chi1, phase } = limit('tanh', { sigmaW2: 1, sigmaB2: 0.1 });
    expect(gamma).toBe(infinite);
    expect(chi1).toBeCloseTo(phases.ordered.chi1, 11);
    expect(phase).toBe('persistent');
  });

  it.each(knownEdges)('is transient at the edge σ_b² = %d, σ_w² = %d', (sigmaB2, sigmaW2, digits) => {
    const { gamma, chi1, phase } = limit('tanh', { sigmaW2, sigmaB2 });
    expect(chi1).toBeCloseTo(1, digits);
    if (digits > 6) expect([gamma, phase]).toEqual([infinite, 'transient']);
  });

  it('in the chaotic phase is neutral at the fixed point that depth settles at', () => {
    const { gamma, chi1, phase } = limit('tanh', { sigmaW2: 4, sigmaB2: 0.1 });
    const { gamma: settled } = predict('300*(dense(100), tanh), dense(2)', 'gaussian(dim=100)', {
      sigmaW2: 4,
      sigmaB2: 0.1,
    });
    expect(Math.abs(gamma! / settled! - 1)).toBeLessThan(1e-12);
    expect(gamma).toBeCloseTo(phases.chaotic.rows.at(-1)![3], 6);
    expect(chi1).toBeCloseTo(phases.chaotic.chi1, 11);
    expect(phase).toBe('neutral');
  });

  it.each([
    [0.01, 1.6847],
    [0.05, 2.3783],
    [0.1, 2.9248],
    [0.2, 3.7611],
  ])('leaves neutrality at σ_b² = %d, σ_w² = %d', (sigmaB2, sigmaW2) => {
    expect(limit('tanh', { sigmaW2, sigmaB2 }).gamma).toBeCloseTo(1, 3);
    expect(limit('tanh', { sigmaW2: sigmaW2 * 0.99, sigmaB2 }).phase).toBe('prejudiced');
    expect(limit('tanh', { sigmaW2: sigmaW2 * 1.01, sigmaB2 }).phase).toBe('neutral');
  });

  it('does not depend on the data', () => {
    const options = { sigmaW2: 4, sigmaB2: 0.1 };
    const { gamma } = limit('tanh', options);
    expect(limit('tanh', options, 'gaussian(dim=100, mean=3, variance=0.1)').gamma).toBeCloseTo(gamma!, 10);
    expect(limit('tanh', { ...options, points: 40 }, 'digits').gamma).toBeCloseTo(gamma!, 10);
  });
});

describe('odd activations without biases', () => {
  it.each(['tanh', 'erf', 'sin', 'hardTanh', 'linear', 'sign'])('stay neutral on centred data: %s', (activation) => {
    for (const sigmaW2 of [0.5, 1, 1.5, 4]) {
      expect(limit(activation, { sigmaW2 })).toMatchObject({ gamma: 0, phase: 'neutral' });
    }
  });
});

describe('activations that grow or jump', () => {
  it('leave a linear network the bias of its data', () => {
    expect(limit('linear', { sigmaW2: 1 }, 'gaussian(dim=100, mean=3)')).toMatchObject({ gamma: 9, chi1: 1 });
  });

  it('keep sign and step from having a slope, but not from having a limit', () => {
    expect(limit('sign').chi1).toBeNull();
    // Of step: 1 − c = arccos(c)/π, the only solution below c = 1.
    const { gamma, chi1, phase } = limit('step');
    const complement = 1 / (1 + gamma!);
    expect(complement).toBeCloseTo(Math.acos(1 - complement) / Math.PI, 12);
    expect([chi1, phase]).toEqual([null, 'prejudiced']);
  });

  it.each(['elu', 'softplus'])('let %s at He scale creep towards the edge of chaos of ReLU', (activation) => {
    const { gamma, chi1, phase } = limit(activation);
    expect(chi1).toBeCloseTo(1, 7);
    expect([gamma, phase]).toEqual([infinite, 'transient']);
  });

  it('give no limit where the variance explodes', () => {
    expect(limit('exp')).toMatchObject({ gamma: null, chi1: null, phase: null });
    expect(limit('activation("x^3")', {}, 'gaussian(dim=100, mean=1)').phase).toBeNull();
  });
});

describe('the blocks of a network', () => {
  const blocks = (network: string, data = 'gaussian(dim=100)', options = {}) =>
    predict(network, data, options).limits.map((entry) => [entry.block, entry.phase]);

  it('have a limit each, if repeated and outermost', () => {
    expect(blocks('dense(9), 2*(2*dense(8), relu), relu, 4*(dense(7), tanh), dense(2)')).toEqual([
      ['2*dense(8), relu', 'chaotic'],
      ['dense(7), tanh', 'neutral'],
    ]);
    expect(blocks('dense(9), relu, dense(2)')).toEqual([]);
  });

  it('have none where the shape keeps changing', () => {
    expect(blocks('2*(dense(3), flatten), dense(2)', 'gaussian(shape=4x8)')).toEqual([]);
    expect(blocks('2*(dense(3), relu), dense(2)', 'gaussian(shape=3x8x8)')).toHaveLength(1);
  });

  it('have none where they could not be repeated once more', () => {
    const imagesOnly = layer({
      ...flatten.definition,
      name: 'imagesOnly',
      shape: (input) => {
        if (input.length !== 3) throw shapeError('imagesOnly needs an image');
        return [sizeOf(input)];
      },
    });
    const { limits, gamma } = predict(serial(repeat(1, imagesOnly()), dense(2)), 'gaussian(shape=3x8x8)');
    expect(limits).toEqual([]);
    expect(gamma).toBe(0);
  });

  it("take a scheme's fan-in from the later repetitions", () => {
    // Torch draws σ_b² = 1/(3 fan-in): of 100 and 50 units, the widths inside the block, not of 7 data features.
    const wide = predict('3*(dense(50), tanh, dense(100), tanh), dense(2)', 'gaussian(dim=7)', { init: 'torch' });
    const same = predict('3*(dense(50), tanh, dense(100), tanh), dense(2)', 'gaussian(dim=100)', { init: 'torch' });
    expect(wide.limits[0].chi1).toBeCloseTo(same.limits[0].chi1!, 12);
    expect(wide.limits[0].phase).toBe('persistent');
  });

  it('of data that are all alike are deeply prejudiced', () => {
    expect(limit('relu', {}, 'gaussian(dim=100, variance=0)')).toMatchObject({ gamma: infinite, phase: 'transient' });
  });
});

describe('a block whose variance creeps', () => {
  it('has the limit that very deep networks reach, not that of the variance on its way', () => {
    const options = { sigmaW2: 1.9860726, sigmaB2: 0.1 };
    const { gamma } = limit('elu', options);
    // As `predict` has it of 3000 layers, which takes 10 s.
    expect(gamma).toBeCloseTo(40.69123647764617, 5);
  });

  it('that keeps growing, as behind a pre-norm, is transient deep prejudice', () => {
    const block = 'residual(layerNorm, dense(20), relu, dense(20))';
    const [shallow, deep] = [100, 1000].map((depth) => predict(`${depth}*${block}, dense(2)`, 'gaussian(dim=20)'));
    expect(deep.gamma).toBeGreaterThan(shallow.gamma!);
    expect(deep.limits[0]).toMatchObject({ gamma: infinite, phase: 'transient' });
  });
});

/** γ of weights after a block that is repeated this many times: by plain iteration. */
function orbit(block: string, { sigmaW2, sigmaB2 }: { sigmaW2: number; sigmaB2: number }, times: number): number {
  const layers = parseNetwork(block).place([100]);
  let state = PairState.fromEntries(0.3, 1);
  for (let repetition = 0; repetition < times; repetition++) {
    const { after } = propagate(layers, state, { init: { scheme: 'he', sigmaW2, sigmaB2 }, points: null }).at(-1)!;
    if (isUnknown(after)) throw new Error(after.reason);
    state = after;
  }
  return (state.law.kind === 'gaussian' ? state : state.affine(sigmaW2, sigmaB2)).summary().gamma;
}

describe('the limit of a block', () => {
  const chaotic = { sigmaW2: 4, sigmaB2: 0.1 };

  it.each([
    'dense(100), tanh',
    'tanh, dense(100)',
    'dense(100), layerNorm, tanh',
    'dense(100), batchNorm, relu',
    'relu, dense(100), batchNorm',
    'dense(100), step',
    'dense(100), tanh, avgPool(2), dense(100)',
  ])('is where repeating it leads: %s', (block) => {
    const { gamma } = predict(`3*(${block}), dense(2)`, 'gaussian(dim=100, mean=0.3)', chaotic).limits[0];
    expect(gamma! / (1 + gamma!)).toBeCloseTo(1 - 1 / (1 + orbit(block, chaotic, 400)), 9);
  });

  it('with batchNorm before its activation is the γ that the network has at every depth', () => {
    const { gamma, limits } = predict('3*(dense(10), batchNorm(eps=0), relu), dense(2)', 'gaussian(dim=10)');
    expect(gamma).toBeCloseTo(0.4669422069, 10);
    expect(limits[0].gamma).toBeCloseTo(gamma!, 12);
  });

  it('may begin and end with an activation, which then meet', () => {
    const { chi1, phase } = predict('3*(relu, dense(100), relu), dense(2)', 'gaussian(dim=100)').limits[0];
    expect(chi1).toBeCloseTo(1, 12);
    expect(phase).toBe('transient');
  });

  it('is not known without weights that mix its units', () => {
    const { limits } = predict('dense(100), 3*(tanh), dense(2)', 'gaussian(dim=100)');
    expect(limits).toEqual([{ block: 'tanh', gamma: null, chi1: null, phase: null }]);
  });
});

describe('limits that had been lost or misread', () => {
  const limitOfBlock = (network: string, sigmaW2?: number) =>
    predict(network, 'gaussian(dim=100, mean=0.5)', { ...(sigmaW2 && { sigmaW2 }) }).limits[0];

  it('follow the units of a concatenation, kind by kind, through an activation', () => {
    const block = 'dense(12), concat(relu, dense(12)), tanh';
    const deep = predict(`600*(${block}), dense(2)`, 'gaussian(dim=100)').layers.findLast(
      ({ layer }) => layer === 'dense(12)',
    )!;
    expect(predict(`3*(${block}), dense(2)`, 'gaussian(dim=100)').limits[0].gamma).toBeCloseTo(deep.gamma!, 8);
  });

  it.each(['tanh', 'sin', 'elu'])('are not given where the variance of %s fades at the edge of chaos', (phi) => {
    expect(limitOfBlock(`5*(dense(100), ${phi}), dense(2)`, 1)).toMatchObject({ gamma: null, phase: null });
  });

  it('are infinite where biases add up, and finite where the variance outgrows them', () => {
    expect(limitOfBlock('5*(dense(100, sigmaB2=0.1), linear), dense(2)', 1).gamma).toBe(Infinity);
    const grown = predict('900*(dense(100, sigmaB2=0.1), linear), dense(2)', 'gaussian(dim=100, mean=0.5)', {
      sigmaW2: 1.05,
    });
    const { gamma } = limitOfBlock('5*(dense(100, sigmaB2=0.1), linear), dense(2)', 1.05);
    expect(gamma).toBeCloseTo(grown.layers.at(-2)!.gamma!, 10);
  });
});
