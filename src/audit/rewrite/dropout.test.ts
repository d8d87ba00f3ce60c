import { describe, expect, it } from 'vitest';
import { fitData } from '../run/fit/fitData.ts';
import { pointsOf } from '../run/slices.ts';
import { handPlan } from '../testing/handPlan.ts';
import { images8, torchModel } from '../testing/models.ts';
import { difference, evaluated } from '../testing/scores.ts';
import { freeBatch } from './freeBatch.ts';
import { withDropout } from './withDropout.ts';
import { withoutDropout } from './withoutDropout.ts';

const plan = handPlan(torchModel('cnn_bn_train'));
const model = freeBatch(plan.model, plan.inputs);
const dropout = model.nodes.find(({ op }) => op === 'Dropout')!;
const [y] = dropout.outputs;
const feeds = pointsOf(fitData(plan.inputs, images8()), 0, 4);

describe('dropout', () => {
  it('hands on all units when it is off', async () => {
    const before = await evaluated(model, feeds, dropout.inputs[0]);
    expect(difference(before, await evaluated(withoutDropout(model), feeds, y))).toBe(0);
  });

  it('drops the share of units that it says, by numbers that are fed, and scales the others up', async () => {
    const { dims, data } = await evaluated(model, feeds, dropout.inputs[0]);
    const before = data as Float32Array;
    const { model: dropping, masks } = withDropout(model, new Map([[y, dims]]), 4);
    expect(masks).toEqual([{ name: `${y}/uniform`, dims: dims.slice(1) }]);
    const uniform = before.map((_, i) => 2 * ((i * 0.618) % 1) - 1);
    const found = await evaluated(dropping, { ...feeds, [masks[0].name]: { type: 'float32', dims, data: uniform } }, y);
    const ratio = Number(model.constants.get(dropout.inputs[1])?.values()[0]);
    expect(ratio).toBeGreaterThan(0);
    const expected = before.map((x, i) => (uniform[i] < 1 - 2 * ratio ? x / (1 - ratio) : 0));
    expect(difference({ type: 'float32', dims, data: expected }, found)).toBeLessThan(1e-6);
  });

  it('needs the points on the first axis', () => {
    expect(() => withDropout(model, new Map([[y, [5, 4, 3]]]), 4)).toThrow(
      expect.objectContaining({ code: 'bad-argument', remedy: 'leave dropout off' }),
    );
  });
});
