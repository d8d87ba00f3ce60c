import { describe, expect, it } from 'vitest';
import { inventedMeasurement } from '../../present/testing/measurements.fixture.ts';
import type { Measurement } from '../../results/schema.ts';
import { notesOf } from './columns.ts';
import { scaleAndGuesses } from './scaleAndGuesses.ts';
import { renderComparison } from './text.ts';

function network(loss: number | null, agreement: number, error = 0.004): Measurement {
  const measurement = inventedMeasurement({ classes: 10, gamma: 0.5, theory: false });
  const estimate = (mean: number) => ({ mean, standardError: error, theory: null, z: null });
  return {
    ...measurement,
    agreement: estimate(agreement),
    loss: loss === null ? null : { ...estimate(loss), spread: estimate(0.1), logClasses: Math.log(10) },
  };
}

describe('a network of lower loss and higher agreement', () => {
  it('is said to have the right scale, and why its guesses are less even', () => {
    const [note, ...others] = scaleAndGuesses([network(3000, 0.11), network(2.31, 0.33)]);
    expect(note).toMatch(
      /^network 2 has the lowest loss, 2\.3100 ± 0\.0040 \(near ln 10 = 2\.303\), and a higher agreement than network 1, 0\.33 instead of 0\.11: .* the scale of the outputs, which is right; the guesses depend on what all inputs share/,
    );
    expect(others).toEqual([]);
  });

  it('is held against the one of the highest loss, and is not called right far from ln K', () => {
    const [note] = scaleAndGuesses([network(5, 0.33), network(9, 0.2), network(70, 0.11)]);
    expect(note).toContain('network 1 has the lowest loss, 5.0000 ± 0.0040 (2.17 times ln 10 = 2.303)');
    expect(note).toContain('than network 3, 0.33 instead of 0.11');
    expect(note).toContain('which is nearer to right');
  });

  it.each([
    ['the lowest loss has the lowest agreement', [network(2.31, 0.11), network(9, 0.33)]],
    ['agreements are the same within errors', [network(2.31, 0.115), network(9, 0.11)]],
    ['losses are the same within errors', [network(2.305, 0.33), network(2.31, 0.11)]],
    ['the outputs are no logits', [network(null, 0.33), network(9, 0.11)]],
    ['there is one network', [network(2.31, 0.33)]],
  ])('is not found where %s', (_, measurements) => {
    expect(scaleAndGuesses(measurements)).toEqual([]);
  });

  it('is noted first, in the terminal as elsewhere', () => {
    const measurements = [network(3000, 0.11), network(2.31, 0.33)];
    expect(notesOf(measurements)[0]).toBe(scaleAndGuesses(measurements)[0]);
    expect(renderComparison(measurements, { colour: false, width: 80 })).toContain(
      'note: network 2 has the lowest loss',
    );
  });
});
