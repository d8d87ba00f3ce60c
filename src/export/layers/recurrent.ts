import { gru as gruLayer } from '../../network/layers/recurrent/gru.ts';
import { lstm as lstmLayer } from '../../network/layers/recurrent/lstm.ts';
import { isPytorchDefault } from '../code/laws.ts';
import type { PytorchWriter } from '../code/pytorch.ts';
import { refusal } from '../refusal.ts';
import { type Unfolded, words } from '../words.ts';

interface RecurrentArguments {
  readonly units: number;
  readonly bidirectional: 'false' | 'true';
}

const tensors = (count: number) => ['weight_ih', 'weight_hh', 'bias'].slice(0, count);

/** lstm and gru: in PyTorch alone. Keras has one bias where there are two here, Flax kernels gate by gate. */
export const lstm = words(lstmLayer, { weights: tensors, ...recurrent('LSTM') });
export const gru = words(gruLayer, { weights: tensors, ...recurrent('GRU') });

function recurrent(kind: 'LSTM' | 'GRU') {
  const refuse = ({ title }: { readonly title: string }, _args: RecurrentArguments, at: Unfolded) => {
    const why = 'it draws the kernels and biases of recurrent layers in other parts';
    throw refusal(at, title, why, 'write net.py for PyTorch, or net.onnx');
  };
  return {
    pytorch(w: PytorchWriter, { units, bidirectional }: RecurrentArguments, at: Unfolded) {
      const both = bidirectional === 'true' ? ', bidirectional=True' : '';
      const made = `nn.${kind}(${at.placed.input[1]}, ${units}, batch_first=True${both})`;
      const name = w.module(kind.toLowerCase(), made, drawsOf(w, units, at));
      w.apply((x) => `${name}(${x})[0]`);
    },
    keras: refuse,
    flax: refuse,
  };
}

/** Statements that draw the weights of both directions; none where PyTorch draws them so by itself. */
function drawsOf(w: PytorchWriter, units: number, at: Unfolded): string[] {
  const [input, state, bias] = at.weights;
  const own = { fanIn: units, fanOut: units };
  if (bias && [input!, state!, bias].every((law) => isPytorchDefault(law, own))) return [];
  if ([input, state].some((law) => law!.law === 'orthogonal')) {
    const why = 'its matrices hold all gates, and are not orthogonal as a whole';
    throw refusal(at, 'PyTorch', why, 'choose another --init or --law');
  }
  const drawn = (tensor: typeof input) => (tensor ? w.draw('tensor', tensor, undefined) : 'nn.init.zeros_(tensor)');
  return [
    'for name, tensor in @.named_parameters():',
    '    if name.startswith("weight_ih"):',
    `        ${drawn(input)}`,
    '    elif name.startswith("weight_hh"):',
    `        ${drawn(state)}`,
    '    else:',
    `        ${drawn(bias)}`,
  ];
}
