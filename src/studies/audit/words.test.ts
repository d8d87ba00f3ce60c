import { describe, expect, it } from 'vitest';
import type { AuditedModel, PlannedTensor } from '../../results/auditSchema.ts';
import { drawnInWords, modelInWords, recognitionInWords } from './words.ts';

const model: AuditedModel = {
  file: 'model.onnx',
  sha256: '',
  producer: 'pytorch 2.4',
  opset: 17,
  inputs: [{ name: 'x', type: 'float32', dims: ['N', 3, null], takes: 'data' }],
  output: { name: 'probabilities', scores: 'logits', through: ['Softmax'] },
  perPoint: 1,
};

const tensor = (role: string, rest: Partial<PlannedTensor> = {}): PlannedTensor => ({
  ...{ name: 'w', role, dims: [2], fanIn: null, fanOut: null, law: 'zeros', stored: null },
  ...rest,
});

describe('an audit in words', () => {
  it('names the file, who wrote it, and what goes in and out', () => {
    expect(modelInWords(model, 10)).toBe(
      'model.onnx (by pytorch 2.4, opset 17): x [N, 3, ?] to probabilities, 10 classes, read before Softmax',
    );
    expect(modelInWords({ ...model, producer: '', opset: null, perPoint: 4420 }, 2)).toContain('4,420 guesses a point');
  });

  it('counts what is drawn in plain English, a norm once', () => {
    const roles = ['weight', 'weight', 'bias', 'bias', 'normScale', 'normShift', 'runningMean'];
    const plan = [...roles.map((role) => tensor(role)), tensor('kept', { kept: 'a mask' })];
    const initialisation = { notation: 'torch', why: 'as asked for' };
    expect(drawnInWords({ plan, initialisation })).toBe(
      '2 weights, 2 biases and 1 norm drawn by torch (as asked for); 1 tensor left as in the file',
    );
  });

  it('says whether the notation has the model, and what it lacks', () => {
    const whole = { network: 'dense(2)', init: 'torch', verified: true, difference: 0, missing: [] };
    expect(recognitionInWords({ recognised: whole })).toMatch(
      /^In the notation it is dense\(2\), drawn by --init torch .* exactly/,
    );
    const other = { ...whole, verified: false, difference: 0.1 };
    expect(recognitionInWords({ recognised: other })).toMatch(/comes near, but gives other outputs/);
    const missing = ['node "a" (X): no word', 'b', 'c', 'd', 'e'];
    expect(recognitionInWords({ recognised: { ...whole, verified: false, missing } })).toBe(
      'The notation does not have all of this model: node "a" (X): no word; b; c, and 2 more. Its beginning is dense(2).',
    );
  });
});
