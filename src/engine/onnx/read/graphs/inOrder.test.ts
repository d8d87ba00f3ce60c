import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readModel } from '../files/readModel.ts';
import { subgraphsOf } from '../model.ts';
import { graph, info, model, node, subgraph } from '../testing/build.ts';

/** Node i takes values of nodes before it. */
const sortedGraphs = fc
  .array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12 })
  .map((needs) =>
    needs.map((earlier, i) => {
      const inputs = earlier.map((need) => (i === 0 || need % (i + 1) === i ? 'x' : `v${need % (i + 1)}`));
      return node('Sum', inputs, [`v${i}`], { name: `n${i}` });
    }),
  );

it('nodes in order stay as they are', () => {
  fc.assert(
    fc.property(sortedGraphs, (nodes) => {
      const read = readModel(model(graph(nodes, [], { output: [info('v0')] })));
      expect(read.nodes.map(({ name }) => name)).toEqual(nodes.map(({ name }) => name));
    }),
  );
});

it('nodes in any other order come after those that they need', () => {
  const shuffled = sortedGraphs.chain((nodes) => fc.shuffledSubarray(nodes, { minLength: nodes.length }));
  fc.assert(
    fc.property(shuffled, (nodes) => {
      const read = readModel(model(graph(nodes, [], { output: [info('v0')] })));
      const made = new Set(['x']);
      for (const { inputs, outputs } of read.nodes) {
        expect(inputs.filter((name) => !made.has(name))).toEqual([]);
        for (const name of outputs) made.add(name);
      }
      expect(read.nodes).toHaveLength(nodes.length);
    }),
  );
});

it('what a branch takes from the graph around counts, and branches are sorted, too', () => {
  const branch = subgraph('then_branch', {
    node: [node('Relu', ['b'], ['c']), node('Tanh', ['a'], ['b'])],
    output: [info('c')],
  });
  const nodes = [node('If', ['x'], ['y'], { attribute: [branch] }), node('Relu', ['x'], ['a'])];
  const read = readModel(model(graph(nodes)));
  expect(read.nodes.map(({ op }) => op)).toEqual(['Relu', 'If']);
  expect(subgraphsOf(read.nodes[1])[0].nodes.map(({ op }) => op)).toEqual(['Tanh', 'Relu']);
});

it('a cycle through a branch is found', () => {
  const branch = subgraph('then_branch', { node: [node('Relu', ['a'], ['b'])], output: [info('b')] });
  const nodes = [node('If', ['x'], ['y'], { name: 'if', attribute: [branch] }), node('Relu', ['y'], ['a'])];
  expect(() => readModel(model(graph(nodes)))).toThrow('node "if" (If) needs its own output');
});
