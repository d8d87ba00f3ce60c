import { describe, expect, it } from 'vitest';
import type { Graph } from '../graph/graph.ts';
import { he, type Initialisation } from '../network/init.ts';
import { parseNetwork } from '../network/notation/parse.ts';
import { compile } from './compile.ts';
import { sideBySide, withTrace } from './program.ts';

const program = (network: string, input: number[] = [6], init: Initialisation = he) =>
  compile(parseNetwork(network).place(input), init);
const operators = (graph: Graph) => graph.nodes.map((node) => node.op);

describe('a compiled network', () => {
  it('has weights of the right size and law in every hidden layer', () => {
    const { hidden, features, readout } = program('dense(5), relu, dense(4, sigmaB2=0.1), relu, dense(3)');
    expect(hidden.weights).toMatchObject([
      { name: 'weights_0', number: 0, dims: [6, 5], law: 'gaussian', variance: 2 / 6 },
      { name: 'weights_1', number: 1, dims: [5, 4], law: 'gaussian', variance: 2 / 5 },
      { name: 'weights_2', number: 2, dims: [4], law: 'gaussian', variance: 0.1 },
    ]);
    expect(operators(hidden)).toEqual(['MatMul', 'Relu', 'MatMul', 'Add', 'Relu']);
    expect(features).toBe(hidden.outputs[0]);
    expect(features.shape).toEqual([4]);
    expect(readout).toMatchObject({ fanIn: 4, units: 3, sigmaW2: 2, sigmaB2: 0, isGaussian: true });
    expect(readout!.graph.weights).toMatchObject([{ number: 3, dims: [3, 4], law: 'gaussian', variance: 2 / 4 }]);
  });

  it("draws torch's biases in hidden layers and readout", () => {
    const { hidden, readout } = program('dense(5), relu, dense(3)', [6], { scheme: 'torch' });
    expect(hidden.weights).toMatchObject([
      { dims: [6, 5], law: 'uniform', variance: expect.closeTo(1 / 18, 15) },
      { dims: [5], law: 'uniform', variance: expect.closeTo(1 / 18, 15) },
    ]);
    expect(readout!.graph.weights[1]).toMatchObject({ number: 3, dims: [3], law: 'uniform', variance: 1 / 15 });
    expect(readout!.isGaussian).toBe(false);
  });

  it('connects every node to tensors that exist, under names of their own', () => {
    const { hidden } = program('flatten, 3*(dense(4, sigmaB2=1), gelu, dense(4), mish), sin, dense(2)', [2, 3, 3]);
    const known = new Set([
      ...hidden.inputs.map((t) => t.name),
      ...hidden.weights.map((t) => t.name),
      ...hidden.constants.map((t) => t.name),
    ]);
    for (const { inputs, output } of hidden.nodes) {
      for (const input of inputs) expect(known).toContain(input);
      expect(known).not.toContain(output);
      known.add(output);
    }
    expect(known).toContain(hidden.outputs[0].name);
  });

  it('flattens an image before its first dense layer, and acts on tokens one by one', () => {
    expect(operators(program('dense(5), dense(2)', [3, 8, 8]).hidden)).toEqual(['Flatten', 'MatMul']);
    const tokens = program('dense(5), flatten, dense(2)', [7, 8]);
    expect(tokens.hidden.weights[0].dims).toEqual([8, 5]);
    expect(tokens.features.shape).toEqual([35]);
    expect(tokens.readout!.fanIn).toBe(35);
  });
});

describe('the readout', () => {
  it('runs several output layers side by side, each in rows of its own', () => {
    const graph = sideBySide(program('dense(5), relu, dense(3, sigmaB2=1)').readout!, 4);
    expect(graph.weights.map((tensor) => tensor.dims)).toEqual([[12, 5], [12]]);
    expect(operators(graph)).toEqual(['Gemm']);
    expect(graph.outputs[0].shape).toEqual([12]);
  });

  it('reads the data themselves when nothing comes before it', () => {
    const { hidden, features, readout } = program('dense(2)');
    expect(hidden.nodes).toEqual([]);
    expect([features]).toEqual(hidden.inputs);
    expect(readout!.fanIn).toBe(6);
  });

  it('drops increasing activations after it, but keeps others, and those before them', () => {
    const tail = (network: string) => operators(program(network).readout!.graph).slice(1);
    expect(tail('dense(3), tanh, sigmoid')).toEqual([]);
    expect(tail('dense(3), relu')).toEqual(['Relu']);
    expect(tail('dense(3), tanh, relu, sigmoid')).toEqual(['Tanh', 'Relu']);
  });

  it('of a sigmoid head is one unit that tells two classes apart', () => {
    const { output, readout } = program('relu, dense(1), sigmoid');
    expect(output).toMatchObject({ classes: 2, units: 1 });
    expect(sideBySide(readout!, 5).outputs[0].shape).toEqual([5]);
  });

  it('does not exist where the network ends otherwise: the hidden graph then gives the scores', () => {
    const { hidden, readout, output } = program('dense(4), flatten');
    expect(readout).toBeUndefined();
    expect(output.classes).toBe(4);
    expect(operators(hidden)).toEqual(['MatMul', 'Flatten']);
    expect(operators(program('tanh, relu, sigmoid').hidden)).toEqual(['Tanh', 'Relu']);
  });
});

describe('the trace', () => {
  it('has one tensor a layer before the readout', () => {
    const { trace, features } = program('dense(5), relu, dense(4), tanh, dense(2), sigmoid');
    expect(trace.map((tensor) => tensor.shape)).toEqual([[5], [5], [4], [4]]);
    expect(trace.at(-1)).toBe(features);
  });

  it('outputs every distinct tensor once, and never the data', () => {
    const compiled = program('linear, dense(5), linear, linear, relu, dense(2)');
    const names = withTrace(compiled).outputs.map((tensor) => tensor.name);
    expect(new Set(names).size).toBe(names.length);
    const [input] = compiled.hidden.inputs;
    expect(names).not.toContain(input.name);
    for (const { name } of compiled.trace) if (name !== input.name) expect(names).toContain(name);
  });
});
