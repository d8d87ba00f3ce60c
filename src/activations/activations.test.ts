import erfc from '@stdlib/math-base-special-erfc';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../errors.ts';
import { type Graph, GraphBuilder, type GraphNode } from '../graph/graph.ts';
import { compose } from './compose.ts';
import { activation as customActivation } from './families/custom.ts';
import { activationFamilies } from './index.ts';

const scalarOps: Record<string, (inputs: number[], attribute: (name: string) => number) => number> = {
  Abs: ([x]) => Math.abs(x),
  Add: ([a, b]) => a + b,
  Clip: ([x, low, high]) => Math.min(Math.max(x, low), high),
  Cos: ([x]) => Math.cos(x),
  Div: ([a, b]) => a / b,
  Elu: ([x], attribute) => (x > 0 ? x : attribute('alpha') * Math.expm1(x)),
  Erf: ([x]) => 1 - erfc(x),
  Exp: ([x]) => Math.exp(x),
  HardSwish: ([x]) => x * Math.max(0, Math.min(1, x / 6 + 0.5)),
  LeakyRelu: ([x], attribute) => (x > 0 ? x : attribute('alpha') * x),
  Max: (inputs) => Math.max(...inputs),
  Mul: ([a, b]) => a * b,
  Neg: ([x]) => -x,
  Pow: ([a, b]) => a ** b,
  Relu: ([x]) => Math.max(0, x),
  Selu: ([x]) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x)),
  Sigmoid: ([x]) => 1 / (1 + Math.exp(-x)),
  Sign: ([x]) => Math.sign(x),
  Sin: ([x]) => Math.sin(x),
  Softplus: ([x]) => Math.log1p(Math.exp(x)),
  Sub: ([a, b]) => a - b,
  Tanh: ([x]) => Math.tanh(x),
};

/** Runs a graph on one number. */
function run(graph: Graph, x: number): number {
  const values = new Map([
    [graph.inputs[0].name, x],
    ...graph.constants.map((c) => [c.name, Number(c.values[0])] as const),
  ]);
  const attributeOf = (node: GraphNode) => (name: string) => (node.attributes[name] as { float: number }).float;
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((name) => values.get(name)!);
    values.set(node.output, scalarOps[node.op](inputs, attributeOf(node)));
  }
  return values.get(graph.outputs[0].name)!;
}

const create = (name: string, ...args: number[]) =>
  activationFamilies.find((family) => family.name === name)!.create(...args);

const all = [
  ...activationFamilies.filter((family) => family !== customActivation).map((family) => family.create()),
  create('leakyRelu', -0.3),
  create('elu', 0.5),
  customActivation.create('max(x^2, 2 - x, 1) / (1 + exp(-x)) - cos(3 * x)'),
  compose(create('hardTanh'), create('silu')),
].map((phi) => [phi.notation, phi] as const);

const numbers = fc.double({ min: -9, max: 9, noNaN: true });

describe('every activation', () => {
  it.each(all)('%s computes the same in theory and in the graph', (_, phi) => {
    const g = new GraphBuilder([1]);
    const output = phi.graph(g, g.input);
    expect(output.shape).toEqual([1]);
    const graph = g.build([output]);
    // Constants of a graph are float32.
    const tolerance = graph.constants.length > 0 ? 1e-6 : 1e-13;
    fc.assert(
      fc.property(fc.oneof(numbers, fc.constantFrom(0, 1, -1, 6, 3, -3)), (x) => {
        expect(Math.abs(run(graph, x) - phi.value(x))).toBeLessThan(tolerance * (1 + Math.abs(phi.value(x))));
      }),
      { numRuns: 40, seed: 4 },
    );
  });

  it.each(all)('%s has the slope of its value', (_, phi) => {
    fc.assert(
      fc.property(numbers, (x) => {
        if (phi.kinks.some((kink) => Math.abs(kink - x) < 1e-4)) return;
        const numeric = (phi.value(x + 1e-5) - phi.value(x - 1e-5)) / 2e-5;
        expect(Math.abs(phi.derivative(x) - numeric)).toBeLessThan(1e-6 * (1 + Math.abs(numeric)));
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  it.each(all.filter(([, phi]) => phi.name !== 'exp' && phi.name !== 'square'))('%s is finite far out', (_, phi) => {
    for (const x of [-1e4, -800, -40, 40, 800, 1e4]) {
      expect(phi.value(x)).not.toBeNaN();
      expect(phi.derivative(x)).not.toBeNaN();
      expect(Math.abs(phi.value(x))).toBeLessThanOrEqual(1e4 + x ** 2);
    }
  });

  it.each([
    ['relu6', 7, 6],
    ['hardTanh', -2, -1],
    ['hardSwish', 1, 2 / 3],
    ['gaussian', 1, 1 / Math.E],
    ['softsign', -3, -3 / 4],
    ['hardSigmoid', 1, 2 / 3],
  ])('%s of %d is %d', (name, x, value) => {
    expect(create(name).value(x)).toBeCloseTo(value, 15);
  });

  it.each(['sigmoid', 'softplus', 'exp', 'silu', 'mish', 'gelu'])('%s keeps its digits where it fades', (name) => {
    const phi = create(name);
    const x = -20;
    const tail = { gelu: (x / 2) * erfc(20 * Math.SQRT1_2), silu: x * Math.exp(x), mish: x * Math.exp(x) }[name];
    expect(phi.value(x) / (tail ?? Math.exp(x))).toBeCloseTo(1, 7);
  });
});

describe('a family', () => {
  it('shows only arguments that are not the default', () => {
    expect(create('leakyRelu').notation).toBe('leakyRelu');
    expect(create('leakyRelu', 0.01).notation).toBe('leakyRelu');
    expect(create('leakyRelu', 0.2).notation).toBe('leakyRelu(0.2)');
  });

  it('refuses arguments that do not suit it', () => {
    expect(() => create('relu', 1)).toThrow(UserError);
    expect(() => create('elu', -1)).toThrow('elu: scale must be a number above 0, not -1');
    expect(() => customActivation.create()).toThrow('activation needs formula: the activation as a formula of x');
  });

  it('has a name and a summary nobody else has', () => {
    expect(new Set(activationFamilies.map(({ name }) => name)).size).toBe(activationFamilies.length);
    expect(new Set(activationFamilies.map(({ summary }) => summary)).size).toBe(activationFamilies.length);
  });
});

describe('composition', () => {
  it('has the kinks of the inner and the preimages of those of the outer activation', () => {
    expect(compose(create('hardTanh'), create('relu')).kinks).toEqual([0, 1]);
    const [left, middle, right] = compose(create('relu6'), create('square')).kinks;
    expect(left).toBeCloseTo(-Math.sqrt(6), 14);
    expect(middle).toBeCloseTo(0, 14);
    expect(right).toBeCloseTo(Math.sqrt(6), 14);
    expect(compose(create('abs'), create('tanh')).kinks).toEqual([0]);
  });

  it('with the identity changes nothing', () => {
    const phi = create('gelu');
    expect(compose(phi, create('linear'))).toBe(phi);
    expect(compose(create('linear'), phi)).toBe(phi);
  });
});
