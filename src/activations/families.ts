import { hardSwish, hardTanh, relu6 } from './clipped.ts';
import { exp, gaussian } from './exponentials.ts';
import type { ActivationFamily } from './family.ts';
import { gelu, geluTanh, mish, silu } from './gated.ts';
import { sin } from './periodic.ts';
import { linear, square } from './polynomials.ts';
import { abs, leakyRelu, relu } from './rectifiers.ts';
import { erf, sigmoid, tanh } from './saturating.ts';
import { sign, step } from './signs.ts';
import { elu, selu, softplus } from './smoothRectifiers.ts';

/** All activations with a name of their own, in the order of the help. */
export const namedFamilies: readonly ActivationFamily[] = [
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
  gaussian,
  step,
  sign,
];
