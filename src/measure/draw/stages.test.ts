import { describe, expect, it } from 'vitest';
import type { Shape } from '../../graph/graph.ts';
import { he } from '../../network/init.ts';
import { parseNetwork } from '../../network/notation/parse.ts';
import { compile } from '../../program/compile.ts';

import { denseInputs, stagesOf } from './stages.ts';

const program = (network: string, shape: Shape = [50], init = he) => compile(parseNetwork(network).place(shape), init);
const found = (...given: Parameters<typeof program>) => [...denseInputs(program(...given).hidden).keys()];

/** All tensors that dense layers read are reduced. */
function stages(network: string, wanted: readonly string[] = []) {
  const compiled = program(network);
  return stagesOf(compiled, 10, new Set(denseInputs(compiled.hidden).keys()), wanted);
}
const operators = (network: string) => stages(network).map(({ graph }) => graph.nodes.map(({ op }) => op).join(' '));

describe('dense layers that see points through their Gram matrix', () => {
  it('are those of independent Gaussian weights on vectors', () => {
    expect(found('2*(dense(30), relu), dense(2)')).toHaveLength(2);
    expect(found('flatten, dense(30), relu, dense(2)', [3, 4, 4])).toHaveLength(1);
    expect(found('dense(30), tanh, dense(2)', [50], { scheme: 'he', law: 'uniform' })).toEqual([]);
    expect(found('dense(30), tanh, dense(2)', [50], { scheme: 'he', law: 'orthogonal' })).toEqual([]);
  });

  it('are not those on tokens, nor convolutions', () => {
    expect(found('dense(30), relu, flatten, dense(2)', [7, 8])).toEqual([]);
    expect(found('dense(30), relu, flatten, dense(2)', [1, 8])).toEqual([]);
    expect(found('conv(8, 3), relu, flatten, dense(2)', [3, 8, 8])).toEqual([]);
    expect(found('conv(8, 3), relu, dense(30), relu, dense(2)', [3, 8, 8])).toHaveLength(1);
  });
});

describe('the stages of a network', () => {
  it('are cut before dense layers, and the data stand alone', () => {
    expect(operators('2*(dense(30), relu), dense(2)')).toEqual(['', 'MatMul Relu', 'MatMul Relu']);
  });

  it('draw as many weights a unit as there are points, and all biases', () => {
    const [, first, second] = stages('2*(dense(30, sigmaB2=1), relu), dense(2)');
    expect([first, second].map(({ graph }) => graph.weights.map(({ dims }) => dims))).toEqual([
      [[10, 30], [30]],
      [[10, 30], [30]],
    ]);
    expect(second.graph.inputs[0].shape).toEqual([10]);
  });

  it('keep the names of weights, which their numbers are drawn by', () => {
    const names = stages('2*(dense(30), relu), dense(2)').flatMap(({ graph }) => graph.weights.map(({ name }) => name));
    expect(names).toEqual(program('2*(dense(30), relu), dense(2)').hidden.weights.map(({ name }) => name));
  });

  it('hand on what a skip connection needs', () => {
    const [data, inside, after] = stages('dense(30), residual(relu, dense(30)), dense(2)');
    expect(data.graph.nodes).toEqual([]);
    expect(after.graph.nodes.map(({ op }) => op)).toEqual(['MatMul', 'Add']);
    expect(after.graph.carried).toHaveLength(1);
    expect(inside.graph.handedOn).toEqual([...after.graph.carried!, inside.reduces!.name]);
  });

  it('give a factor once to all layers that read it', () => {
    const [, together, last] = stages('residual(dense(30), shortcut=(dense(30))), relu, dense(5), dense(2)');
    expect(together.graph.weights.map(({ dims }) => dims)).toEqual([
      [10, 30],
      [10, 30],
    ]);
    expect(last.graph.weights.map(({ dims }) => dims)).toEqual([[10, 5]]);
  });

  it('hand on the values that are asked for', () => {
    const [relu] = program('2*(dense(30), relu), dense(2)').trace.slice(1);
    const handed = stages('2*(dense(30), relu), dense(2)', [relu.name]).flatMap(({ graph }) => graph.handedOn);
    expect(handed).toContain(relu.name);
  });
});
