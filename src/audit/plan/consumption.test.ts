import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import type { Constant } from '../../engine/onnx/read/model.ts';
import { writeModel } from '../../engine/onnx/write/writeModel.ts';
import { sizeOf } from '../../graph/graph.ts';
import type { AnyTensor } from '../runtime.ts';
import { runtime } from '../testing/runtime.ts';
import type { AuditPlan, PlannedInput } from './auditPlan.ts';
import { planOf } from './planOf.ts';

const FOLDER = join(import.meta.dirname, '../../../models/torch');

/** A model in which every parameter stands where it is used, with its values as the plan gives them. */
async function withParametersAtUses({ model, parameters }: AuditPlan): Promise<Uint8Array> {
  const constants = new Map<string, Constant>(model.constants);
  const places = new Map<unknown, Map<number, string>>();
  for (const { name, dims, uses, values } of parameters) {
    const numbers = await values();
    const placed = `placed/${name}`;
    constants.set(placed, { name: placed, type: 'float32', dims, size: numbers.length, values: () => numbers });
    for (const { node, slot } of uses) places.set(node, (places.get(node) ?? new Map()).set(slot, placed));
  }
  const nodes = model.nodes.map((node) => {
    const its = places.get(node);
    return its ? { ...node, inputs: node.inputs.map((input, slot) => its.get(slot) ?? input) } : node;
  });
  return writeModel({ ...model, nodes, constants });
}

/** Something of the shape of an input, one point. */
function fed({ type, dims, vocabulary = 1 }: PlannedInput): AnyTensor {
  const lengths = dims.map((length) => (typeof length === 'number' ? length : 1));
  const size = sizeOf(lengths);
  const data =
    type === 'int64'
      ? BigInt64Array.from({ length: size }, (_, i) => BigInt(i % vocabulary))
      : Float32Array.from({ length: size }, (_, i) => Math.sin(i));
  return { type, dims: lengths, data };
}

describe('parameters at their uses, in place of what the file feeds in, give what the file gives:', () => {
  // Batch norms in training draw no statistics of one point, and dropout is at random.
  const files = readdirSync(FOLDER).filter((file) => !file.includes('_train'));

  it.each(files)('%s', async (file) => {
    const model = readModel(join(FOLDER, file));
    const plan = await planOf(model, {}, runtime);
    const feeds = Object.fromEntries(plan.inputs.map((input) => [input.name, fed(input)]));
    const { output } = plan.head;
    const numbersOf = async (bytes: Uint8Array) => {
      const { data } = (await runtime.evaluate(bytes, feeds, [output]))[output];
      return Array.from(data as Float32Array);
    };
    const expected = await numbersOf(writeModel(model));
    const found = await numbersOf(await withParametersAtUses(plan));
    expect(Math.max(...found.map((number, i) => Math.abs(number - expected[i])))).toBeLessThan(1e-6);
  });
});
