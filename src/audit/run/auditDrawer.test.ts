import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataset } from '../../data/dataset.ts';
import { digits } from '../../data/sources/digits.ts';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import type { WeightLaw } from '../../graph/graph.ts';
import { inlineExecutor } from '../../measure/draw/executor.ts';
import { planMeasurement } from '../../measure/plan/plan.ts';
import { Tally } from '../../measure/tally/tally.ts';
import type { Parameter } from '../plan/auditPlan.ts';
import { handPlan } from '../testing/handPlan.ts';
import { ownExport } from '../testing/ownExport.ts';
import { runtime } from '../testing/runtime.ts';
import { assignmentOf } from './assign.ts';
import type { ParameterLaw } from './auditAssignment.ts';
import { AuditDrawer } from './auditDrawer.ts';

const MODELS = join(import.meta.dirname, '../../../models');

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

describe.each([
  { file: 'cnn', agreement: 0.7822, standardError: 0.0155 },
  { file: 'cnn_bn_train', agreement: 0.5662, standardError: 0.0169 },
])('$file of PyTorch with its default laws', ({ file, agreement, standardError }) => {
  it('agrees as often as PyTorch measures', async () => {
    const plan = handPlan(readModel(join(MODELS, `torch/${file}.onnx`)));
    const fanIn = new Map(
      plan.parameters
        .filter(({ dims }) => dims.length > 1)
        .map(({ layer, dims }) => [layer, dims.slice(1).reduce((a, b) => a * b)]),
    );
    const lawOf = ({ layer, role }: Parameter): ParameterLaw => {
      if (role === 'weight' || role === 'bias') return { law: 'uniform', variance: 1 / (3 * fanIn.get(layer)!) };
      return { law: 'constant', value: role === 'normScale' || role === 'runningVariance' ? 1 : 0 };
    };
    const laws = new Map(plan.parameters.map((parameter) => [parameter.name, { law: lawOf(parameter) }]));
    const images = new Float32Array(readFileSync(join(MODELS, 'data_8.bin')).buffer.slice(0));
    const data = dataset(images, { shape: [1, 8, 8] });
    const { assignment } = await assignmentOf(plan, laws, data, { seed: 1 }, runtime);
    const drawer = await AuditDrawer.open(assignment);
    const tally = new Tally(10, 64, 1);
    for (let i = 0; i < 200; i++) tally.add(await drawer.draw(i, false));
    await drawer.close();
    const found = tally.agreement.value();
    expect(Math.abs(found.mean - agreement)).toBeLessThan(3 * Math.hypot(found.standardError, standardError));
  });
});
