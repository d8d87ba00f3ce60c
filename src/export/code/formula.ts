import type { Activation } from '../../activations/activation.ts';
import { type Attribute, GraphBuilder, type GraphNode } from '../../graph/graph.ts';
import type { Framework } from '../formats.ts';
import { single } from './scale.ts';

/** Where a framework keeps its elementwise functions. */
const MODULE = { pytorch: 'torch', keras: 'ops', flax: 'jnp' } as const;

/** Functions that have other names, or other places. */
const NAMES: Readonly<Record<Framework, Readonly<Record<string, string>>>> = {
  pytorch: {
    Relu: 'F.relu',
    Softplus: 'F.softplus',
    Selu: 'F.selu',
    HardSwish: 'F.hardswish',
    LeakyRelu: 'F.leaky_relu',
    Elu: 'F.elu',
  },
  keras: { HardSwish: 'ops.hard_silu', LeakyRelu: 'ops.leaky_relu' },
  flax: {
    Relu: 'nn.relu',
    Sigmoid: 'nn.sigmoid',
    Softplus: 'nn.softplus',
    Selu: 'nn.selu',
    HardSwish: 'nn.hard_swish',
    LeakyRelu: 'nn.leaky_relu',
    Elu: 'nn.elu',
    Erf: 'jax.lax.erf',
  },
};

/** Operators by how strongly they bind. */
const OPERATORS: Readonly<Record<string, readonly [sign: string, binds: number]>> = {
  Less: ['<', 1],
  Greater: ['>', 1],
  Add: ['+', 2],
  Sub: ['-', 2],
  Mul: ['*', 3],
  Div: ['/', 3],
};
const NEGATION = 4;
const POWER = 5;
const ATOM = 6;

interface Expression {
  readonly text: string;
  readonly binds: number;
  readonly isNumber?: boolean;
}

/** An activation in Python, from the nodes that compute it in the program: for those that a framework has no word for. */
export function formulaOf(activation: Activation, framework: Framework): string {
  const g = new GraphBuilder([1]);
  const { nodes, constants } = g.build([activation.graph(g, g.input)]);
  const known = new Map<string, Expression>([[g.input.name, { text: 'x', binds: ATOM }]]);
  for (const { name, values } of constants) {
    const value = Number(values[0]);
    known.set(name, { text: single(value), binds: value < 0 ? NEGATION : ATOM, isNumber: true });
  }
  for (const node of nodes) {
    const operands = node.inputs.map((name) => known.get(name)!);
    known.set(node.output, expression(node, operands, framework));
  }
  return known.get(nodes.at(-1)?.output ?? g.input.name)!.text;
}

function expression({ op, attributes }: GraphNode, operands: readonly Expression[], framework: Framework): Expression {
  const texts = operands.map(({ text }) => text);
  const operator = OPERATORS[op];
  if (operator) {
    const [sign, binds] = operator;
    return { text: `${within(operands[0]!, binds)} ${sign} ${within(operands[1]!, binds + 1)}`, binds };
  }
  if (op === 'Neg') return { text: `-${within(operands[0]!, NEGATION)}`, binds: NEGATION };
  if (op === 'Pow') {
    return { text: `${within(operands[0]!, ATOM)} ** ${within(operands[1]!, POWER)}`, binds: POWER };
  }
  if (op === 'Max' || op === 'Min') return called(extremum(op, operands, framework), []);
  if (op === 'Clip') return called(`${MODULE[framework]}.${framework === 'pytorch' ? 'clamp' : 'clip'}`, texts);
  const name = NAMES[framework][op] ?? `${MODULE[framework]}.${op.toLowerCase()}`;
  return called(name, [...texts, ...Object.values(attributes).map(argument)]);
}

/** PyTorch compares tensors with tensors, and clamps by numbers: max(x, c) is x with a least value of c. */
function extremum(op: 'Max' | 'Min', operands: readonly Expression[], framework: Framework): string {
  const side = op.toLowerCase();
  const bound = operands.find(({ isNumber }) => isNumber);
  const other = operands.find((operand) => operand !== bound)!;
  if (framework === 'pytorch' && bound)
    return `torch.clamp(${other.text}, ${op === 'Max' ? 'min' : 'max'}=${bound.text})`;
  return `${MODULE[framework]}.${side}imum(${operands.map(({ text }) => text).join(', ')})`;
}

function called(name: string, args: readonly string[]): Expression {
  return { text: args.length === 0 ? name : `${name}(${args.join(', ')})`, binds: ATOM };
}

function argument(value: Attribute): string {
  return single(typeof value === 'object' && 'float' in value ? value.float : Number(value));
}

function within({ text, binds }: Expression, least: number): string {
  return binds < least ? `(${text})` : text;
}
