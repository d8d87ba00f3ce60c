import { type Builder, layer } from '../layer.ts';
import { activationDefinitions } from './activationLayers.ts';

/**
 * TypeScript builders of the activation layers: `relu()`, `leakyRelu(0.2)`, `activation('x * sigmoid(1.702 * x)')`.
 * `activations` holds them all, including `gaussian` (exp(−x²)), whose name at the top level belongs to the data.
 */
type NoArguments = [];

const builders = new Map(activationDefinitions.map((definition) => [definition.name, definition]));

function builder<Args extends readonly unknown[]>(name: string): Builder<Args> {
  return layer<Args>(builders.get(name)!);
}

export const linear = builder<NoArguments>('linear');
export const relu = builder<NoArguments>('relu');
export const leakyRelu = builder<[slope?: number]>('leakyRelu');
export const abs = builder<NoArguments>('abs');
export const tanh = builder<NoArguments>('tanh');
export const sigmoid = builder<NoArguments>('sigmoid');
export const erf = builder<NoArguments>('erf');
export const hardTanh = builder<NoArguments>('hardTanh');
export const relu6 = builder<NoArguments>('relu6');
export const gelu = builder<NoArguments>('gelu');
export const geluTanh = builder<NoArguments>('geluTanh');
export const silu = builder<NoArguments>('silu');
export const mish = builder<NoArguments>('mish');
export const hardSwish = builder<NoArguments>('hardSwish');
export const elu = builder<[alpha?: number]>('elu');
export const selu = builder<NoArguments>('selu');
export const softplus = builder<NoArguments>('softplus');
export const sin = builder<NoArguments>('sin');
export const square = builder<NoArguments>('square');
export const exp = builder<NoArguments>('exp');
export const step = builder<NoArguments>('step');
export const sign = builder<NoArguments>('sign');
export const activation = builder<[formula: string]>('activation');

export const activations = {
  linear,
  relu,
  leakyRelu,
  abs,
  tanh,
  sigmoid,
  erf,
  hardTanh,
  relu6,
  gelu,
  geluTanh,
  silu,
  mish,
  hardSwish,
  elu,
  selu,
  softplus,
  sin,
  square,
  exp,
  gaussian: builder<NoArguments>('gaussian'),
  step,
  sign,
  activation,
} as const;
