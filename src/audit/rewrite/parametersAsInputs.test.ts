import { describe, expect, it } from 'vitest';
import { fitData } from '../run/fit/fitData.ts';
import { pointsOf } from '../run/slices.ts';
import { handPlan } from '../testing/handPlan.ts';
import { images8, tokenIds, torchModel } from '../testing/models.ts';
import { difference, evaluated, storedFeeds } from '../testing/scores.ts';
import { parametersAsInputs } from './parametersAsInputs.ts';
import { withOutputs } from './withOutputs.ts';

describe('a model with its parameters as inputs', () => {
  it.each([
    ['cnn', images8()],
    ['cnn_bn_eval', images8()],
    ['mlp_gelu', images8()],
    ['te', tokenIds()],
    ['te_tied', tokenIds()],
  ])('scores as %s does when it is fed what is stored', async (name, data) => {
    const plan = handPlan(torchModel(name));
    const rewritten = parametersAsInputs(plan.model, plan.parameters);
    const feeds = pointsOf(fitData(plan.inputs, data), 0, 8);
    const before = await evaluated(plan.model, feeds);
    const after = await evaluated(rewritten, { ...feeds, ...(await storedFeeds(plan.parameters)) });
    expect(difference(before, after)).toBeLessThan(1e-5);
  });

  it('stores nothing of them any more', () => {
    const { model, parameters } = handPlan(torchModel('cnn'));
    const rewritten = withOutputs(parametersAsInputs(model, parameters), [model.outputs[0].name]);
    const taken = new Set(rewritten.nodes.flatMap(({ inputs }) => inputs));
    expect([...rewritten.constants.keys()].filter((name) => taken.has(name))).toEqual([]);
    expect(rewritten.inputs).toHaveLength(1 + parameters.length);
  });
});
