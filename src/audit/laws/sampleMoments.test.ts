import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../graph/graph.ts';
import { WeightGenerator } from '../../random/generator.ts';
import { PURPOSE } from '../../random/key.ts';
import { roleLaw } from './roleLaw.ts';
import { momentsOf } from './stored/moments.ts';
import { shapes } from './stored/shapes.ts';
import { knownWords } from './stored/words.ts';
import { parameter } from './testing/parameter.ts';

const generator = new WeightGenerator(11);

/** Of 300 draws, one has a moment beyond 5 standard errors in one of 2000 runs. */
const SIGMAS = 5;

/** Sizes at which means of cubes are normal. */
const sizes = fc.tuple(fc.integer({ min: 30, max: 90 }), fc.integer({ min: 30, max: 90 }));

describe('drawn parameters', () => {
  it('have the variance, shape and bound that their law states', () => {
    fc.assert(
      fc.property(fc.constantFrom(...knownWords), sizes, fc.nat(1e6), (word, dims, initialisation) => {
        const law = roleLaw(parameter(dims), word);
        if (law?.law !== 'gaussian' && law?.law !== 'uniform' && law?.law !== 'truncated') return;
        const buffer = generator.reserve(sizeOf(dims));
        generator.fill(buffer, law, dims, { purpose: PURPOSE.weights, tensor: 0, readout: 0, initialisation });
        const values = buffer.values.slice();
        generator.releaseAll();
        const { mean, meanAbsolute, meanSquare, largest, count } = momentsOf(
          values.map((x) => x / Math.sqrt(law.variance)),
        );
        const { absolute, kurtosis, bound } = shapes[law.law];
        const error = (variance: number) => SIGMAS * Math.sqrt(variance / count);
        expect(Math.abs(mean)).toBeLessThan(error(1));
        expect(Math.abs(meanAbsolute - absolute)).toBeLessThan(error(1 - absolute ** 2));
        expect(Math.abs(meanSquare - 1)).toBeLessThan(error(kurtosis - 1));
        expect(largest).toBeLessThanOrEqual(bound * (1 + 1e-6));
        expect(largest).toBeGreaterThan(law.law === 'gaussian' ? 2 : bound * 0.9);
      }),
      { numRuns: 300, seed: 20261128 },
    );
  });

  it.each(['orthogonal', 'orthogonal(gain=0.01)'])('by %s have rows or columns of the length of the gain', (word) => {
    fc.assert(
      fc.property(sizes, fc.nat(1e6), (dims, initialisation) => {
        const law = roleLaw(parameter(dims), word);
        if (law?.law !== 'orthogonal') throw new TypeError(`${word} draws no orthogonal weights`);
        const buffer = generator.reserve(sizeOf(dims));
        generator.fill(buffer, law, dims, { purpose: PURPOSE.weights, tensor: 0, readout: 0, initialisation });
        const { meanSquare } = momentsOf(buffer.values);
        generator.releaseAll();
        expect(meanSquare / law.variance).toBeCloseTo(1, 5);
        expect(meanSquare * Math.max(...dims)).toBeCloseTo(word === 'orthogonal' ? 1 : 1e-4, 6);
      }),
      { numRuns: 20, seed: 20261128 },
    );
  });
});
