import { describe, expect, it } from 'vitest';
import { dataset } from '../../data/dataset.ts';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import type { Model } from '../../engine/onnx/read/model.ts';
import { graph, info, integers, model, node, tensor } from '../../engine/onnx/read/testing/build.ts';
import type { AuditPlan } from '../plan/auditPlan.ts';
import { planOf } from '../plan/planOf.ts';
import { handPlan } from '../testing/handPlan.ts';
import { images8, torchModel } from '../testing/models.ts';
import { runtime } from '../testing/runtime.ts';
import { assignmentOf, type RunOptions } from './assign.ts';
import type { AuditAssignment, ParameterLaw } from './auditAssignment.ts';
import { AuditDrawer } from './auditDrawer.ts';

const normal: ParameterLaw = { law: 'gaussian', variance: 0.1 };

function prepared(plan: AuditPlan, data = images8(), options: Partial<RunOptions> = {}, law = normal) {
  const fresh: ParameterLaw = { law: 'constant', value: 1 };
  const laws = new Map(plan.parameters.map(({ name, role }) => [name, { law: /^running/.test(role) ? fresh : law }]));
  return assignmentOf(plan, laws, data, { seed: 3, ...options }, runtime);
}

async function firstDraw(assignment: AuditAssignment, traced = false) {
  const drawer = await AuditDrawer.open(assignment);
  const draw = await drawer.draw(0, traced);
  await drawer.close();
  return draw;
}

/** A small model of x, and eight points for it. */
function small(
  nodes: Parameters<typeof graph>[0],
  constants: Parameters<typeof graph>[1],
  dims: (number | string)[],
): Model {
  return readModel(model(graph(nodes, constants, { input: [info('x', dims)] })));
}
function eightPoints(...shape: number[]) {
  const size = shape.reduce((a, b) => a * b);
  return dataset(
    Float32Array.from({ length: 8 * size }, (_, i) => Math.sin(i * i + 1)),
    { shape },
  );
}

describe('what is drawn', () => {
  it('is the same whether points go through together, in batches, or one after the other', async () => {
    const { assignment } = await prepared(handPlan(torchModel('cnn')));
    expect(assignment).toMatchObject({ batch: 'free', together: 64 });
    const together = await firstDraw(assignment, true);
    for (const parts of [{ together: 24 }, { together: 1, batch: 'single' as const }]) {
      const { counts, correlation, trace } = await firstDraw({ ...assignment, ...parts }, true);
      expect(counts).toEqual(together.counts);
      expect(correlation).toBeCloseTo(together.correlation, 5);
      expect(trace).toHaveLength(together.trace!.length);
    }
  });

  it('drops units by masks that belong to the points, however these go through', async () => {
    const plan = handPlan(torchModel('cnn_bn_train'));
    const mode = { batchNorm: 'eval' } as const;
    const { assignment } = await prepared(plan, images8(), { ...mode, dropout: 'on' });
    expect(assignment.weights.at(-1)).toMatchObject({ dims: [128], number: plan.parameters.length, perPoint: true });
    const { counts, correlation } = await firstDraw(assignment);
    const parts = await firstDraw({ ...assignment, together: 24 });
    expect(parts.counts).toEqual(counts);
    const off = await firstDraw((await prepared(plan, images8(), mode)).assignment);
    expect(off.correlation).toBeGreaterThan(correlation);
  });

  it('goes point by point where a model takes no more, and says why', async () => {
    const { assignment, notes } = await prepared(handPlan(torchModel('mha_static')), eightPoints(12, 64));
    expect(assignment).toMatchObject({ batch: 'single', together: 1 });
    expect(notes).toEqual([
      'points go through one after the other: node "/a/Reshape_1" (Reshape) does not take 3 points at once',
    ]);
  });

  it('has no batch statistics there', async () => {
    const norm = ['scale', 'shift', 'mean', 'variance'].map((name) => tensor(name, [3]));
    const nodes = [
      node('BatchNormalization', ['x', 'scale', 'shift', 'mean', 'variance'], ['n']),
      node('Reshape', ['n', 'shape'], ['y']),
    ];
    const plan = handPlan(small(nodes, [...norm, integers('shape', [1], 12)], [1, 3, 4]));
    await expect(prepared(plan, eightPoints(3, 4))).rejects.toMatchObject({ code: 'bad-argument' });
    const { assignment } = await prepared(plan, eightPoints(3, 4), { batchNorm: 'eval' });
    expect(assignment.scores).toMatchObject({ classes: 12, places: 1 });
  });

  it('is shared with parameters that the scores do not need', async () => {
    const nodes = [node('MatMul', ['x', 'w'], ['y']), node('MatMul', ['x', 'v'], ['z'])];
    const plan = handPlan(small(nodes, [tensor('w', [4, 3]), tensor('v', [4, 3])], ['N', 4]));
    const tied: ParameterLaw = { law: 'tied', to: 'v', transposed: false };
    const laws = new Map([
      ['w', { law: tied }],
      ['v', { law: normal }],
    ]);
    const { assignment } = await assignmentOf(plan, laws, eightPoints(4), { seed: 3 }, runtime);
    const both = { ...plan, head: { ...plan.head, output: 'z', scores: 'z' } };
    const { assignment: other } = await assignmentOf(both, laws, eightPoints(4), { seed: 3 }, runtime);
    expect(assignment.weights.map(({ name }) => name)).toEqual(['drawn/w', 'drawn/v']);
    expect((await firstDraw(assignment)).counts).toEqual((await firstDraw(other)).counts);
  });

  it('stays the same when batch norms are unfolded, until they normalise', async () => {
    const plan = handPlan(torchModel('cnn_bn_eval'));
    const folded = await prepared(plan);
    const still = await prepared(plan, images8(), { unfoldBatchNorm: true, batchNorm: 'eval' });
    const normed = await prepared(plan, images8(), { unfoldBatchNorm: true });
    expect(still.assignment.weights.slice(0, plan.parameters.length)).toEqual(folded.assignment.weights);
    expect(still.added.map(({ role }) => role)).toEqual(['normScale', 'normShift', 'normScale', 'normShift']);
    const { counts } = await firstDraw(folded.assignment);
    expect((await firstDraw(still.assignment)).counts).toEqual(counts);
    expect((await firstDraw(normed.assignment)).counts).not.toEqual(counts);
  });
});

