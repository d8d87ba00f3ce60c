import { describe, expect, it } from 'vitest';
import type { TaskResult } from './draw/executor.ts';
import { type Host, type MeasurementStore, runMeasurement } from './measure.ts';
import { planMeasurement } from './plan/plan.ts';
import { inlineHost } from './testing/host.fixture.ts';

const options = { inits: 16, readouts: 2, points: 20 };
const plan = planMeasurement('dense(8), relu, dense(3)', 'gaussian(dim=5)', options);

function hostWith(store: MeasurementStore, notes?: readonly string[]): Host {
  return { ...inlineHost, store, notes };
}

/** Keeps blocks in memory; those that are there already are not drawn again. */
function memory(blocks = new Map<number, TaskResult>()): MeasurementStore & { readonly blocks: typeof blocks } {
  return {
    blocks,
    begin: () => Promise.resolve(),
    has: (block) => blocks.has(block),
    read: (block) => Promise.resolve(blocks.get(block)!),
    write: async (block, result) => {
      blocks.set(block, result);
    },
  };
}

describe('what ran the networks of a measurement', () => {
  it('is one engine without a word, and two with a note where it was resumed elsewhere', async () => {
    const store = memory();
    const whole = await runMeasurement(plan, hostWith(store), options);
    expect(whole.engine).toMatch(/^onnxruntime-(node|web) [\d.]+$/);
    expect(whole.notes.filter((note) => note.includes('drawn by'))).toEqual([]);
    const [, first] = [...store.blocks][0];
    const begun = memory(new Map([[0, { ...first, engine: 'onnxruntime-node 1.30.0 on webgpu' }]]));
    const resumed = await runMeasurement(plan, hostWith(begun), options);
    expect(resumed.engine).toBe(`onnxruntime-node 1.30.0 on webgpu and ${whole.engine}`);
    expect(resumed.notes).toContain(
      `drawn by ${resumed.engine}, which may round a rare near-tie of two outputs differently`,
    );
    expect(resumed.agreement).toEqual(whole.agreement);
  });

  it('comes with what the host has to say of it', async () => {
    const note = 'the device cuda is not available here (no driver): measured on the CPU';
    expect((await runMeasurement(plan, hostWith(memory(), [note]), options)).notes).toContain(note);
  });
});
