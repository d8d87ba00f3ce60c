import { describe, expect, it } from 'vitest';
import { finiteFindingOf } from './finiteFinding.ts';

function finding(mean: number, infinite: number | null, standardError = 0.001): string {
  const difference = infinite === null ? null : mean - infinite;
  const z = difference === null ? null : difference / standardError;
  return finiteFindingOf({ classes: 10, agreement: { mean, standardError, infinite, difference, z } });
}

describe('the finding of a finite prediction', () => {
  it('says how often two inputs agree and what a fair guess would do', () => {
    expect(finding(0.4567, 0.4)).toContain('probability 0.4567 ± 0.0010; a fair guess agrees in 10 % of the cases.');
  });

  it('says which way the width moves the agreement, and how far', () => {
    expect(finding(0.412, 0.4)).toContain('Finite width raises the agreement by 0.0120 ± 0.0010 from 0.4000.');
    expect(finding(0.388, 0.4)).toContain('Finite width lowers the agreement by 0.0120 ± 0.0010 from 0.4000.');
  });

  it('makes nothing of what may be chance', () => {
    expect(finding(0.402, 0.4)).toContain('Infinite width would give 0.4000: no difference shows.');
  });

  it('compares with nothing where there is no theory', () => {
    expect(finding(0.402, null)).toContain('no theory of infinite width');
  });
});
