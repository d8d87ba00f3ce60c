import { describe, it } from 'vitest';
import type { Layer } from '../layer.ts';
import { activations } from './activations.ts';
import { dropout } from './dropout.ts';
import { layerScale } from './layerScale.ts';
import { batchNorm } from './norms/batchNorm.ts';
import { expectOutputs, runLayer } from './testing/run.fixture.ts';

/** Layers that act on every value alone, and how. */
const LAYERS: readonly [string, Layer, (x: number) => number][] = [
  ['relu', activations.relu(), (x) => Math.max(0, x)],
  ['leakyRelu(0.2)', activations.leakyRelu(0.2), (x) => Math.max(0.2 * x, x)],
  ['dropout(0.5)', dropout(0.5), (x) => x],
  ['layerScale(init=0.1)', layerScale({ init: 0.1 }), (x) => 0.1 * x],
  ['batchNorm(mode=eval)', batchNorm({ mode: 'eval', eps: 3 }), (x) => x / 2],
];

describe.each(LAYERS)('%s', (_, layer, formula) => {
  it.each([[[5]], [[3, 4]], [[2, 4, 4]]])('maps every value alone on %s', async (shape) => {
    const run = await runLayer(layer, shape);
    expectOutputs(run, (...index) => formula(run.data(...index)!));
  });
});
