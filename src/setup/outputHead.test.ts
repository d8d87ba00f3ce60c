import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepare } from './setup.ts';

const headIn = (head: string | undefined, network = 'dense(33)') => prepare(network, 'gaussian(dim=4)', { head }).head;

describe('the head of a network', () => {
  it('is an argmax, of one output a sigmoid, unless another is given', () => {
    expect(headIn(undefined)).toEqual({ kind: 'argmax' });
    expect(headIn('argmax')).toEqual({ kind: 'argmax' });
    for (const head of [undefined, 'argmax', 'sigmoid']) expect(headIn(head, 'dense(1)')).toEqual({ kind: 'sigmoid' });
    expect(headIn(' several( 2,31 )')).toEqual({ kind: 'several', sizes: [2, 31] });
    for (const kind of ['multilabel', 'sample', 'regression']) expect(headIn(kind)).toEqual({ kind });
    expect(headIn('multilabel', 'dense(1), sigmoid')).toEqual({ kind: 'multilabel' });
  });

  it.each([
    ['softmax', 'dense(33)', 'unknown head "softmax"'],
    ['sampel', 'dense(33)', 'unknown head "sampel"'],
    ['multilabel, sample', 'dense(33)', 'unknown head "sample"'],
    ['', 'dense(33)', '--head is empty'],
    ['several(2, 30)', 'dense(33)', 'several reads 32 outputs, but the network has 33'],
    ['several(1, 32)', 'dense(33)', 'several takes the number of classes of each head, from 2'],
    ['several', 'dense(33)', 'several needs the number of classes of each head'],
    ['sample(0.5)', 'dense(33)', 'sample takes no arguments'],
    ['sigmoid', 'dense(33)', 'sigmoid reads one output, but the network has 33'],
    ['sample', 'dense(33), tanh', 'sample reads the outputs of a dense layer'],
    ['regression', 'dense(1), sigmoid', 'regression reads the outputs of a dense layer'],
  ])('is refused as %s of %s', (head, network, message) => {
    expect(() => headIn(head, network)).toThrow(message);
  });

  it('of several parts takes exactly the outputs there are', () => {
    const sizes = fc.array(fc.integer({ min: 2, max: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(sizes, (given) => {
        const units = given.reduce((sum, size) => sum + size, 0);
        expect(headIn(`several(${given})`, `dense(${units})`)).toEqual({ kind: 'several', sizes: given });
        expect(() => headIn(`several(${given})`, `dense(${units + 1})`)).toThrow('but the network has');
      }),
      { numRuns: 40 },
    );
  });
});
