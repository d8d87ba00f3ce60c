import { describe, expect, it } from 'vitest';
import { dataset } from '../data/dataset.ts';
import { prepare } from '../setup/setup.ts';
import { notesOn } from './notes.ts';
import { predict } from './predict.ts';

const network = 'dense(40), relu, dense(2)';
const notes = (options: Parameters<typeof predict>[2], data: Parameters<typeof predict>[1] = 'gaussian(dim=100)') =>
  predict(network, data, options).notes;

describe('notes on a prediction', () => {
  it('are silent on Gaussian weights, for which theory is exact at both ends', () => {
    expect(notes({})).toEqual([]);
    expect(notes({ init: 'torch', law: 'gaussian' })).toEqual([]);
  });

  it.each([
    ['uniform', 'weights are uniform (not Gaussian)'],
    ['truncated', 'weights are truncated (not Gaussian)'],
    ['orthogonal', 'weights are orthogonal'],
  ] as const)('call theory asymptotic for %s weights', (law, beginning) => {
    expect(notes({ law })).toEqual([`${beginning}: theory uses only their variance and is asymptotic in the width`]);
  });

  it("claim no agreement for torch's uniform readout biases, nor for other laws with biases", () => {
    expect(notes({ init: 'torch' })[1]).toMatch(/^biases of the readout are uniform, not Gaussian/);
    expect(notes({ law: 'truncated', sigmaB2: 0.1 })[1]).toMatch(/^biases of the readout are truncated/);
    expect(notes({ init: 'torch', sigmaB2: 0 })).toHaveLength(1);
    expect(notes({ law: 'orthogonal', sigmaB2: 0.1 })).toHaveLength(1);
    expect(predict('dense(40), relu, dense(2, sigmaB2=0)', 'gaussian(dim=9)', { init: 'torch' }).notes).toHaveLength(1);
  });

  it('count the points that one feature dominates, where the first layer has no central limit', () => {
    const points = dataset([9, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0], { shape: [3] });
    expect(notes({ law: 'uniform' }, points)[1]).toMatch(/^25 % of the points have more than half/);
    expect(notes({}, points)).toEqual([]);
  });

  it('name a readout of another number of classes than the data have', () => {
    const on = (network: string, data = 'digits', points?: number) => notesOn(prepare(network, data, { points }));
    expect(on('dense(10)')).toEqual([]);
    expect(on('dense(512)')).toEqual(['the readout has 512 units and the data have 10: a guess is one of 512']);
    expect(on('dense(64)')).toEqual(['the readout has 64 units and the data have 10: a guess is one of 64']);
    expect(on('dense(10)', 'digits, keep(3, 8)')).toEqual([
      'the readout has 10 units and the data have 2: a guess is one of 10',
    ]);
    expect(on('dense(1)')).toEqual(['one unit tells two classes and the data have 10: a guess is one of 2']);
    expect(on('dense(10)', 'digits', 12)).toEqual([]);
  });

  it('put what preprocessing has to say first', () => {
    const points = dataset([1, 5, 3, 5], { shape: [2] });
    const [first, second] = notes({ law: 'orthogonal', preprocess: 'standardize' }, points);
    expect(first).toMatch(/constant/);
    expect(second).toMatch(/orthogonal/);
  });

  it('point to finite widths where a hidden layer is narrow', () => {
    const { notes } = predict('dense(2), relu, dense(2)', 'gaussian(dim=100)');
    expect(notes).toEqual([expect.stringMatching(/^layer 1 \(dense\) has 2 units, .*predict --finite/)]);
    expect(predict('dense(30), relu, dense(2)', 'gaussian(dim=100)').notes).toEqual([]);
  });

  it('say where a norm takes few channels, or units, together, in blocks too', () => {
    const on = (network: string, data = 'gaussian(dim=100)') => notesOn(prepare(network, data));
    const images = 'gaussian(shape=3x8x8)';
    expect(on('dense(256), groupNorm(16), relu, dense(2)')).toEqual([
      expect.stringMatching(
        /^layer 2 \(groupNorm\) normalises groups of 16 units, and theory is that of infinitely many/,
      ),
    ]);
    expect(on('dense(256), groupNorm(8), relu, dense(2)')).toEqual([]);
    expect(on('conv(16, 3), groupNorm(4), relu, flatten, dense(2)', images)).toEqual([
      expect.stringMatching(/groups of 4 channels/),
    ]);
    const block = (branch: string) => `conv(64, 3), residual(groupNorm(2), ${branch}), flatten, dense(2)`;
    expect(on(block('relu, conv(64, 3, padding=1)'), images)).toEqual([]);
    expect(on(block('parallel(linear, (conv(32, 1), groupNorm(2))), conv(64, 1)'), images)).toEqual([
      expect.stringMatching(/^layer 2 \(residual\) normalises groups of 16 channels/),
    ]);
  });

  it('say where a convolution has few channels', () => {
    const on = (channels: number) =>
      notesOn(prepare(`conv(${channels}, 3), relu, flatten, dense(2)`, 'gaussian(shape=3x8x8)'));
    expect(on(4)).toEqual([
      expect.stringMatching(/^layer 1 \(conv\) has 4 channels, and theory is that of infinitely/),
    ]);
    expect(on(8)).toEqual([]);
  });
});
