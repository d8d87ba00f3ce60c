import type { ModelNode } from '../../../engine/onnx/read/model.ts';
import { floatAttribute } from '../attributes.ts';

/** Writes an operator of ONNX as a formula of our notation; operands are x, numbers, or formulas in parentheses. */
type Formula = (operands: readonly string[], node: ModelNode) => string | undefined;

const calls = (name: string): Formula => {
  return ([x]) => `${name}(${x})`;
};
const infix = (sign: string): Formula => {
  return (operands) => operands.join(` ${sign} `);
};
const folded = (name: string): Formula => {
  return (operands) => (operands.length === 1 ? operands[0] : `${name}(${operands.join(', ')})`);
};

/** Elementwise operators. */
export const formulas: Readonly<Record<string, Formula>> = {
  Relu: calls('relu'),
  Tanh: calls('tanh'),
  Sigmoid: calls('sigmoid'),
  Erf: calls('erf'),
  Exp: calls('exp'),
  Log: calls('log'),
  Sqrt: calls('sqrt'),
  Abs: calls('abs'),
  Sin: calls('sin'),
  Cos: calls('cos'),
  Tan: calls('tan'),
  Sinh: calls('sinh'),
  Cosh: calls('cosh'),
  Sign: calls('sign'),
  Softplus: calls('softplus'),
  Softsign: calls('softsign'),
  Mish: calls('mish'),
  HardSwish: calls('hardSwish'),
  Gelu: ([x], node) => (node.attributes.get('approximate')?.type === 'string' ? `geluTanh(${x})` : `gelu(${x})`),
  Neg: ([x]) => `-${x}`,
  Reciprocal: ([x]) => `1/${x}`,
  Add: infix('+'),
  Sum: infix('+'),
  Sub: infix('-'),
  Mul: infix('*'),
  Div: infix('/'),
  Pow: infix('^'),
  Max: folded('max'),
  Min: folded('min'),
  Greater: infix('>'),
  GreaterOrEqual: infix('>='),
  Less: infix('<'),
  LessOrEqual: infix('<='),
  Where: ([condition, yes, no]) => `${condition.replace(/^\((.*)\)$/, '$1')} ? ${yes} : ${no}`,
  LeakyRelu: ([x], node) => `leakyRelu(${x}, ${number(floatAttribute(node, 'alpha', 0.01))})`,
  PRelu: ([x, slope]) => `leakyRelu(${x}, ${slope})`,
  Elu: ([x], node) => `elu(${x}, ${number(floatAttribute(node, 'alpha', 1))})`,
  Celu: ([x], node) => {
    const alpha = number(floatAttribute(node, 'alpha', 1));
    return `max(0, ${x}) + min(0, ${alpha} * (exp(${x} / ${alpha}) - 1))`;
  },
  Selu: ([x], node) => {
    const alpha = number(floatAttribute(node, 'alpha', 1.6732632423543772));
    return `${number(floatAttribute(node, 'gamma', 1.0507009873554805))} * elu(${x}, ${alpha})`;
  },
  ThresholdedRelu: ([x], node) => `${x} > ${number(floatAttribute(node, 'alpha', 1))} ? ${x} : 0`,
  HardSigmoid: ([x], node) => {
    const [slope, middle] = [floatAttribute(node, 'alpha', 0.2), floatAttribute(node, 'beta', 0.5)];
    return `min(1, max(0, ${number(slope)} * ${x} + ${number(middle)}))`;
  },
  Clip: ([x, low, high], node) => {
    const least = bound(low, floatAttribute(node, 'min', Number.NEGATIVE_INFINITY));
    const most = bound(high, floatAttribute(node, 'max', Number.POSITIVE_INFINITY));
    const above = least === undefined ? x : `max(${least}, ${x})`;
    return most === undefined ? above : `min(${most}, ${above})`;
  },
};

/** A bound as it is given, in parentheses if it is negative, or stated. Exporters write the largest float32 for none. */
function bound(given: string | undefined, stated: number): string | undefined {
  const value = given ? Number(given.replace(/[()]/g, '')) : stated;
  return Math.abs(value) > 3e38 ? undefined : number(value);
}

/** Stored numbers are float32, of which seven digits mean something: 0.1, not 0.10000000149011612. */
export function number(value: number): string {
  return String(Number(value.toPrecision(7)));
}
