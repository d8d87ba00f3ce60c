import type { Constant } from '../../../engine/onnx/read/model.ts';
import type { ConstantUse } from '../../graph/constantUses.ts';
import { added, multiplied } from './elementwise.ts';
import { fusedAttention } from './fusedAttention.ts';
import { linear } from './linear.ts';
import { instanceNorm, wholeNorm } from './norms.ts';
import { embedding, slope, token } from './others.ts';
import { recurrent } from './recurrent.ts';
import type { Rule, Ruling, Surroundings } from './ruling.ts';

const affine = wholeNorm({ 1: 'normScale', 2: 'normShift' });
const skipNorm = wholeNorm({ 2: 'normScale', 3: 'normShift', 4: 'bias' });

/** How each operator reads its constants. An operator is added by an entry; those without keep theirs. */
const RULES: Readonly<Record<string, Rule>> = {
  Conv: linear,
  FusedConv: linear,
  ConvTranspose: linear,
  Gemm: linear,
  FusedGemm: linear,
  MatMul: linear,
  FusedMatMul: linear,
  Einsum: linear,
  LSTM: recurrent,
  GRU: recurrent,
  RNN: recurrent,
  BatchNormalization: wholeNorm({ 1: 'normScale', 2: 'normShift', 3: 'runningMean', 4: 'runningVariance' }),
  InstanceNormalization: instanceNorm,
  LayerNormalization: affine,
  GroupNormalization: affine,
  RMSNormalization: affine,
  SimplifiedLayerNormalization: affine,
  SkipLayerNormalization: skipNorm,
  SkipSimplifiedLayerNormalization: wholeNorm({ 2: 'normScale', 3: 'bias' }),
  EmbedLayerNormalization: wholeNorm({
    2: 'embedding',
    3: 'embedding',
    4: 'embedding',
    5: 'normScale',
    6: 'normShift',
  }),
  Attention: fusedAttention,
  Gather: embedding,
  PRelu: slope,
  Concat: token,
  Add: added,
  Sub: added,
  Sum: added,
  BiasGelu: added,
  FastGelu: added,
  Mul: multiplied,
  Div: multiplied,
};

const FLOATS = /^(b?float16|float32|float64)$/;

/**
 * Whether a use is worth a line of the plan: shapes, bounds and the like are not.
 * @param stored the constant, unless it is computed from others
 */
export function isOfInterest({ node, slot, meets, inside }: ConstantUse, stored: Constant | undefined): boolean {
  if (node.op === 'Gather' && slot !== 0) return false;
  if (meets.node.op in RULES && inside === undefined) return true;
  return stored !== undefined && stored.size > 1 && FLOATS.test(stored.type);
}

/** What a constant is at one of its uses. */
export function rulingOn(use: ConstantUse, tensor: Constant, around: Surroundings): Ruling {
  const { node } = use.meets;
  if (use.inside !== undefined) return `inside ${article(use.inside)} ${use.inside}: not drawn`;
  if (!FLOATS.test(tensor.type)) return `of type ${tensor.type}, not of real numbers`;
  // Rows picked by their place are an embedding, although what is picked is added later.
  const rule = use.node.op === 'Gather' ? embedding : RULES[node.op];
  return rule?.(use, tensor, around) ?? `structure of ${node.op}`;
}

function article(op: string): string {
  return /^[AEIO]/.test(op) ? 'an' : 'a';
}
