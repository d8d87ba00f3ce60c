import type { ActivationFamily } from './family.ts';
import { linear, square } from './polynomials.ts';
import { abs, leakyRelu, relu } from './rectifiers.ts';
import { erf, sigmoid, tanh } from './saturating.ts';

export type { Activation, DualPair, GaussianPair } from './activation.ts';
export type { ActivationFamily, ActivationParameter, ParameterKind } from './family.ts';

/** Every activation there is; the notation, the help and the support table are generated from this list. */
export const activationFamilies: readonly ActivationFamily[] = [
  linear,
  relu,
  leakyRelu,
  abs,
  erf,
  square,
  tanh,
  sigmoid,
];
