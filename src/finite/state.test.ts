import { describe, expect, it } from 'vitest';
import { activationFamilies } from '../activations/index.ts';
import { isUnknown, type KernelResult } from '../kernel/state.ts';
import { FiniteState } from './state.ts';

/** One pair of points; the weights of a layer leave the number of units they are asked for, all 0. */
function pair(first: readonly number[], second: readonly number[]): FiniteState {
  const mix = (_kernels: unknown, _sigmaW2: number, _sigmaB2: number, units: number) => new Float64Array(2 * units);
  return new FiniteState(Float64Array.from([...first, ...second]), 1, first.length, mix);
}

function values(result: KernelResult<FiniteState>): number[] {
  if (isUnknown(result)) throw new Error(result.reason);
  return [...result.values];
}

const state = pair([1, -2, 3, -4], [5, 6, -7, -8]);

describe('features of a pair of points', () => {
  it('go through an activation unit by unit', () => {
    const relu = activationFamilies.find(({ name }) => name === 'relu')!.create();
    expect(values(state.activate(relu))).toEqual([1, 0, 3, 0, 5, 6, 0, 0]);
  });

  it('become as many units as the next layer has', () => {
    expect(state.affine(2, 0, 3).units).toBe(3);
  });

  it('are pooled in windows of consecutive units', () => {
    expect(values(state.pool('max', 2))).toEqual([1, 3, 6, -7]);
    expect(values(state.pool('average', 2))).toEqual([-0.5, -0.5, 5.5, -7.5]);
  });

  it('are joined point by point', () => {
    expect(values(pair([1], [2]).join(pair([3, 4], [5, 6])))).toEqual([1, 3, 4, 2, 5, 6]);
  });

  it('are added to those of a scaled branch', () => {
    expect(values(pair([1], [2]).add(pair([3], [4]).scale(0.5)))).toEqual([2.5, 4]);
  });

  it('are normalised point by point, and in groups where there are some', () => {
    const whole = values(state.normalise('layer', 0, null));
    expect(whole[0] + whole[1] + whole[2] + whole[3]).toBeCloseTo(0, 12);
    expect(values(state.normalise('layer', 0, null, 2))).toEqual([1, -1, 1, -1, -1, 1, 1, -1]);
    expect(values(pair([3, 4], [0, 0]).normalise('rms', 0, null))[1]).toBeCloseTo(4 / Math.sqrt(12.5), 12);
  });

  it('know nothing of other points, nor of positions', () => {
    expect(isUnknown(state.normalise('batch', 0, null))).toBe(true);
    expect(isUnknown(state.convolve())).toBe(true);
    expect(isUnknown(state.poolImage())).toBe(true);
    expect(isUnknown(state.poolGlobally())).toBe(true);
  });
});
