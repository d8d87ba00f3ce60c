import { describe, expect, it } from 'vitest';
import { type Data, type Dataset, dataset } from '../../../data/dataset.ts';
import { parseData } from '../../../data/parseData.ts';
import { blobs } from '../../../data/sources/blobs.ts';
import { subsample } from '../../../data/subsample.ts';
import { inlineExecutor } from '../../../measure/draw/executor.ts';
import type { Host } from '../../../measure/measure.ts';
import { type ExplainOptions, planExplanation, runExplanation } from '../run.ts';
import type { DataDirections, Direction } from '../schema.ts';
import { dataInWords } from './dataInWords.ts';

const host: Host = {
  executor: inlineExecutor,
  provenance: (workers) => ({ firstguess: '', node: '', platform: '', processor: '', workers, date: '' }),
};

async function dataOf(network: string, data: Data | string, options: ExplainOptions = {}) {
  const all = { inits: 4, points: 120, readouts: 2, ...options };
  return (await runExplanation(planExplanation(network, data, all), host, all)).data;
}

function without(data: DataDirections | undefined, what: Direction['without']): Direction {
  return data?.directions.find((direction) => direction.without === what) as Direction;
}

/** A network that theory follows in spatial mode alone, so that it is drawn. */
const DRAWN = 'conv(4, 3), relu, flatten, dense(3)';

describe('which direction of the data the bias comes from', () => {
  it('is the mean alone in a linear network', async () => {
    const data = await dataOf('dense(50), dense(3)', 'digits');
    expect(data?.method).toBe('theory');
    expect(without(data, 'mean').gammaShare?.mean).toBeCloseTo(1, 2);
    expect(without(data, 'mean').gamma.mean).toBeCloseTo(without(data, 'mean').dataGamma ?? 0, 5);
  });

  it('leaves −1/N of a linear network, where centred points have one norm', async () => {
    const corners = Array.from({ length: 300 }, (_, i) => [3 + (i % 2 ? 1 : -1), 3 + (i % 4 < 2 ? 1 : -1)]).flat();
    const data = await dataOf('dense(50), dense(3)', dataset(corners, { shape: [2] }), { points: 300 });
    expect(without(data, 'mean').gamma.mean).toBeCloseTo(-1 / 300, 12);
  });

  it('is the activation and no mean in a ReLU network on standardised digits', async () => {
    const some = subsample(parseData('digits') as Dataset, 120, 0);
    const data = await dataOf('3*(dense(50), relu), dense(3)', some, { preprocess: 'standardize' });
    expect(data?.meanShare).toBe(0);
    expect(without(data, 'nothing').gamma.mean).toBeGreaterThan(1);
    expect(without(data, 'mean').gammaShare?.mean).toBe(0);
    expect(dataInWords(data as DataDirections)).toBe(
      'None of the bias comes from the mean image of the data, which is zero.',
    );
  });

  it('is the mean in part for ReLU, and all of it for tanh, on raw digits', async () => {
    const [relu, tanh] = await Promise.all(
      ['relu', 'tanh'].map((name) => dataOf(`3*(dense(50), ${name}), dense(3)`, 'digits')),
    );
    const shares = [relu, tanh].map((data) => without(data, 'mean').gammaShare?.mean ?? 0);
    expect(shares[0]).toBeGreaterThan(0.5);
    expect(shares[0]).toBeLessThan(0.8);
    expect(shares[1]).toBeGreaterThan(0.98);
    expect(without(relu, 'component').gammaShare?.mean).toBeLessThan(0);
  });

  it('is the line between the centres for two blobs, of which γ knows nothing', async () => {
    const data = await dataOf('dense(50), dense(10)', blobs({ dim: 30, distance: 4, points: 300 }), { points: 300 });
    const [whole, flat] = [without(data, 'nothing'), without(data, 'component')];
    expect(data?.componentShare).toBeGreaterThan(0.7);
    expect(Math.abs(whole.gamma.mean)).toBeLessThan(0.005);
    // Within a blob points get the same guess; without the line between the two there is one blob around zero.
    expect(whole.agreement.mean).toBeGreaterThan(0.2);
    expect(flat.agreement.mean).toBeLessThan(0.12);
    expect(dataInWords(data as DataDirections)).toMatch(/^Without the first principal component of the data the agree/);
  });

  it('is the mean of the law for generated points, and unasked where that is zero', async () => {
    const data = await dataOf('dense(50), relu, dense(2)', 'gaussian(dim=50, mean=1)');
    expect(data).toMatchObject({
      meanShare: 0.5,
      componentShare: null,
      points: null,
      method: 'theory',
      pictures: null,
    });
    expect(data?.directions.map(({ without, dataGamma }) => [without, dataGamma])).toEqual([
      ['nothing', 1],
      ['mean', 0],
    ]);
    expect(without(data, 'mean').gamma.mean).toBeCloseTo(0.4669422069, 9);
    expect(await dataOf('dense(50), relu, dense(2)', 'gaussian(dim=50)')).toBeUndefined();
  });

  it('is measured on the same draws where theory would take long', async () => {
    const options = { inits: 12, points: 60, readouts: 8 };
    const data = await dataOf(DRAWN, 'digits', options);
    expect(data).toMatchObject({ method: 'measured', points: 60, initialisations: 12 });
    const { gammaShare, gamma } = without(data, 'mean');
    expect(gammaShare?.mean).toBeGreaterThan(4 * (gammaShare?.standardError ?? 1));
    expect(gammaShare?.mean).toBeCloseTo(1 - gamma.mean / without(data, 'nothing').gamma.mean, 12);
    // The draws are shared, so the share is known better than two independent bias ratios would have it.
    const whole = without(data, 'nothing').gamma;
    const apart = Math.hypot(gamma.standardError, (gamma.mean / whole.mean) * whole.standardError) / whole.mean;
    expect(gammaShare?.standardError).toBeLessThan(apart);
    expect(await dataOf(DRAWN, 'digits', options)).toEqual(data);
  });

  it('is measured for laws too, on the points of the law moved', async () => {
    const data = await dataOf(DRAWN, 'gaussian(shape=1x6x6, mean=1)', { inits: 12, points: 60, readouts: 8 });
    expect(data?.method).toBe('measured');
    const { gammaShare } = without(data, 'mean');
    expect(gammaShare?.mean).toBeGreaterThan(4 * (gammaShare?.standardError ?? 1));
  });

  it('is left out where nothing is neutralised', async () => {
    expect(await dataOf('dense(50), relu, dense(2)', 'digits', { worth: false })).toBeUndefined();
  });

  it('has pictures of images, small enough to keep', async () => {
    const { pictures } = (await dataOf('dense(5), relu, dense(2)', 'digits')) as DataDirections;
    expect([pictures?.shape, pictures?.mean.length, pictures?.component.length]).toEqual([[1, 8, 8], 64, 64]);
    const length = Math.hypot(...(pictures?.component ?? []));
    expect(length).toBeCloseTo(1, 3);
    const large = blobs({ shape: [4, 40, 80], points: 20 });
    const shrunk = (await dataOf('flatten, dense(5), relu, dense(2)', large, { points: 20 }))?.pictures;
    expect([shrunk?.shape, shrunk?.mean.length]).toEqual([[3, 16, 32], 3 * 16 * 32]);
  });
});

