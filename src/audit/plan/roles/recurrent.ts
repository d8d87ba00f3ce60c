import { badModel, EXPORT_AGAIN, titleOf } from '../../../engine/onnx/read/problems.ts';
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

const GATES: Readonly<Record<string, number>> = { LSTM: 4, GRU: 3, RNN: 1 };
/** An LSTM has peepholes for all gates but that of the cell. */
const PEEPHOLES = 3;

export const recurrent: Rule = (use, { dims }, { tensors, graph }) => {
  const { node, slot } = use.meets;
  const role = ROLES[slot];
  if (!role) return slot === 5 || slot === 6 ? 'the state that the sequence begins with' : `structure of ${node.op}`;
  const [directions, , inputs] = tensors.get(node.inputs[1])?.dims ?? [];
  const hidden = wholeAttribute(node, 'hidden_size', tensors.get(node.inputs[2])?.dims[2] ?? 1);
  const gates = GATES[node.op];
  const units = gates * hidden;
  const wanted = [
    [directions, units, inputs],
    [directions, units, hidden],
    [directions, 2 * units],
  ][slot - 1] ?? [directions, PEEPHOLES * hidden];
  const isDirect = use.node === node && tensors.has(node.inputs[1]);
  if (isDirect && (directions > 2 || hidden < 1 || dims.join() !== wanted.join())) {
    const message = `${titleOf(node)} has weights of ${dims.join('×')} as input ${slot}, but ${hidden} units need ${wanted.join('×')}`;
    throw badModel(graph.model.file, message, EXPORT_AGAIN);
  }
  const fanIn = role === 'recurrentInput' ? inputs : hidden;
  return { role, kind: KINDS[node.op], fans: { fanIn, fanOut: hidden, units, hidden, gates }, owner: node };
};
