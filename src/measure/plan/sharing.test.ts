import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../draw/executor.ts';
import { type Host, runMeasurement, runTogether } from '../measure.ts';
import { type MeasureOptions, planMeasurement } from './plan.ts';
import { groupsThatShare } from './sharing.ts';

const options: MeasureOptions = { points: 40, inits: 6, readouts: 4, seed: 1 };
const plan = (network: string, data = 'gaussian(dim=20)', more: MeasureOptions = {}) =>
  planMeasurement(network, data, { ...options, ...more });
const deep = (depth: number, block = 'dense(30), relu') => `${depth}*(${block}), dense(3)`;

/** Networks of each group. */
const grouped = (plans: Parameters<typeof groupsThatShare>[0]) =>
  groupsThatShare(plans).map((group) => group.map(({ experiment: { network } }) => network));

describe('networks share hidden layers', () => {
  it('when those of one are the first of the other', () => {
    expect(grouped([deep(1), deep(5), deep(3)].map((one) => plan(one)))).toEqual([[deep(5), deep(3), deep(1)]]);
  });

  it('whatever their output layers', () => {
    expect(grouped([plan('dense(30), relu, dense(2)'), plan(deep(2))])[0]).toHaveLength(2);
  });

  it.each([
    ['width', plan(deep(2)), plan('dense(31), relu, dense(3)')],
    ['activation', plan(deep(2)), plan(deep(1, 'dense(30), tanh'))],
    ['variance of the weights', plan(deep(2)), plan(deep(1, 'dense(30, sigmaW2=1), relu'))],
    ['seed', plan(deep(2)), plan(deep(1), undefined, { seed: 2 })],
    ['data', plan(deep(2)), plan(deep(1), 'gaussian(dim=20, mean=1)')],
    ['preprocessing', plan(deep(2)), plan(deep(1), undefined, { preprocess: 'shift(1)' })],
    ['number of points', plan(deep(2)), plan(deep(1), undefined, { points: 41 })],
    ['way of drawing weights', plan(deep(2), undefined, { points: 10 }), plan(deep(1), undefined, { points: 10 })],
    [
      'number of readouts, as yet unknown',
      plan(deep(2), undefined, { readouts: 'auto' }),
      plan(deep(1), undefined, { readouts: 'auto' }),
    ],
  ])('but not when they differ in %s', (_, longer, shorter) => {
    expect(groupsThatShare([longer, shorter])).toHaveLength(2);
  });
});

it('networks measured together give what they give alone', async () => {
  const host: Host = {
    executor: (assignment) => inlineExecutor(assignment),
    provenance: (workers) => ({ workers }) as ReturnType<Host['provenance']>,
  };
  const plans = groupsThatShare([plan(deep(3)), plan(deep(1))])[0];
  const together = await runTogether(plans, host, options);
  const alone = await Promise.all(plans.map((one) => runMeasurement(one, host, options)));
  const timeless = ({ seconds, ...rest }: (typeof alone)[number]) => rest;
  expect(together.map(timeless)).toEqual(alone.map(timeless));
});
