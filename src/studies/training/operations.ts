import type { Attribute } from '../../graph/graph.ts';
import type { Autodiff, Value } from './autodiff.ts';
import type { OperatorContext } from './operatorContext.ts';
import { convolve, pooled } from './windows.ts';

type Operation = (operands: readonly Value[], context: OperatorContext) => Value;

/** An operator that takes numbers one by one. */
const unary =
  (apply: (autodiff: Autodiff, x: Value) => Value): Operation =>
  ([x], { autodiff }) =>
    apply(autodiff, x);

const binary =
  (name: 'add' | 'subtract' | 'multiply' | 'trueDivide' | 'maximum' | 'matmul' | 'power'): Operation =>
  ([a, b], { autodiff }) =>
    autodiff.numpy[name](a, b);

/** ONNX operators, by name, in operations that can be differentiated. Each consumes its operands. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  Add: binary('add'),
  Sub: binary('subtract'),
  Mul: binary('multiply'),
  Div: binary('trueDivide'),
  Max: binary('maximum'),
  Pow: binary('power'),
  MatMul: binary('matmul'),
  Gemm: ([x, matrix, biases], { autodiff: { numpy } }) => numpy.matmul(x, numpy.transpose(matrix)).add(biases),
  Neg: unary(({ numpy }, x) => numpy.negative(x)),
  Abs: unary(({ numpy }, x) => numpy.absolute(x)),
  Sign: unary(({ numpy }, x) => numpy.sign(x)),
  Sqrt: unary(({ numpy }, x) => numpy.sqrt(x)),
  Exp: unary(({ numpy }, x) => numpy.exp(x)),
  Sin: unary(({ numpy }, x) => numpy.sin(x)),
  Cos: unary(({ numpy }, x) => numpy.cos(x)),
  Tanh: unary(({ numpy }, x) => numpy.tanh(x)),
  Erf: unary(({ lax }, x) => lax.erf(x)),
  Relu: unary(({ nn }, x) => nn.relu(x)),
  Sigmoid: unary(({ nn }, x) => nn.sigmoid(x)),
  Softplus: unary(({ nn }, x) => nn.softplus(x)),
  Selu: unary(({ nn }, x) => nn.selu(x)),
  HardSwish: unary(({ nn }, x) => nn.hardSilu(x)),
  Elu: ([x], { autodiff: { nn }, attributes }) => nn.elu(x, float(attributes.alpha)),
  LeakyRelu: ([x], { autodiff: { nn }, attributes }) => nn.leakyRelu(x, float(attributes.alpha)),
  Clip: ([x, low, high], { autodiff: { numpy } }) => numpy.minimum(numpy.maximum(x, low), high),
  Greater: ([a, b]) => a.greater(b),
  Less: ([a, b]) => a.less(b),
  Where: ([test, yes, no], { autodiff: { numpy } }) => numpy.where(test, yes, no),
  Softmax: ([x], { autodiff: { nn }, attributes }) => nn.softmax(x, Number(attributes.axis)),
  Concat: ([a, b], { autodiff: { numpy }, attributes }) => numpy.concatenate([a, b], Number(attributes.axis)),
  Transpose: ([x], { autodiff: { numpy }, attributes }) => numpy.transpose(x, [...list(attributes.perm)]),
  Flatten: ([x]) => x.reshape([x.shape[0], -1]),
  // 0 stands for an axis that stays.
  Reshape: ([x], { integers }) => x.reshape(integers.map((size, axis) => size || x.shape[axis])),
  ReduceMean: ([x], { autodiff: { numpy }, attributes }) => numpy.mean(x, ...reduction(attributes)),
  ReduceMax: ([x], { autodiff: { numpy }, attributes }) => numpy.max(x, ...reduction(attributes)),
  Conv: ([x, kernel, biases], context) => convolve(x, kernel, biases, context),
  MaxPool: ([x], context) => pooled('max', x, context),
  AveragePool: ([x], context) => pooled('average', x, context),
};

function reduction({ axes, keepdims }: OperatorContext['attributes']): [number[], { keepdims: boolean }] {
  return [[...list(axes)], { keepdims: keepdims === 1 }];
}

function float(attribute: Attribute): number {
  return (attribute as { readonly float: number }).float;
}

function list(attribute: Attribute): readonly number[] {
  return attribute as readonly number[];
}
