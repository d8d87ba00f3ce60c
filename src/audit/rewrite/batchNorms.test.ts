import { describe, expect, it } from 'vitest';
import type { Model } from '../../engine/onnx/read/model.ts';
import { fitData } from '../run/fit/fitData.ts';
import { pointsOf } from '../run/slices.ts';
import type { AnyTensor } from '../runtime.ts';
import { handPlan } from '../testing/handPlan.ts';
import { images8, torchModel } from '../testing/models.ts';
import { difference, evaluated, storedFeeds } from '../testing/scores.ts';
import { batchStatistics } from './batchStatistics.ts';
import { freeBatch } from './freeBatch.ts';
import { parametersAsInputs } from './parametersAsInputs.ts';
import { runningStatistics } from './runningStatistics.ts';
import { unfoldBatchNorm } from './unfoldBatchNorm.ts';
import { withOutputs } from './withOutputs.ts';

const trained = handPlan(torchModel('cnn_bn_train'));
const feeds = pointsOf(fitData(trained.inputs, images8()), 0, 32);
const fourAxes = { get: () => 4 } as unknown as ReadonlyMap<string, number>;

/** Mean and variance of a channel over points and pixels. */
function momentsOf({ dims: [points, channels, ...image], data }: AnyTensor, channel: number) {
  const pixels = image.reduce((a, b) => a * b);
  const values = Array.from({ length: points * pixels }, (_, i) =>
    Number(data[(Math.floor(i / pixels) * channels + channel) * pixels + (i % pixels)]),
  );
  const mean = values.reduce((sum, value) => sum + value) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}

describe('batch norms', () => {
  it('normalise by the points as the engine does in training, by operators of old and new versions', async () => {
    const free = freeBatch(trained.model, trained.inputs);
    const training = await evaluated(free, feeds);
    const newer = (model: Model) => ({ ...model, opsets: new Map([['', 18]]) });
    for (const model of [free, newer(free)]) {
      expect(difference(training, await evaluated(batchStatistics(model, fourAxes), feeds))).toBeLessThan(1e-5);
    }
  });

  it('take no running statistics then', () => {
    const [output] = trained.model.outputs;
    const { constants, nodes } = withOutputs(batchStatistics(trained.model, fourAxes), [output.name]);
    const taken = new Set(nodes.flatMap(({ inputs }) => inputs));
    expect([...constants.keys()].filter((name) => taken.has(name) && /running/.test(name))).toEqual([]);
  });

  it('let each point go through for itself by running statistics', async () => {
    const still = freeBatch(runningStatistics(trained.model), trained.inputs);
    const all = await evaluated(still, feeds);
    const one = await evaluated(still, pointsOf(fitData(trained.inputs, images8()), 5, 1));
    const own = { ...one, data: all.data.subarray(5 * 10, 6 * 10) };
    expect(difference(one, own)).toBeLessThan(1e-5);
  });

  it('are put behind convolutions from which an export took them, with numbers after all others', async () => {
    const plan = handPlan(torchModel('cnn_bn_eval'));
    const drawn = freeBatch(parametersAsInputs(plan.model, plan.parameters), plan.inputs);
    const { model, parameters } = unfoldBatchNorm(drawn, plan);
    expect(parameters.map(({ number }) => number)).toEqual([0, 1, 2, 3].map((i) => plan.parameters.length + i));
    const stored = await storedFeeds([...plan.parameters, ...parameters]);
    const [convolution] = plan.model.nodes.filter(({ op }) => op === 'Conv');
    const [value] = convolution.outputs;
    const normal = await evaluated(batchStatistics(model, fourAxes), { ...feeds, ...stored }, value);
    const { mean, variance } = momentsOf(normal, 3);
    expect(mean).toBeCloseTo(0, 5);
    expect(variance).toBeCloseTo(1, 2);
  });
});
