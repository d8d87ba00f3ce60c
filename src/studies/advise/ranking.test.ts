import { describe, expect, it } from 'vitest';
import { helps, ranked } from './ranking.ts';
import type { TriedRemedy } from './schema.ts';

/** A remedy that leaves some of an agreement of .6 among ten classes. */
function tried(name: string, left: number, effort: TriedRemedy['effort'], standardError = 0.01): TriedRemedy {
  const value = (mean: number) => ({ mean, standardError, theory: null, z: null });
  return {
    ...{ name, title: name, variant: null, where: '', effort, applies: true, why: null, experiments: [] },
    ...{ network: null, preprocess: null, init: null, command: null, paste: null },
    agreement: value(left),
    maxFraction: value(left),
    loss: value(2.3 + left),
    chi1: null,
    difference: { mean: left - 0.6, standardError },
    heldOut: null,
    removed: (0.6 - left) / 0.5,
  };
}

describe('the order of remedies', () => {
  it('is by what they remove', () => {
    const order = ranked([tried('a', 0.5, 'data'), tried('b', 0.2, 'data'), tried('worse', 0.8, 'data')], 'neutral');
    expect(order.map(({ name }) => name)).toEqual(['b', 'a', 'worse']);
  });

  it('is by how little they change where they remove as much, one alone before two together', () => {
    const order = ranked(
      [
        tried('norm', 0.2, 'architecture'),
        tried('pair + of', 0.195, 'data'),
        tried('input', 0.21, 'data'),
        tried('init', 0.22, 'initialisation'),
      ],
      'neutral',
    );
    expect(order.map(({ name }) => name)).toEqual(['init', 'input', 'norm', 'pair + of']);
  });

  it('does not put a remedy in front that leaves the bias as it is', () => {
    expect(ranked([tried('none', 0.6, 'initialisation'), tried('some', 0.5, 'architecture')], 'neutral')[0].name).toBe(
      'some',
    );
  });
});

describe('a remedy helps', () => {
  it('where the paired difference lies two errors below 0', () => {
    expect(helps(tried('a', 0.5, 'data', 0.04), 'neutral')).toBe(true);
    expect(helps(tried('a', 0.5, 'data', 0.06), 'neutral')).toBe(false);
    expect(helps(tried('a', 0.7, 'data'), 'neutral')).toBe(false);
  });

  it('where what it removes is worth a change', () => {
    expect(helps(tried('a', 0.598, 'data', 0.0001), 'neutral')).toBe(false);
  });
});
