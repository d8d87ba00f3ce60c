import { describe, expect, it } from 'vitest';
import { prepare, type Setup } from '../../setup/setup.ts';
import type { Trial } from './trial.ts';
import { isFar, widthNote } from './width.ts';

function trialOf(setup: Setup | { readonly reason: string }): Trial {
  return { setup } as Trial;
}

const measured = { mean: 0.6, standardError: 0.02, theory: 0.4, z: 9.8 };

describe('a network far from theory', () => {
  it('is far beyond four standard errors', () => {
    expect([9.8, -4.1, 3.9, null].map((z) => isFar({ ...measured, z }))).toEqual([true, true, false, false]);
    expect(isFar(null)).toBe(false);
  });

  it('is set beside what is expected at its actual widths', async () => {
    const setup = prepare('3*(dense(12), relu), dense(4)', 'gaussian(dim=20)');
    const note = await widthNote(trialOf(setup), 'as it is', measured, 50, {});
    expect(note).toMatch(
      /^as it is: 9\.8 standard errors from theory, which is of infinite width; at the actual widths 0\.\d+ ± 0\.\d+ is expected, −?\d+\.\d standard errors away$/,
    );
  });

  it('says where nothing is expected at actual widths', async () => {
    const setup = prepare('conv(4, 3), relu, flatten, dense(4)', 'gaussian(shape=1x5x5)');
    expect(await widthNote(trialOf(setup), 'tanh', measured, 50, {})).toContain(
      'at the actual widths nothing is expected: ',
    );
    expect(await widthNote(trialOf({ reason: 'no theory' }), 'tanh', measured, 50, {})).toContain('; no theory');
  });
});
