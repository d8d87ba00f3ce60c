import { describe, expect, it } from 'vitest';
import golden from '../../checks/golden.json' with { type: 'json' };
import type { Activation } from '../activations/activation.ts';
import { activationOf } from '../network/layer.ts';
import { parseNetwork } from '../network/notation/parse.ts';
import type { SetupOptions } from '../setup/options.ts';
import { predict } from '../theory/predict.ts';
import { meeting } from './meeting.ts';

const phases = golden['tanh_phases_sb2=0.1_q0=1_c0=0'];

function activation(notation: string): Activation {
  const [part] = parseNetwork(notation).parts;
  if (part?.kind !== 'layer') throw new Error(notation);
  return activationOf(part)!;
}

const gammaAt = (depth: number, activation: string, options: SetupOptions) =>
  predict(`${depth}*(dense(64), ${activation}), dense(2)`, 'gaussian(dim=64)', options).gamma!;

describe('inputs that meet in depth', () => {
  it('come together by a factor χ₁ a layer in the ordered phase of tanh', () => {
    const { sw2, sb2, qstar, chi1 } = phases.ordered;
    expect(meeting(activation('tanh'), { q: qstar, sigmaW2: sw2 }).slope).toBeCloseTo(chi1, 12);
    const options = { sigmaW2: sw2, sigmaB2: sb2 };
    expect(gammaAt(40, 'tanh', options) / gammaAt(41, 'tanh', options)).toBeCloseTo(chi1, 6);
  });

  it('take γ = 2l²/9π² layers of relu at the edge of chaos', () => {
    const { slope, power, coefficient } = meeting(activation('relu'), { q: 1, sigmaW2: 2 });
    expect([slope, power]).toEqual([1, 2]);
    expect(coefficient).toBeCloseTo(2 / (9 * Math.PI ** 2), 12);
  });

  it.each([
    ['relu', { sigmaW2: 2 }, 1],
    ['leakyRelu(0.2)', { sigmaW2: 2 / 1.04 }, 1],
    ['abs', { sigmaW2: 1 }, 1],
    ['tanh', { sigmaW2: phases.critical.sw2, sigmaB2: 0.1 }, phases.critical.qstar],
  ] as const)(
    'of %s at the edge of chaos grow alike as the power of depth that its bends ask for',
    (notation, given, q) => {
      const { slope, power, coefficient } = meeting(activation(notation), { q, sigmaW2: given.sigmaW2 });
      expect(slope).toBeCloseTo(1, 9);
      const [near, far] = [200, 400].map((depth) => gammaAt(depth, notation, given) ** (1 / power));
      // What is left out falls as the logarithm of depth over depth.
      expect(((far! - near!) / 200) ** power / coefficient).toBeCloseTo(1, 1);
    },
  );

  it('are slowed by residual blocks by the share that these have', () => {
    const whole = meeting(activation('relu'), { q: 1, sigmaW2: 2 }).coefficient;
    const half = meeting(activation('relu'), { q: 1, sigmaW2: 2, share: 0.5 });
    expect(half.slope).toBe(1);
    expect(half.coefficient).toBeCloseTo(whole / 4, 14);
  });

  it('never do so smoothly where the activation jumps', () => {
    expect(() => meeting(activation('sign'), { q: 1, sigmaW2: 1 })).toThrow(RangeError);
  });
});
