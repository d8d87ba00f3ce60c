import type { Model } from '../../engine/onnx/read/model.ts';
import { node } from './parts.ts';

/** A model whose dropout hands on all units, however it was exported. */
export function withoutDropout(model: Model): Model {
  const nodes = model.nodes.map((before) =>
    before.op === 'Dropout'
      ? { ...node('Identity', [before.inputs[0]], [before.outputs[0]]), name: before.name }
      : before,
  );
  return { ...model, nodes };
}
