import { describe, expect, it } from 'vitest';
import type { PredictedLayer } from '../results/schema.ts';
import { predict } from '../theory/predict.ts';

const POOLED = 'conv(8, 3), relu, maxPool(2), dense(10)';

function layersOf(network: string, data: string, seed = 0): PredictedLayer[] {
  return predict(network, data, { seed }).layers;
}

describe('the values after a layer', () => {
  it('have no error where nothing is sampled', () => {
    const layers = [
      ...layersOf('dense(9), relu, dense(2)', 'gaussian(dim=9)'),
      ...layersOf('dense(9), relu', 'digits'),
    ];
    for (const layer of layers) {
      expect(layer).not.toHaveProperty('gammaError');
      expect(layer).not.toHaveProperty('covError');
    }
  });

  it('have the errors of the images that stand for all, layer by layer', () => {
    const layers = layersOf('conv(8, 3), relu, globalAvgPool, dense(10)', 'digits');
    for (const { gammaError, covError, spreadError } of layers) {
      expect(gammaError).toBeGreaterThan(0);
      expect(covError).toBeGreaterThan(0);
      expect(spreadError).toBeGreaterThan(0);
    }
  });

  it.each([
    ['images', POOLED, 'digits'],
    ['random numbers', 'dense(9), sin, maxPool(3), dense(10)', 'gaussian(dim=9, mean=1)'],
  ])('are those of the output after the last layer: sampled %s', (_, network, data) => {
    const { gamma, gammaError, layers } = predict(network, data);
    const last = layers[layers.length - 1];
    expect(gammaError).toBeGreaterThan(0);
    expect([last.gamma, last.gammaError]).toEqual([gamma, gammaError]);
  });

  it('are exact by symmetry, and sampled after the layer that breaks it', () => {
    const [linear, relu] = layersOf(POOLED, 'gaussian(shape=1x6x6)');
    expect(linear).toMatchObject({ cov: 0, gamma: 0 });
    expect(linear).not.toHaveProperty('gammaError');
    expect(relu.gammaError).toBeGreaterThan(0);
  });

  it('scatter from one choice of images to the next as their errors say', () => {
    const layers = Array.from({ length: 24 }, (_, seed) => layersOf('conv(8, 3), relu, dense(10)', 'digits', seed)[1]);
    const mean = layers.reduce((sum, { gamma }) => sum + gamma!, 0) / layers.length;
    const square = layers.reduce((sum, { gamma, gammaError }) => sum + ((gamma! - mean) / gammaError!) ** 2, 0);
    const ratio = Math.sqrt(square / (layers.length - 1));
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.5);
  });

  it('have the errors of a sample of the points, as tokens', () => {
    const tokens = layersOf('patchEmbedding(2, 9), relu, meanTokens, dense(2)', 'fields(shape=1x4x4, points=6100)');
    for (const { gamma, gammaError } of tokens) if (gamma !== null) expect(gammaError).toBeGreaterThan(0);
  });
});
