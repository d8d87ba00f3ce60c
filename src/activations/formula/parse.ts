import jsep from 'jsep';
import { caret, UserError } from '../../errors.ts';
import { didYouMean } from '../../notation/nearest.ts';
import { activationFunctions, elementaryFunctions, knownNames, namedConstants } from './functions.ts';
import {
  add,
  call,
  comparisons,
  conditional,
  constant,
  divide,
  extremum,
  multiply,
  negate,
  power,
  subtract,
  type Term,
  variable,
} from './term.ts';

/** Longer texts are not activation functions and could exhaust the stack. */
const LONGEST = 1000;

const operators: Readonly<Record<string, (a: Term, b: Term) => Term>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '^': power,
  '**': power,
};

/**
 * Parses a formula of x, for instance "x * sigmoid(1.702 * x)".
 *
 * Operators + − * / and ^ or ** (right-associative, binding tighter than a sign: −x^2 = −(x^2)); functions are all
 * activations and log, sqrt, cos, tan, sinh, cosh, min, max, pow; constants pi and e. x > 0 ? x : 0.1*x is a condition, with
 * <, <=, > or >= between two values.
 * @throws UserError `notation`, with a caret under the fault
 */
export function parseFormula(text: string): Term {
  const fail = (message: string, at: number, length = 1, remedy?: string): never => {
    throw new UserError('notation', `${message} in the activation formula`, caret(text, at, length), remedy);
  };
  if (text.length > LONGEST) fail(`more than ${LONGEST} characters`, LONGEST);
  return new FormulaReader(text, fail).read(syntaxTree(text, fail));
}

type Fail = (message: string, at: number, length?: number, remedy?: string) => never;

/** jsep's tree, with the place of every token in `at`. */
function syntaxTree(text: string, fail: Fail): jsep.Expression {
  starts.length = 0;
  try {
    return jsep(text);
  } catch (error) {
    const { index, description } = error as { index?: number; description?: string };
    if (index === undefined || description === undefined) throw error;
    const message = description.charAt(0).toLowerCase() + description.slice(1);
    return fail(message, Math.min(index, text.length));
  }
}

jsep.addBinaryOp('^', 11, true);

/** Beginnings of the tokens being read, innermost last. */
const starts: number[] = [];

jsep.hooks.add('gobble-token', function (env) {
  const isNumber = /[\d.]/.test(this.char);
  if (!isNumber) starts.push(this.index); // jsep calls no after-token for numbers
  if (this.char !== '-' && this.char !== '+') return;
  // jsep reads −x^2 as (−x)^2: read the power before the sign is applied.
  const operator = this.char;
  this.index++;
  env.node = { type: 'UnaryExpression', operator, argument: powerChain(this), prefix: true };
});

jsep.hooks.add('after-token', (env) => {
  const at = starts.pop();
  if (env.node) env.node.at = at;
});

/** A token and the powers after it, from the right: a^b^c = a^(b^c). */
function powerChain(reader: jsep.HookScope): jsep.Expression {
  const left = reader.gobbleToken();
  if (!left) return reader.throwError('Expected a number, x or a function');
  reader.gobbleSpaces();
  const operator = /^(\^|\*\*)/.exec(reader.expr.slice(reader.index))?.[0];
  if (!operator) return left;
  reader.index += operator.length;
  return { type: 'BinaryExpression', operator, left, right: powerChain(reader) };
}

/** Turns jsep's tree into a term, refusing what has no meaning as a formula of x. */
class FormulaReader {
  constructor(
    private readonly text: string,
    private readonly fail: Fail,
  ) {}

  read(node: jsep.Expression): Term {
    const at = this.placeOf(node);
    return { ...this.readNode(node as jsep.CoreExpression, at), at };
  }

