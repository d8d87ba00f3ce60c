import { describe, expect, it } from 'vitest';
import { dataset } from '../../data/dataset.ts';
import { Drawer } from '../../measure/draw/draw.ts';
import { planMeasurement } from '../../measure/plan/plan.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { layersToLookAt } from './nodeLayers.ts';
import { NodeRunner } from './nodeRunner.ts';
import { nodes } from './run.ts';
import { type NodeDistributions, type NodeLayer, nodesSchema } from './schema.ts';

/** Distances from theory in standard errors; together they are some dozens of comparisons. */
function zScores({ layers }: NodeDistributions): number[] {
  return layers.flatMap(({ shift, within, ratio, lasting }) => [
    ...[shift, within, ratio].map(({ z }) => z ?? Number.NaN),
    lasting.mean / lasting.standardError,
  ]);
}

const outputOf = ({ layers }: NodeDistributions): NodeLayer => layers.find(({ isOutput }) => isOutput)!;

describe('the nodes of a network', () => {
  const theory = 'are shifted and spread as theory says, and symmetric over many draws';
  it.each([
    ['dense(500), relu, dense(10)', 'gaussian(dim=500)', 'none', 300],
    ['3*(dense(800), relu), dense(10)', 'gaussian(dim=800)', 'none', 120],
    ['2*(dense(500), tanh), dense(10)', 'gaussian(dim=500)', 'none', 200],
    ['dense(500, sigmaB2=0.2), gelu, dense(5)', 'gaussian(dim=500, mean=0.5)', 'none', 200],
    ['2*(dense(600), relu), dense(10)', 'digits', 'standardize', 200],
    ['dense(600), tanh, dense(10)', 'digits', 'scale(0.0625)', 200],
  ])('of %s on %s (%s) '.concat(theory), async (network, data, preprocess, points) => {
    const result = await nodes(network, data, { preprocess, points, inits: 60, seed: 8 });
    const found = zScores(result);
    expect(found).toHaveLength(8);
    for (const z of found) expect(Math.abs(z)).toBeLessThan(4);
    expect(nodesSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  it('of one layer on given points are shifted as theory says at any number of points', async () => {
    const { normal } = seededRandom(3);
    const points = dataset(
      Float32Array.from({ length: 5 * 4 }, () => 1 + normal()),
      { shape: [4], name: 'five points' },
    );
    const result = await nodes('dense(40)', points, { inits: 400, readouts: 1, sigmaB2: 0.3 });
    for (const z of zScores(result)) expect(Math.abs(z)).toBeLessThan(4);
    expect(outputOf(result).shift.standardError).toBeLessThan(0.01);
  });

  it('differ at one draw where there is a bias, and only by chance where there is none', async () => {
    const options = { points: 300, inits: 40, seed: 1 };
    const [relu, tanh] = await Promise.all(
      ['relu', 'tanh'].map((phi) => nodes(`3*(dense(500), ${phi}), dense(10)`, 'gaussian(dim=500)', options)),
    );
    expect(outputOf(relu).pair.oneDraw.mean).toBeGreaterThan(0.3);
    expect(outputOf(tanh).pair.oneDraw.mean).toBeLessThan(0.1);
    for (const { layers } of [relu, tanh]) {
      for (const { pair } of layers) {
        const { pooled, ifSymmetric, shift } = pair;
        expect(Math.abs(pooled - ifSymmetric.mean)).toBeLessThan(4 * ifSymmetric.deviation);
        expect(Math.abs(shift.mean)).toBeLessThan(4 * shift.standardError);
      }
    }
  });

  it('are those of the networks that measure draws', async () => {
    const [network, data, points] = ['dense(60), relu, dense(3)', 'gaussian(dim=20)', 80];
    const options = { points, inits: 2, seed: 5, sigmaB2: 0.1, readouts: 4, sampler: 'weights' } as const;
    const plan = planMeasurement(network, data, options);
    const [, output] = layersToLookAt(plan.setup, plan.assignment.program, undefined);
    const runner = await NodeRunner.open(plan.assignment, [output], 4);
    const drawer = await Drawer.open(plan.assignment);
    for (const initialisation of [0, 1]) {
      const values = (await runner.draw(initialisation))(output);
      const counts = new Uint32Array(12);
      for (let at = 0; at < values.length; at += 3) {
        const scores = values.subarray(at, at + 3);
        counts[(at % 12) + scores.indexOf(Math.max(...scores))]++;
      }
      expect((await drawer.draw(initialisation, 4, false)).counts).toEqual(counts);
    }
    await Promise.all([runner.close(), drawer.close()]);
  });

  it('have densities that add up to one', async () => {
    const { layers } = await nodes('dense(200), relu, dense(3)', 'gaussian(dim=50)', { points: 100, inits: 10 });
    for (const { densities, nodes } of layers) {
      const [first, second] = densities.at;
      for (const lines of [densities.oneDraw, densities.pooled]) {
        expect(lines).toHaveLength(Math.min(10, nodes));
        for (const line of lines) {
          expect(line.reduce((sum, y) => sum + y, 0) * (second - first)).toBeCloseTo(1, 2);
        }
      }
    }
  });

  it.each([
    ['images', 'conv(8, 3), relu, flatten, dense(4)', 'fields(shape=1x8x8, points=40)', /samples images/],
    ['an end that is not dense', 'dense(50), relu', 'gaussian(dim=30)', /not Gaussian/],
  ])('are measured only with %s', async (_, network, data, note) => {
    const result = await nodes(network, data, { points: 30, inits: 3 });
    expect(outputOf(result).shift.theory).toBeNull();
    expect(outputOf(result).shift.mean).toBeGreaterThan(0);
    expect(result.notes.join()).toMatch(note);
  });

  it('can be looked at in any dense layer, and in no other', async () => {
    const network = 'dense(40), relu, dense(30), relu, dense(1)';
    const options = { points: 20, inits: 3 };
    const looked = async (layers?: number[]) =>
      (await nodes(network, 'gaussian(dim=10)', { ...options, layers })).layers.map(({ position }) => position);
    expect(await looked()).toEqual([3]);
    expect(await looked([1, 3])).toEqual([1, 3]);
    await expect(looked([2])).rejects.toMatchObject({
      message: 'layer 2 has no nodes to compare',
      remedy: 'choose among 1, 3, 5',
    });
    await expect(looked([5])).rejects.toThrow(/single node/);
  });

  it('of an interrupted run are none', async () => {
    const stop = new AbortController();
    const options = { points: 20, inits: 5, signal: stop.signal, onProgress: () => stop.abort() };
    await expect(nodes('dense(9), relu, dense(2)', 'gaussian(dim=4)', options)).rejects.toThrow(/abort/);
  });
});