describe('guesses', () => {
  it('are one for each place, where a point has several', async () => {
    const nodes = [node('MatMul', ['x', 'w'], ['y'])];
    const plan = handPlan(small(nodes, [tensor('w', [4, 3])], ['N', 5, 4]));
    const { assignment } = await prepared(plan, eightPoints(5, 4));
    const { counts, logits } = await firstDraw(assignment);
    expect(assignment.scores).toMatchObject({ classes: 3, places: 5, axis: 2 });
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(8 * 5);
    expect(logits).toBeUndefined();
  });

  it('are of two classes by the sign of a single unit', async () => {
    const plan = handPlan(small([node('MatMul', ['x', 'w'], ['y'])], [tensor('w', [4, 1])], ['N', 4]));
    const { assignment } = await prepared(
      plan,
      eightPoints(4),
      {},
      { law: 'stored', values: Float32Array.of(1, 0, 0, 0) },
    );
    const { counts } = await firstDraw(assignment);
    const positive = [0, 1, 2, 3, 4, 5, 6, 7].filter((point) => Math.sin((4 * point) ** 2 + 1) > 0).length;
    expect([...counts]).toEqual([8 - positive, positive]);
  });

  it('that are not numbers are counted as such', async () => {
    const { assignment } = await prepared(
      handPlan(torchModel('cnn')),
      images8(),
      {},
      { law: 'gaussian', variance: 1e60 },
    );
    const { notNumbers, logits, counts } = await firstDraw(assignment);
    expect(notNumbers).toBe(64);
    expect(logits).toBeUndefined();
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(64);
  });
});

describe('layers', () => {
  it.each([
    ['mlp_gelu', ['net.1', 'net.2', 'net.3', 'net.4']],
    ['mlp_mish', ['net.1', 'net.2', 'net.3', 'net.4']],
    ['cnn', [0, 1, 2, 3, 4, 5].map((i) => `features.${i}`)],
    ['convt', ['u', 'relu', 'g', 'relu (2)']],
    ['cnn_gn', [0, 1, 2, 3, 4, 5, 6, 7].map((i) => `features.${i}`)],
  ])('of %s are traced, activations and norms as one each', async (name, layers) => {
    const { assignment } = await prepared(await planOf(torchModel(name), {}, runtime));
    expect(assignment.trace.map(({ layer }) => layer)).toEqual(layers);
  });

  it('end in the features, of which biases are one more coordinate', async () => {
    const { assignment } = await prepared(handPlan(torchModel('cnn')));
    expect(assignment.features).toEqual({ value: '/Flatten_output_0', bias: 1 });
  });

  it('are none where the scores are linear in the data', async () => {
    const plan = handPlan(small([node('MatMul', ['x', 'w'], ['y'])], [tensor('w', [4, 3])], ['N', 4]));
    const { assignment } = await prepared(plan, eightPoints(4));
    expect(assignment).toMatchObject({ trace: [], features: { value: 'x', bias: 0 } });
    const { correlation, complement } = await firstDraw(assignment, true);
    expect(correlation + complement).toBeCloseTo(1, 10);
  });
});