  private readNode(node: jsep.CoreExpression, at: number): Term {
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'number' ? constant(node.value) : this.fail('only numbers are allowed', at);
      case 'Identifier':
        return this.name(node.name, at);
      case 'UnaryExpression':
        if (node.operator === '+') return this.read(node.argument);
        if (node.operator === '-') return negate(this.read(node.argument));
        return this.fail(`unknown operator ${node.operator}`, at, node.operator.length);
      case 'BinaryExpression': {
        const build = operators[node.operator];
        if (build) return build(this.read(node.left), this.read(node.right));
        const place = this.text.indexOf(node.operator, at);
        return this.fail(
          `unknown operator ${node.operator}`,
          place,
          node.operator.length,
          `use min, max, relu or step, or a condition: x ${node.operator in comparisons ? node.operator : '>'} 0 ? x : 0.1*x`,
        );
      }
      case 'CallExpression':
        return this.call(node, at);
      case 'Compound':
        if (node.body.length === 0)
          return this.fail('nothing', 0, 1, 'write a formula of x, for instance x * sigmoid(x)');
        return this.fail('expected an operator', this.placeOf(node.body[1]));
      case 'ConditionalExpression':
        return this.condition(node);
      default:
        return this.fail('only numbers, x, functions and operators are allowed', at);
    }
  }

  private condition({ test, consequent, alternate }: jsep.ConditionalExpression): Term {
    const { type, operator, left, right } = test as jsep.BinaryExpression;
    if (type !== 'BinaryExpression' || !(operator in comparisons)) {
      const remedy = 'for instance x > 0 ? x : 0.1*x';
      return this.fail('a condition compares two values', this.text.indexOf('?'), 1, remedy);
    }
    const sides = [this.read(left), this.read(right)] as const;
    return conditional(operator, sides, this.read(consequent), this.read(alternate));
  }

  private name(name: string, at: number): Term {
    if (name === 'x') return variable;
    const value = namedConstants.get(name);
    if (value !== undefined) return constant(value);
    if (knownNames.includes(name)) return this.fail(`${name} needs an argument`, at, name.length, `write ${name}(x)`);
    return this.unknown(name, at);
  }

  private call(node: jsep.CallExpression, at: number): Term {
    const { callee } = node;
    const name = callee.type === 'Identifier' ? String(callee.name) : '';
    if (name === '' || name === 'x' || namedConstants.has(name)) {
      return this.fail('expected an operator', this.text.indexOf('(', at + 1));
    }
    const args = node.arguments.map((argument) => this.read(argument));
    const expect = (count: string, fits: boolean) => {
      if (!fits) this.fail(`${name} takes ${count}, not ${args.length}`, at, name.length);
    };
    if (name === 'min' || name === 'max') {
      expect('two or more arguments', args.length >= 2);
      return args.reduce((a, b) => extremum(name, a, b));
    }
    if (name === 'pow') {
      expect('two arguments', args.length === 2);
      return power(args[0], args[1]);
    }
    const elementary = elementaryFunctions.get(name);
    if (elementary) {
      expect('one argument', args.length === 1);
      return call(elementary, args[0]);
    }
    const family = activationFunctions.get(name);
    if (!family) return this.unknown(name, at);
    const names = Object.keys(family.parameters);
    const most = 1 + names.length;
    expect(most === 1 ? 'one argument' : `at most ${most} arguments`, args.length >= 1 && args.length <= most);
    const parameters = args.slice(1).map((arg, i) => {
      return arg.constant ?? this.fail(`${names[i]} of ${name} must not depend on x`, at, name.length);
    });
    return call(family.create(...parameters), args[0]);
  }

  private unknown(name: string, at: number): never {
    const remedy = `${didYouMean(name, knownNames)}A formula knows ${knownNames.join(', ')}.`;
    return this.fail(`unknown name "${name}"`, at, name.length, remedy);
  }

  /** Tokens know their place; an operation stands where its first operand does. */
  private placeOf(node: jsep.Expression): number {
    if (typeof node.at === 'number') return node.at;
    if (node.type === 'BinaryExpression') return this.placeOf(node.left as jsep.Expression);
    if (node.type === 'ConditionalExpression') return this.placeOf(node.test as jsep.Expression);
    return 0;
  }
}
