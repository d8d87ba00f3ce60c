import { describe, expect, it } from 'vitest';
import type { FinitePrediction } from '../../results/finiteSchema.ts';
import type { Estimate, Measurement } from '../../results/schema.ts';
import { besideNotes, deviationNotes, farFromTheory, isBesideTheory, lossSpreadNotes } from './deviations.ts';
import { estimateBeside } from './estimate.ts';

/** So many that Student's law is the normal one. */
const DRAWS = 1e9;

const beside = (mean: number, theory: number) => estimateBeside({ mean, standardError: 0.001 }, DRAWS, theory);

function measured(estimates: Partial<Record<'agreement' | 'maxFraction' | 'sd' | 'gamma', Estimate>>): Measurement {
  const near = beside(0.5, 0.5);
  const m = {
    initialisations: DRAWS,
    agreement: near,
    maxFraction: near,
    sd: near,
    gamma: near,
    byClass: null,
    prediction: { mode: 'dataset' },
  };
  return { ...m, ...estimates } as unknown as Measurement;
}

/** What is expected at the actual widths: 0.0005 known, at this distance from infinite width. */
function expected(agreement: number, infinite = 0.5): FinitePrediction {
  const compared = (mean: number) => {
    return { mean, standardError: 0.0005, infinite, difference: mean - infinite, z: (mean - infinite) / 0.0005 };
  };
  return { agreement: compared(agreement), sd: compared(0.5), gamma: compared(0.5) } as unknown as FinitePrediction;
}

function notes(m: Measurement, actual: Parameters<typeof deviationNotes>[2]): string[] {
  return deviationNotes(m, farFromTheory(m), actual);
}

describe('a measurement far from theory', () => {
  it('is one from four standard errors on', () => {
    expect(farFromTheory(measured({ agreement: beside(0.5039, 0.5) }))).toEqual([]);
    expect(farFromTheory(measured({ agreement: beside(0.4959, 0.5) })).map(({ name }) => name)).toEqual(['agreement']);
  });

  it('is put down to finite widths where these are expected to give just that', () => {
    expect(notes(measured({ agreement: beside(0.51, 0.5) }), expected(0.5102))).toEqual([
      'agreement: the finite widths explain the difference from theory. At these widths agreement 0.51020 ± 0.00050 ' +
        '(z −0.2) is expected',
    ]);
  });

  it('is a fault where finite widths are expected to change nothing, or something else', () => {
    for (const actual of [expected(0.5), expected(0.49), expected(0.504, 0.5035)]) {
      const [note, ...others] = notes(measured({ agreement: beside(0.5075, 0.5) }), actual);
      expect(others).toEqual([]);
      expect(note).toMatch(
        /^agreement: theory and measurement differ by up to 7\.5 standard errors, and finite widths do/,
      );
      expect(note).toMatch(/This should not be\. Please report it/);
    }
  });

  it('is not excused where nothing is known at finite widths', () => {
    const m = measured({ agreement: beside(0.51, 0.5) });
    const [note] = notes(m, { reason: 'BatchNorm looks at many points at once' });
    expect(note).toMatch(/cannot be checked here \(BatchNorm .*\)\. Measure with twice the widths/);
  });

  it('in the favourite alone has no prediction, and says how the agreement does', () => {
    const [note] = notes(measured({ agreement: beside(0.503, 0.5), maxFraction: beside(0.6, 0.5) }), expected(0.5031));
    expect(note).toMatch(
      /^max fraction: this differs from theory by up to 100 standard errors, and nothing predicts it/,
    );
    expect(note).toMatch(/the agreement is as expected at these widths, 0\.50310 ± 0\.00050 \(z −0\.1\)/);
  });
});

describe('an agreement beside theory', () => {
  it('is one from two to four standard errors', () => {
    const isBeside = (mean: number) => isBesideTheory(measured({ agreement: beside(mean, 0.5) }));
    expect([0.5019, 0.5021, 0.4961, 0.5041].map(isBeside)).toEqual([false, true, true, false]);
  });

  it('has what the widths make of theory beside it, where they make it likelier', () => {
    const notes = (actual: Parameters<typeof besideNotes>[1]) =>
      besideNotes(measured({ agreement: beside(0.503, 0.5) }), actual);
    expect(notes(expected(0.5022))).toEqual([
      'agreement: theory is of infinite width; at these widths 0.50220 ± 0.00050 is expected (z 0.7)',
    ]);
    expect(notes(expected(0.501))).toEqual([]); // not known well enough
    expect(notes(expected(0.4978))).toEqual([]); // the other way
    expect(notes({ reason: 'no chain' })).toEqual([]);
  });
});

describe('a spread of the loss beyond theory', () => {
  const spreadOf = (mean: number, z: number) => {
    const spread = { mean, standardError: 0.001, theory: 0.02, z };
    return { ...measured({}), loss: { ...beside(2.3, 2.3), spread, logClasses: Math.log(10) } };
  };

  it('is put down to the scale of finite networks, one below it to a fault', () => {
    expect(lossSpreadNotes(spreadOf(0.03, 10))).toEqual([expect.stringContaining('10 standard errors above theory')]);
    expect(lossSpreadNotes(spreadOf(0.01, -10))).toEqual([expect.stringContaining('This should not be')]);
    expect(lossSpreadNotes(spreadOf(0.021, 1))).toEqual([]);
  });
});