describe('the data in words', () => {
  const direction = (
    what: Direction['without'],
    gamma: number,
    agreement: number,
    share: number | null,
    error = 0,
  ) => ({
    without: what,
    dataGamma: 1,
    gamma: { mean: gamma, standardError: 0 },
    agreement: { mean: agreement, standardError: error / 2 },
    gammaShare: share === null ? null : { mean: share, standardError: error },
    agreementShare: what === 'component' ? { mean: 0.3, standardError: 0 } : null,
  });
  const words = (share: number | null, error = 0, component = 0.5) =>
    dataInWords({
      meanShare: 0.5,
      componentShare: 0.2,
      points: 100,
      method: 'theory',
      initialisations: null,
      directions: [
        direction('nothing', 2, 0.5, null),
        direction('mean', 2 * (1 - (share ?? 0)), 0.3, share, error),
        direction('component', 2, component, 0),
      ],
      pictures: null,
    });

  it.each([
    [
      0.38,
      0,
      'Of the bias (gamma), 38 % comes from the mean point of the data: centred, the agreement would be 0.30 instead of 0.50.',
    ],
    [
      0.38,
      0.02,
      'Of the bias (gamma), 38.0 % (±2.0) comes from the mean point of the data: centred, the agreement would be 0.30 instead of 0.50.',
    ],
    [
      1.003,
      0,
      'All of the bias (gamma) comes from the mean point of the data: centred, the agreement would be 0.30 instead of 0.50.',
    ],
    [-0.2, 0, 'Without the mean point of the data the bias would be larger: gamma 2.4 instead of 2.'],
    [0, 0, 'None of the bias comes from the mean point of the data, which is zero.'],
    [0.004, 0.001, 'Hardly any of the bias comes from the mean point of the data.'],
    [0.1, 0.2, ''],
    [null, 0, ''],
  ])('say of a share of %s (± %s): %s', (share, error, text) => {
    expect(words(share, error)).toBe(text);
  });

  it('mention a component that matters', () => {
    expect(words(null, 0, 0.4)).toBe(
      'Without the first principal component of the data the agreement would be 0.40 instead of 0.50.',
    );
  });
});
