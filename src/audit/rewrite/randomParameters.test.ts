import { describe, expect, it } from 'vitest';
import { planOf } from '../plan/planOf.ts';
import { fitData } from '../run/fit/fitData.ts';
import { verifyBatch } from '../run/verifyBatch.ts';
import { images8, torchModel } from '../testing/models.ts';
import { runtime } from '../testing/runtime.ts';
import { freeBatch } from './freeBatch.ts';
import { randomParameters } from './randomParameters.ts';

describe('a model whose weights the engine draws', () => {
  it('shows the shapes of that with the stored ones, and the same scores each time', async () => {
    const plan = await planOf(torchModel('cnn'), {}, runtime);
    const points = images8();
    const inputs = fitData(plan.inputs, points, {});
    const look = (model: typeof plan.model) =>
      verifyBatch(model, freeBatch(model, plan.inputs), plan.head.scores, { inputs, points: points.points }, runtime);
    const stored = await look(plan.model);
    const random = randomParameters(plan.model, plan.parameters, 1);
    const [once, again] = [await look(random), await look(random)];
    expect([once.batch, again.batch]).toEqual(['free', 'free']);
    expect([...once.seen.dims]).toEqual([...stored.seen.dims]);
    expect(once.seen.scores.data).toEqual(again.seen.scores.data);
    expect(once.seen.scores.data).not.toEqual(stored.seen.scores.data);
  });

  it('keeps what is small', async () => {
    const plan = await planOf(torchModel('cnn'), {}, runtime);
    expect(randomParameters(plan.model, plan.parameters).nodes).toHaveLength(plan.model.nodes.length);
  });
});
