import { describe, expect, it } from 'vitest';
import { dataset } from '../data/dataset.ts';
import { UserError } from '../errors.ts';
import { runMeasurement } from '../measure/measure.ts';
import { planMeasurement } from '../measure/plan/plan.ts';
import { inlineHost } from '../measure/testing/host.fixture.ts';
import { prepare } from '../setup/setup.ts';
import { predict } from '../theory/predict.ts';
import { batchNormNote, withBatchNorm } from './batchNormMode.ts';
import { parseNetwork } from './notation/parse.ts';

const inMode = (text: string, mode?: 'train' | 'eval') => withBatchNorm(parseNetwork(text), mode).toString();

/** Networks with a batchNorm, its ε left open, and data of every kind that theory takes. */
const cases = {
  'drawn vectors': ['2*(dense(64), batchNorm(ε), gelu), dense(3)', 'gaussian(dim=20, mean=0.3)'],
  'drawn images': ['conv(8, 3), batchNorm(ε), gelu, globalAvgPool, dense(3)', 'gaussian(shape=2x5x5)'],
  'given images': ['flatten, batchNorm(ε), dense(20), batchNorm(ε), gelu, dense(3)', 'digits, first(40)'],
  'given points': [
    'dense(20), residual(batchNorm(ε), tanh, dense(20)), dense(3)',
    dataset(
      Array.from({ length: 60 }, (_, i) => Math.sin(i ** 2)),
      { shape: [3] },
    ),
  ],
  'pixels of given images': [
    'conv(4, 2), batchNorm(ε), gelu, globalAvgPool, dense(3)',
    'fields(shape=1x3x3, points=20)',
  ],
} as const;

const without = (network: string) => network.replaceAll(/batchNorm\(ε\), /g, '');

describe('batchNorm for a whole network', () => {
  it('is set in blocks, shortcuts and presets, where no layer says otherwise', () => {
    expect(
      inMode('2*(dense(4), batchNorm), residual(dense(4), batchNorm, shortcut=(dense(4), batchNorm))', 'eval'),
    ).toBe(
      '2*(dense(4), batchNorm(mode=eval)), residual(dense(4), batchNorm(mode=eval), shortcut=(dense(4), batchNorm(mode=eval)))',
    );
    expect(inMode('batchNorm(mode=train), batchNorm(eps=0.1)', 'eval')).toBe(
      'batchNorm(mode=train), batchNorm(eps=0.1, mode=eval)',
    );
    expect(inMode('resnet18', 'eval').match(/batchNorm\(mode=eval\)/g)).toHaveLength(18);
    expect(inMode('resnet18', 'eval')).not.toMatch(/batchNorm[^(]/);
    for (const mode of [undefined, 'train'] as const)
      expect(inMode('dense(4), batchNorm', mode)).toBe('dense(4), batchNorm');
  });

  it('is said in a note, whichever it is', () => {
    const note = (text: string) => batchNormNote(parseNetwork(text));
    expect(note('dense(4), relu')).toBeUndefined();
    expect(note('residual(batchNorm)')).toMatch(/^batchNorm is in training mode: .*--batch-norm eval/);
    expect(note('batchNorm(mode=eval)')).toMatch(/^batchNorm is in evaluation mode: .*only divides by √\(1 \+ ε\)$/);
    expect(note('batchNorm, batchNorm(mode=eval)')).toMatch(/^some batchNorm/);
    expect(prepare('dense(4), batchNorm, dense(2)', 'gaussian(dim=3)', { batchNorm: 'eval' }).remarks).toEqual([
      note('batchNorm(mode=eval)'),
    ]);
  });

  it('knows two modes', () => {
    const unknown = () => prepare('dense(2)', 'gaussian(dim=3)', { batchNorm: 'evel' as never });
    expect(unknown).toThrow(UserError);
    expect(unknown).toThrow('unknown batch norm mode "evel"');
  });
});

describe.each(Object.entries(cases))('in evaluation mode, on %s,', (_, [network, data]) => {
  const on = (text: string) => predict(text, data, { batchNorm: 'eval' });

  it('theory is that of the network without batchNorm, up to ε', () => {
    const plain = predict(without(network), data);
    expect(plain.agreement).not.toBeNull();
    const exact = on(network.replaceAll('ε', 'eps=0'));
    expect([exact.agreement, exact.gamma]).toEqual([plain.agreement, plain.gamma]);
    const usual = on(network.replaceAll('(ε)', ''));
    expect(usual.agreement).toBeCloseTo(plain.agreement!, 4);
    expect(usual.agreement).not.toBe(plain.agreement);
  });

  it('the program makes the guesses of the network without batchNorm, and agrees with theory', async () => {
    const measured = async (text: string) => {
      const plan = planMeasurement(text, data, {
        batchNorm: 'eval',
        inits: 12,
        readouts: 4,
        points: 20,
        sampler: 'weights',
      });
      return runMeasurement(plan, inlineHost, {});
    };
    const plain = await measured(without(network));
    const exact = await measured(network.replaceAll('ε', 'eps=0'));
    expect([exact.agreement.mean, exact.maxFraction.mean]).toEqual([plain.agreement.mean, plain.maxFraction.mean]);
    const usual = await measured(network.replaceAll('(ε)', ''));
    expect(usual.agreement.mean).toBeCloseTo(plain.agreement.mean, 2);
    expect(usual.network).toContain('batchNorm(mode=eval)');
    expect(Math.abs(usual.agreement.z!)).toBeLessThan(5);
  });
});
