import { describe, expect, it } from 'vitest';
import type { Activation } from '../activations/activation.ts';
import { activationFamilies } from '../activations/index.ts';
import { GraphBuilder } from '../graph/graph.ts';
import { toOnnx } from './onnx/build.ts';
import { openSession } from './session.ts';

/** Grid of x in [−12, 12], exact in float32, with kinks' neighbourhoods and large values added. */
function gridFor({ kinks }: Activation): Float32Array {
  const even = Array.from({ length: 769 }, (_, i) => (i - 384) / 32);
  const nearKinks = kinks.flatMap((kink) => [-1e-3, 1e-3].map((step) => kink + step));
  return Float32Array.from([...even, ...nearKinks].filter((x) => !kinks.includes(x)));
}

const activations = activationFamilies.map((family) => {
  const required = Object.values(family.parameters).some(({ need }) => need === 'required');
  return family.create(...(required ? ['x / (1 + abs(x))'] : []));
});

describe.each(activations.map((activation) => [activation.notation, activation] as const))('%s', (_, activation) => {
  it('is the same in its graph and in its formula, to float32 precision', async () => {
    const grid = gridFor(activation);
    const g = new GraphBuilder([grid.length]);
    const output = activation.graph(g, g.input);
    expect(output.shape).toEqual([grid.length]);
    const graph = g.build([output]);
    const session = await openSession(toOnnx(graph, { points: 1 }), { threads: 1 });
    const { [output.name]: result } = await session.run({ data: { data: grid, dims: [1, grid.length] } });
    await session.release();
    grid.forEach((x, i) => {
      const expected = activation.value(x);
      // A few units in the last place of φ(x), of x itself, and of the order-one terms that cancel in between.
      const tolerance = 5e-7 * (1 + Math.abs(expected) + Math.abs(x));
      expect(Math.abs(result.data[i] - expected), `φ(${x}) = ${expected}, not ${result.data[i]}`).toBeLessThan(
        tolerance,
      );
    });
  });
});
