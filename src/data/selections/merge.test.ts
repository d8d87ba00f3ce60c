import { describe, expect, it } from 'vitest';
import { dataset } from '../dataset.ts';
import { digits } from '../sources/digits.ts';
import { merge } from './merge.ts';
import { parity } from './parity.ts';

describe('merge', () => {
  it('makes new classes of old ones and drops the rest', () => {
    const data = dataset([0, 1, 2, 3, 4, 5], { shape: [1], labels: [0, 1, 2, 3, 4, 5] });
    const merged = merge('big: 5, 4;small : 1').apply(data);
    expect(merged.classNames).toEqual(['big', 'small']);
    expect([...merged.values]).toEqual([1, 4, 5]);
    expect([...merged.labels!]).toEqual([1, 0, 0]);
  });

  it('takes names with spaces and writes itself in one way', () => {
    expect(merge(' feet :Ankle boot,Sandal; rest:0 ').notation).toBe('merge("feet: Ankle boot, Sandal; rest: 0")');
    expect(merge('odd "ones": 1').notation).toBe(`merge('odd "ones": 1')`);
  });
});

describe('parity', () => {
  it('is the merging of even and odd digits', () => {
    expect(parity().apply(digits())).toEqual(merge('even: 0, 2, 4, 6, 8; odd: 1, 3, 5, 7, 9').apply(digits()));
  });

  it('reads the last digit of a name', () => {
    const years = dataset([1, 2], { shape: [1], labels: [1, 0], classNames: ['-1987', '9007199254740994'] });
    expect([...parity().apply(years).labels!]).toEqual([0, 1]);
  });
});
