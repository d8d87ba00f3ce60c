import { describe, expect, it } from 'vitest';
import type { AuditPlan } from '../plan/auditPlan.ts';
import type { StoredLaws } from './asExported.ts';
import { chosenInit } from './chosenInit.ts';
import { parameter } from './testing/parameter.ts';

const stored = (known: number, count: number): StoredLaws => ({
  laws: new Map(),
  certain: known >= 0.9 * count,
  weights: { known, count, equal: 0 },
});

const plan = (producer: string, names: readonly string[] = [], dims: readonly (string | number)[] = [1, 3]) => {
  const inputs = [{ name: 'x', type: 'float32', dims, takes: 'data' }];
  return {
    model: { producer },
    inputs,
    parameters: names.map((name) => parameter([2, 2], { name })),
  } as unknown as AuditPlan;
};

describe('the initialisation of a model that nobody named one for', () => {
  it('is that of the file where it is an untrained export', () => {
    expect(chosenInit(plan('pytorch 1.13.0'), stored(12, 12))).toEqual({
      init: 'as-exported',
      why: 'this file is an untrained export, and all weights show their law: --init as-exported',
    });
    expect(chosenInit(plan('pytorch 1.13.0'), stored(19, 20)).why).toContain('19 of 20 weights show');
  });

  it.each([
    ['pytorch 2.1.0', 'torch', 'PyTorch wrote it'],
    ['tf2onnx 1.16.1', 'keras', 'tf2onnx wrote it'],
    ['CNTK 2.5.1', 'glorot_uniform', 'CNTK wrote it'],
    ['MATLAB Deep Learning Toolbox Converter for ONNX Model Format 22.2.0', 'glorot_uniform', 'MATLAB wrote it'],
    ['', 'torch', 'it does not say which framework wrote it'],
  ])('is that of the framework where it looks trained: %j → %s', (producer, init, reason) => {
    const chosen = chosenInit(plan(producer), stored(0, 12));
    expect(chosen).toEqual({ init, why: `the weights of this file look trained, and ${reason}: --init ${init}` });
  });

  it('says when there are no weights to look at', () => {
    const filled = { ...stored(0, 3), weights: { known: 0, count: 3, equal: 3 } };
    expect(chosenInit(plan('onnx-caffe2'), filled).why).toMatch(
      /^this file has one number in place of its weights, and/,
    );
  });

  it('is told by names where the file does not name its producer', () => {
    expect(chosenInit(plan('', ['conv1.weight']), stored(0, 1)).why).toContain('its names are those of PyTorch');
    expect(chosenInit(plan('', ['w'], ['p2o.DynamicDimension.0', 3]), stored(0, 1)).init).toBe('kaiming_normal');
  });
});
