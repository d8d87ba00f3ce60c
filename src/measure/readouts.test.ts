import { describe, expect, it } from 'vitest';
import { he } from '../network/init.ts';
import { parseNetwork } from '../network/notation.ts';
import { compile } from '../network/program.ts';
import type { Draw } from './assignment.ts';
import { chooseReadouts, operations, PILOT } from './readouts.ts';

const program = (network: string, features = 100) => compile(parseNetwork(network).place([features]), he);
const points = 100;

/** A pilot draw of two-class networks that gave class 0 to so many of the points. */
const draw = (initialisation: number, counts: readonly number[]): Draw => ({
  initialisation,
  counts: Uint32Array.from(counts.flatMap((count) => [count, points - count])),
  tied: 0,
  notNumbers: 0,
  correlation: 0,
  complement: 1,
});
const pilot = (count: (initialisation: number, readout: number) => number) =>
  Array.from({ length: PILOT.initialisations }, (_, i) =>
    draw(
      i,
      Array.from({ length: PILOT.readouts }, (_, r) => count(i, r)),
    ),
  );
/** Hidden draws alike, readouts not; the reverse; and a bit of both. */
const unlikeReadouts = pilot((_, r) => 50 + 3 * r);
const unlikeDraws = pilot((i) => 50 + 4 * i);
const mixed = pilot((i, r) => 50 + i + 2 * r);

const deep = program('5*(dense(100), relu), dense(2)');

describe('the number of readouts a hidden draw', () => {
  it('is one when a readout tells nothing that another has not told', () => {
    expect(chooseReadouts(unlikeDraws, deep, points)).toBe(1);
  });

  it('is large when readouts are as good as new networks, and cheap', () => {
    const { hidden, readout } = operations(deep, points);
    const best = Math.sqrt(999 * (hidden / readout)); // an intra-class correlation of 0 counts as 1e-3
    expect(chooseReadouts(unlikeReadouts, deep, points)).toBe(Math.min(256, 2 ** Math.round(Math.log2(best))));
    expect(chooseReadouts(unlikeReadouts, program('50*(dense(500), relu), dense(2)'), points)).toBe(256);
  });

  it('lies between, as a power of two, for a pilot between', () => {
    const chosen = chooseReadouts(mixed, deep, points);
    expect(chosen).toBeGreaterThan(1);
    expect(chosen).toBeLessThan(256);
    expect(Number.isInteger(Math.log2(chosen))).toBe(true);
  });

  it('falls with the cost of a readout', () => {
    const costly = program('dense(10), relu, dense(2)');
    expect(chooseReadouts(mixed, costly, points)).toBeLessThanOrEqual(chooseReadouts(mixed, deep, points));
  });

  it('is one where no readout can be redrawn', () => {
    expect(chooseReadouts(unlikeReadouts, program('dense(2), flatten'), points)).toBe(1);
  });

  it('is a number even for networks that never vary', () => {
    const constant = pilot(() => points);
    expect(chooseReadouts(constant, deep, points)).toBeGreaterThanOrEqual(1);
    expect(chooseReadouts(constant, program('dense(2)'), points)).toBeGreaterThanOrEqual(1);
  });
});

describe('the operations of a draw', () => {
  it('grow with weights and points', () => {
    const small = operations(program('dense(10), relu, dense(2)'), 100);
    expect(operations(program('dense(20), relu, dense(2)'), 100).hidden).toBeGreaterThan(small.hidden);
    expect(operations(program('dense(10), relu, dense(2)'), 200).readout).toBeGreaterThan(small.readout);
    expect(operations(program('dense(2), flatten'), 100).readout).toBeGreaterThan(0);
  });
});
