import { linearBehind } from '../../graph/linear.ts';
import { isAddedMask, isFactorMask, isSineTable } from './fixedTables.ts';
import { readBias, unitsOf } from './linear.ts';
import { readNormScale, readNormShift } from './norms.ts';
import { PREPARATION, type Rule } from './ruling.ts';

const SINGLE_NUMBER = 'a single number';
const SINES = 'sines and cosines of positions, which are not trained';

/** Added or subtracted: a bias, positions, the shift of a norm; or a mask. */
export const added: Rule = ({ meets: { node, slot } }, tensor, around) => {
  const { graph, learned } = around;
  const data = node.inputs.find((_, other) => other !== slot) ?? '';
  const shift = { role: 'shift', kind: 'other', owner: node } as const;
  if (!learned.has(data)) return { ...shift, kept: PREPARATION };
  const isVector = tensor.dims.filter((length) => length > 1).length <= 1;
  const linear = isVector && node.op !== 'Sub' ? linearBehind(graph, data) : undefined;
  if (linear && unitsOf(linear, around) === tensor.size) return readBias(linear, tensor.size, around)!;
  if (tensor.size === 1) return SINGLE_NUMBER;
  const norm = readNormShift(graph, data);
  if (norm) return norm;
  if (isAddedMask(tensor)) return 'a mask: it hides scores from softmax';
  if (isVector) return shift;
  return { role: 'position', kind: 'other', owner: node, kept: isSineTable(tensor) ? SINES : undefined };
};

/** Multiplied or divided: the scale of a norm, or one of unknown purpose. */
export const multiplied: Rule = ({ meets: { node, slot } }, tensor, { graph, learned }) => {
  const data = node.inputs[1 - slot] ?? '';
  const scale = { role: 'scale', kind: 'other', owner: node } as const;
  if (!learned.has(data)) return { ...scale, kept: PREPARATION };
  if (tensor.size === 1) return SINGLE_NUMBER;
  const norm = node.op === 'Mul' ? readNormScale(graph, data) : undefined;
  if (norm) return norm;
  if (isFactorMask(tensor)) return 'a mask of zeros and ones';
  return { ...scale, kept: isSineTable(tensor) ? SINES : undefined };
};
