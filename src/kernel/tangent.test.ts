import { describe, expect, it } from 'vitest';
import golden from '../../checks/golden.json' with { type: 'json' };
import type { Activation } from '../activations/activation.ts';
import { activationFamilies } from '../activations/index.ts';
import { PairState } from './pair/pairState.ts';
import { TangentState } from './tangent.ts';
import { activate } from './testing/activate.ts';

const phi = (name: string, ...args: number[]): Activation =>
  activationFamilies.find((family) => family.name === name)!.create(...args);

const named: Record<string, Activation> = {
  'leaky0.01': phi('leakyRelu', 0.01),
  'leaky0.2': phi('leakyRelu', 0.2),
  gauss: phi('gaussian'),
};
const known = activationFamilies.map((family) => family.name);
const rows = Object.entries(golden.chi1_over_sw2).filter(([name]) => named[name] || known.includes(name));

describe('two inputs about to coincide', () => {
  it.each(rows)('separate under %s as the golden χ₁ says', (name, values) => {
    const activation = named[name] ?? phi(name);
    for (const [q, expected] of Object.entries(values)) {
      if (typeof expected !== 'number') continue;
      const { chi } = activate(TangentState.at(Number(q)), activation).affine(3, 0.1);
      expect(chi! / (3 * expected)).toBeCloseTo(1, 10);
    }
  });

  it('separate as a pair does that is nearly alike', () => {
    for (const name of ['relu', 'tanh', 'gelu', 'selu', 'softplus', 'sin']) {
      const { chi, q } = activate(activate(TangentState.at(1.3), phi(name)).affine(1.5, 0.2), phi(name)).affine(
        1.5,
        0.2,
      );
      const apart = 1e-9;
      const start = PairState.gaussian(1.3 - apart, apart);
      const end = activate(activate(start, phi(name)).affine(1.5, 0.2), phi(name)).affine(1.5, 0.2);
      expect(end.spread / apart / chi!).toBeCloseTo(1, 3);
      expect((end.cov + end.spread) / q).toBeCloseTo(1, 9);
    }
  });

  it('take the slope of the composition where no weights come between two activations', () => {
    const direct = activate(TangentState.at(0.8), phi('relu'), phi('relu'));
    expect(direct.chi).toBeCloseTo(0.5, 12);
    expect(direct.q).toBeCloseTo(0.4, 12);
  });

  it('have no slope once an activation jumps', () => {
    const state = activate(activate(TangentState.at(1), phi('step')).affine(1, 0), phi('tanh')).affine(1, 0);
    expect(state.chi).toBeUndefined();
    expect(state.q).toBeGreaterThan(0);
  });

  it('are one input to the eye: correlation 1', () => {
    expect(TangentState.at(2).flatten().summary()).toMatchObject({ cov: 2, spread: 0, correlation: 1 });
  });
});
