import { describe, expect, it } from 'vitest';
import { he } from '../../network/init.ts';
import { parseNetwork } from '../../network/notation/parse.ts';
import { compile } from '../../program/compile.ts';
import type { Program } from '../../program/program.ts';
import type { Draw } from './assignment.ts';
import { costsOf } from './costs.ts';
import { chooseReadouts, PILOT } from './readouts.ts';

const program = (network: string, features = 100) => compile(parseNetwork(network).place([features]), he);
const points = 100;

/** A pilot draw of two-class networks that gave class 0 to this many of the points. */
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

const chosenFor = (draws: readonly Draw[], of: Program) =>
  chooseReadouts(draws, of, points, costsOf(of, points, 'weights'));

const deep = program('5*(dense(100), relu), dense(2)');

describe('the number of readouts a hidden draw', () => {
  it('is one when a readout tells nothing that another has not told', () => {
    expect(chosenFor(unlikeDraws, deep)).toBe(1);
  });

  it('is large when readouts are as good as new networks, and cheap', () => {
    const { hidden, readouts } = costsOf(deep, points, 'weights');
    const best = Math.sqrt(999 * (hidden / readouts(1))); // an intra-class correlation of 0 counts as 1e-3
    expect(chosenFor(unlikeReadouts, deep)).toBe(Math.min(1024, 2 ** Math.round(Math.log2(best))));
    expect(chosenFor(unlikeReadouts, program('50*(dense(500), relu), dense(2)'))).toBe(1024);
  });

  it('lies between, as a power of two, for a pilot between', () => {
    const chosen = chosenFor(mixed, deep);
    expect(chosen).toBeGreaterThan(1);
    expect(chosen).toBeLessThan(1024);
    expect(Number.isInteger(Math.log2(chosen))).toBe(true);
  });

  it('falls with the cost of a readout', () => {
    const costly = program('dense(10), relu, dense(2)');
    expect(chosenFor(mixed, costly)).toBeLessThanOrEqual(chosenFor(mixed, deep));
  });

  it('is one where no readout can be redrawn', () => {
    expect(chosenFor(unlikeReadouts, program('dense(2), flatten'))).toBe(1);
  });

  it('is a number even for networks that never vary', () => {
    const constant = pilot(() => points);
    expect(chosenFor(constant, deep)).toBeGreaterThanOrEqual(1);
    expect(chosenFor(constant, program('dense(2)'))).toBeGreaterThanOrEqual(1);
  });
});
