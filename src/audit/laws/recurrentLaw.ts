import { sizeOf, type WeightLaw } from '../../graph/graph.ts';
import { scales } from '../../network/init.ts';
import { parseScheme } from '../../network/schemes/index.ts';
import type { Recurrent, RecurrentSizes } from '../../network/schemes/scheme.ts';
import type { Parameter } from '../plan/auditPlan.ts';
import type { ParameterLaw } from '../run/auditAssignment.ts';

/**
 * The law of a parameter of an LSTM, GRU or simple recurrent layer, in the layout of ONNX: W [directions, gates·hidden, inputs],
 * R [directions, gates·hidden, hidden] and B [directions, 2·gates·hidden], the gates of an LSTM in the order input, output,
 * forget, cell. B holds the biases of the inputs and those of the state; one of the two has the biases where a framework has
 * one.
 */
export function recurrentLaw(parameter: Parameter, scheme: string): ParameterLaw {
  const { role, dims, kind } = parameter;
  const sizes = sizesOf(parameter);
  const { hidden, gates } = sizes;
  const rule = parseScheme(scheme).scheme.recurrent ?? likeDense(scheme);
  const directions = dims.length > 2 || role === 'recurrentBias' ? dims[0] : 1;
  if (role === 'recurrentBias') {
    if (rule.bias) return rule.bias(sizes);
    if (kind !== 'lstm' || rule.forgetBias === undefined) return { law: 'constant', value: 0 };
    return forgetBiases(rule.forgetBias, hidden, sizeOf(dims) / directions, directions);
  }
  const ofKernel = role === 'recurrentInput' ? rule.input : rule.state;
  const blocks = rule.byGate ? gates : 1;
  const law = ofKernel({ ...sizes, gates: gates / blocks });
  if (law.law !== 'orthogonal') return law;
  // An orthogonal law holds within a matrix: each direction, or each gate, is one.
  const rows = Array.from({ length: directions * blocks }, () => ({ count: (gates / blocks) * hidden, law }));
  return { law: 'blocks', rows };
}

/** Gates 3 of 4 forgets; a row of B is a single number. */
function forgetBiases(value: number, hidden: number, length: number, directions: number): ParameterLaw {
  const zeros = (count: number) => ({ count, law: { law: 'constant', value: 0 } as const });
  const direction = [
    zeros(2 * hidden),
    { count: hidden, law: { law: 'constant', value } as const },
    zeros(length - 3 * hidden),
  ];
  return { law: 'blocks', rows: Array.from({ length: directions }, () => direction).flat() };
}

function sizesOf({ name, dims, fans }: Parameter): RecurrentSizes {
  const { hidden, gates } = fans ?? {};
  if (hidden === undefined || gates === undefined) throw new TypeError(`${name} is recurrent, and has no hidden units`);
  return { inputs: dims.at(-1)!, hidden, gates };
}

/** Schemes without a word on recurrent layers: kernels are dense weights with the fans of the kernel of all gates. */
function likeDense(scheme: string): Recurrent {
  const dense = (fanIn: number, units: number): WeightLaw =>
    scales({ scheme }, { kind: 'dense', fanIn, fanOut: units, units }, {}).weights;
  return {
    input: ({ inputs, hidden, gates }) => dense(inputs, gates * hidden),
    state: ({ hidden, gates }) => dense(hidden, gates * hidden),
  };
}
