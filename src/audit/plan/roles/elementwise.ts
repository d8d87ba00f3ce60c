import { linearBehind } from '../../graph/linear.ts';
import { summaryOf } from '../summary.ts';
import { readBias, unitsOf } from './linear.ts';
import { readNormScale, readNormShift } from './norms.ts';
import type { Rule } from './ruling.ts';

const PREPARATION = 'prepares the data, before any weights';
const SINGLE_NUMBER = 'a single number';

/** What is added to scores below this hides them from softmax. */
const HIDDEN = -1e4;

/** Added or subtracted: a bias, positions, the shift of a norm; or a mask. */
export const added: Rule = ({ meets: { node, slot } }, tensor, around) => {
  const { graph, learned } = around;
  const data = node.inputs.find((_, other) => other !== slot) ?? '';
  const shift = { role: 'shift', kind: 'other', owner: node } as const;
  if (!learned.has(data)) return { ...shift, kept: PREPARATION };
  if (summaryOf(tensor).least <= HIDDEN) return 'a mask: it hides scores from softmax';
  const isVector = tensor.dims.filter((length) => length > 1).length <= 1;
  const linear = isVector && node.op !== 'Sub' ? linearBehind(graph, data) : undefined;
  if (linear && unitsOf(linear, around) === tensor.size) return readBias(linear, tensor.size, around)!;
  if (tensor.size === 1) return SINGLE_NUMBER;
  const norm = readNormShift(graph, data);
  if (norm) return norm;
  return isVector ? shift : { role: 'position', kind: 'other', owner: node };
};

/** Multiplied or divided: the scale of a norm, or one of unknown purpose. */
export const multiplied: Rule = ({ meets: { node, slot } }, { size }, { graph, learned }) => {
  const data = node.inputs[1 - slot] ?? '';
  const scale = { role: 'scale', kind: 'other', owner: node } as const;
  if (!learned.has(data)) return { ...scale, kept: PREPARATION };
  if (size === 1) return SINGLE_NUMBER;
  return (node.op === 'Mul' ? readNormScale(graph, data) : undefined) ?? scale;
};
