import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { activationFamilies } from '../activations/index.ts';
import { predict } from '../theory/predict.ts';
import { PairState } from './pair/pairState.ts';
import { isUnknown, type KernelResult } from './state.ts';

const golden = JSON.parse(readFileSync(new URL('../../checks/golden.json', import.meta.url), 'utf8'));

function phi(name: string) {
  return activationFamilies.find((family) => family.name === name)!.create();
}

function known(result: KernelResult<PairState>): PairState {
  if (isUnknown(result)) throw new Error(result.reason);
  return result;
}

interface NormRow {
  act: string;
  norm: 'ln_before' | 'ln_after' | 'rms_after' | 'bn_before' | 'bn_after';
  cov: number;
  D: number;
  sw2: number;
  sb2: number;
  cov_out: number;
  D_out: number;
}

describe('normalisation of a pair', () => {
  it.each<NormRow>(golden.norm_maps)('$norm of $act at cov $cov has the golden moments', (row) => {
    const kind = { l: 'layer', r: 'rms', b: 'batch' }[row.norm[0]] as 'layer' | 'rms' | 'batch';
    const before = PairState.gaussian(row.cov, row.D);
    const activated = row.norm.endsWith('before')
      ? known(known(before.normalise(kind, 0, null)).activate(phi(row.act)))
      : known(known(before.activate(phi(row.act))).normalise(kind, 0, null));
    const { cov, spread } = activated.affine(row.sw2, row.sb2);
    expect(Math.abs(cov - row.cov_out)).toBeLessThan(1e-11);
    expect(Math.abs(spread / row.D_out - 1)).toBeLessThan(1e-11);
  });

  it.each(Object.entries<number>(golden.bn_before_gamma))(
    'batchNorm before %s gives its gamma at any depth',
    (name, gamma) => {
      const layer = name === 'leaky0.01' ? 'leakyRelu(0.01)' : name;
      for (const depth of [1, 4]) {
        const network = `${depth}*(dense(9), batchNorm(eps=0), ${layer}), dense(2)`;
        expect(predict(network, 'gaussian(dim=9)').gamma).toBeCloseTo(gamma, 10);
      }
    },
  );

  it('over N points leaves each other point the share −1/(N − 1)', () => {
    const state = known(PairState.gaussian(0.5, 0.5).normalise('batch', 0, 50));
    expect(state.cov / (state.cov + state.spread)).toBeCloseTo(-1 / 49, 14);
  });

  it('by layerNorm after ReLU cures the bias geometrically', () => {
    const gammas = [1, 2, 3, 40].map(
      (depth) => predict(`${depth}*(dense(9), relu, layerNorm(eps=0)), dense(2)`, 'gaussian(dim=9, mean=1)').gamma!,
    );
    expect(gammas[3]).toBeLessThan(1e-4);
    expect(gammas[2] / gammas[1]).toBeLessThan(0.9);
  });
});

describe('residual blocks', () => {
  it.each<{ kind: string; alpha: number; l: number; gamma: number }>(golden.residual)(
    '$kind, $l blocks with α = $alpha, have the golden gamma',
    ({ kind, alpha, l, gamma }) => {
      // The golden recursion: (cov, spread) += α² of the branch at σ_w² = 2, from centred data.
      let state = PairState.fromEntries(0, 1).affine(1, 0);
      for (let block = 0; block < l; block++) {
        const input = kind === 'pre' ? known(state.normalise('rms', 0, null)) : state;
        const branch = known(
          known(input.activate(phi('relu')))
            .affine(2, 0)
            .scale(alpha),
        );
        state = known(state.add(branch));
        if (kind === 'post') state = known(state.normalise('rms', 0, null));
      }
      expect(Math.abs(state.summary().gamma / gamma - 1)).toBeLessThan(1e-11);
    },
  );

  it('add what a branch of their own weights gives, and nothing else', () => {
    const state = PairState.gaussian(0.2, 0.8);
    expect(isUnknown(state.add(state))).toBe(true);
    expect(isUnknown(state.add(known(state.activate(phi('relu')))))).toBe(true);
  });

  it('report the layers inside', () => {
    const { layers, gamma } = predict('dense(8), 2*residual(relu, dense(8)), dense(2)', 'gaussian(dim=8)');
    expect(layers.map(({ inner }) => inner?.length)).toEqual([undefined, 2, 2, undefined]);
    expect(gamma).toBeCloseTo(golden.residual[1].gamma, 10);
  });
});

describe('concatenation', () => {
  it('mixes kernels in the shares of the widths', () => {
    const { cov, spread } = predict('dense(30), concat(relu, dense(10)), dense(2)', 'gaussian(dim=8)').layers[1];
    // Of 40 units 30 are Gaussian with variance 2, and 10 see a ReLU of them.
    expect(cov).toBeCloseTo(0.25 * 2 * (1 / Math.PI), 12);
    expect(spread).toBeCloseTo(0.75 * 2 + 0.25 * 2 * (1 - 1 / Math.PI), 12);
  });

  it('can be followed by an activation, unit by unit', () => {
    const joined = predict('dense(10), concat(dense(10)), relu, dense(2)', 'gaussian(dim=8)').gamma!;
    expect(joined).toBeGreaterThan(0.4);
    expect(joined).toBeLessThan(0.5);
  });
});

describe('a branch that contains its own skip', () => {
  const doubled = 'dense(20), residual(residual(dense(20))), tanh, dense(2)';

  it.each(['gaussian(dim=20)', 'digits'])('is no sum of independent units, and theory of %s says so', (data) => {
    const { agreement, notes } = predict(doubled, data, { points: 20 });
    expect(agreement).toBeNull();
    expect(notes[0]).toMatch(/^measured only: /);
  });

  it('may hold blocks of its own when fresh weights end it', () => {
    const mixed = 'dense(20), residual(residual(dense(20)), dense(20)), tanh, dense(2)';
    expect(predict(mixed, 'digits', { points: 20 }).agreement).not.toBeNull();
    expect(
      predict('dense(20), 3*residual(dense(20)), tanh, dense(2)', 'digits', { points: 20 }).agreement,
    ).not.toBeNull();
  });
});
