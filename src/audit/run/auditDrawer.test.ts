import { describe, expect, it } from 'vitest';
import { digits } from '../../data/sources/digits.ts';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import type { WeightLaw } from '../../graph/graph.ts';
import { inlineExecutor } from '../../measure/draw/executor.ts';
import { planMeasurement } from '../../measure/plan/plan.ts';
import { Tally } from '../../measure/tally/tally.ts';
import type { Parameter } from '../plan/auditPlan.ts';
import { planOf } from '../plan/planOf.ts';
import { handPlan } from '../testing/handPlan.ts';
import { images8, tokenIds, torchModel } from '../testing/models.ts';
import { ownExport } from '../testing/ownExport.ts';
import { runtime } from '../testing/runtime.ts';
import { assignmentOf } from './assign.ts';
import type { ParameterLaw } from './auditAssignment.ts';
import { AuditDrawer } from './auditDrawer.ts';

describe('an audit of a network of ours, exported with its weights', () => {
  it('finds what measure finds, initialisation by initialisation', async () => {
    const seed = 7;
    const network = '5*(dense(512), relu), dense(10)';
    const options = { init: 'he', seed, readouts: 1, sampler: 'weights' } as const;
    const { program, ...rest } = planMeasurement(network, digits(), options).assignment;
    const executor = inlineExecutor({ program, ...rest });
    const { draws } = await executor.run({ from: 0, to: 3, readouts: 1, tracedBelow: 1 });
    await executor.close();

    const plan = handPlan(readModel(ownExport(program, 1)));
    const drawn = [...program.hidden.weights, ...program.readout!.graph.weights] as WeightLaw[];
    const laws = new Map(plan.parameters.map(({ name, number }) => [name, { law: drawn[number] }]));
    const { assignment, notes } = await assignmentOf(plan, laws, digits(), { seed }, runtime);
    expect(notes).toEqual([]);
    const drawer = await AuditDrawer.open(assignment);
    for (const { trace, correlation, complement, logits, agreement: _, ...counted } of draws) {
      const { initialisation } = counted;
      const found = await drawer.draw(initialisation, initialisation < 1);
      expect(found).toMatchObject(counted);
      expect(found.correlation).toBeCloseTo(correlation, 5);
      expect(found.complement).toBeCloseTo(complement, 5);
      expect(found.logits?.loss).toBeCloseTo(logits!.loss, 4);
      const correlations = trace?.map(([along]) => expect.closeTo(along, 5));
      expect(found.trace?.map(([along]) => along)).toEqual(correlations);
    }
    await drawer.close();
  });
});

/** PyTorch's default laws, written by hand for the networks below. */
function torchLaw({ role, kind, fans, tiedTo }: Parameter): ParameterLaw {
  if (tiedTo) return { law: 'tied', to: tiedTo.name, transposed: tiedTo.transposed };
  if (role === 'normScale' || role === 'runningVariance') return { law: 'constant', value: 1 };
  if (role === 'normShift' || role === 'runningMean') return { law: 'constant', value: 0 };
  if (role === 'embedding') return { law: 'gaussian', variance: 1 };
  // U(±1/√fan-in), and U(±1/√hidden) of recurrent layers.
  const fan = kind === 'lstm' ? fans!.hidden! : fans!.fanIn;
  return { law: 'uniform', variance: 1 / (3 * fan) };
}

describe.each([
  { file: 'cnn', data: images8(), agreement: 0.7822, standardError: 0.0155 },
  { file: 'cnn_bn_train', data: images8(), agreement: 0.5662, standardError: 0.0169 },
  { file: 'lstm', data: tokenIds(), agreement: 0.7644, standardError: 0.0153 },
])('$file of PyTorch with its default laws', ({ file, data, agreement, standardError }) => {
  it('agrees as often as PyTorch measures', async () => {
    const plan = await planOf(torchModel(file), {}, runtime);
    const laws = new Map(plan.parameters.map((parameter) => [parameter.name, { law: torchLaw(parameter) }]));
    const { assignment } = await assignmentOf(plan, laws, data, { seed: 1 }, runtime);
    const drawer = await AuditDrawer.open(assignment);
    const tally = new Tally(10, data.points, 1);
    for (let i = 0; i < 200; i++) tally.add(await drawer.draw(i, false));
    await drawer.close();
    const found = tally.agreement.value();
    expect(Math.abs(found.mean - agreement)).toBeLessThan(3 * Math.hypot(found.standardError, standardError));
  });
});
