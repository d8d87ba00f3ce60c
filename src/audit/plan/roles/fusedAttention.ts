import type { Rule } from './ruling.ts';

/** Attention of com.microsoft, which has its queries, keys and values packed: weights [inputs, 3·units] and a bias. */
export const fusedAttention: Rule = ({ meets: { node, slot } }, { dims, size }, { tensors }) => {
  if (slot !== 1 && slot !== 2) return `structure of ${node.op}`;
  const [fanIn, fanOut] = tensors.get(node.inputs[1])?.dims ?? dims;
  const units = slot === 1 ? fanOut / 3 : size;
  return { role: slot === 1 ? 'weight' : 'bias', kind: 'attention', fans: { fanIn, fanOut, units }, owner: node };
};
