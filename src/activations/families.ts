import { hardSigmoid, hardSwish, hardTanh, relu6 } from './families/clipped.ts';
import { exp, gaussian } from './families/exponentials.ts';
import { gelu, geluTanh, mish, silu } from './families/gated.ts';
import { sin } from './families/periodic.ts';
import { linear, square } from './families/polynomials.ts';
import { abs, leakyRelu, relu } from './families/rectifiers.ts';
import { erf, sigmoid, tanh } from './families/saturating.ts';
import { sign, step } from './families/signs.ts';
import { elu, selu, softplus } from './families/smoothRectifiers.ts';
import { softsign } from './families/softsign.ts';

/** All named activations, in the order of the help. */
export const namedFamilies = {
  linear,
  relu,
  leakyRelu,
  abs,
  tanh,
  sigmoid,
  erf,
  softsign,
  hardSigmoid,
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
};
