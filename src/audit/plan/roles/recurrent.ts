import { wholeAttribute } from '../../graph/attributes.ts';
import type { LayerKind, Role } from '../auditPlan.ts';
import type { Rule } from './ruling.ts';

const KINDS: Readonly<Record<string, LayerKind>> = { LSTM: 'lstm', GRU: 'gru', RNN: 'rnn' };

/** W [directions, gates·hidden, inputs], R [directions, gates·hidden, hidden], B and the peepholes P. */
const ROLES: Readonly<Record<number, Role>> = {
  1: 'recurrentInput',
  2: 'recurrentWeight',
  3: 'recurrentBias',
  7: 'recurrentBias',
};

export const recurrent: Rule = ({ meets: { node, slot } }, _, { tensors }) => {
  const role = ROLES[slot];
  if (!role) return slot === 5 || slot === 6 ? 'the state that the sequence begins with' : `structure of ${node.op}`;
  const [, rows, inputs] = tensors.get(node.inputs[1])?.dims ?? [];
  const hidden = wholeAttribute(node, 'hidden_size', tensors.get(node.inputs[2])?.dims[2] ?? 1);
  const fanIn = role === 'recurrentInput' ? inputs : hidden;
  const fans = { fanIn, fanOut: hidden, units: rows, hidden, gates: rows / hidden };
  return { role, kind: KINDS[node.op], fans, owner: node };
};
