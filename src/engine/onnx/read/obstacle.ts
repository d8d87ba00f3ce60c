import { allNodes, type Model, type ModelNode } from './model.ts';
import { titleOf } from './problems.ts';

/** Why the weights of a model cannot be drawn anew. */
export interface Obstacle {
  readonly kind: 'quantised' | 'classical' | 'custom' | 'no-network';
  /** The nodes that say so. */
  readonly nodes: readonly ModelNode[];
  readonly sentence: string;
  readonly remedy: string;
}

const QUANTISED =
  /^(QLinear\w+|ConvInteger|MatMulInteger\w*|DynamicQuantize\w+|QuantizeLinear|DequantizeLinear|Q(Gemm|Attention|Embed\w+|MoE)|MatMulNBits|MatMulBnb4)$/;

/** Domains whose operators ONNX Runtime brings along. */
const KNOWN_DOMAINS = ['', 'ai.onnx.ml', 'com.microsoft', 'ai.onnx.preview.training'];

/** What stands against drawing a model anew, if anything does: weights as integers, trees, operators that nobody knows. */
export function obstacleOf(model: Model): Obstacle | undefined {
  const all = allNodes(model);
  const found = (kind: Obstacle['kind'], says: string, remedy: string, belongs: (node: ModelNode) => boolean) => {
    const nodes = all.filter(belongs);
    if (nodes.length === 0) return undefined;
    return { kind, nodes, sentence: `${model.file} ${says}: ${titleOf(nodes[0])}`, remedy };
  };
  return (
    found('quantised', 'is quantised', 'give the model as it was before quantising', ({ op }) => QUANTISED.test(op)) ??
    found(
      'classical',
      'is a classical model, such as trees or a linear model',
      'only neural networks have weights to draw',
      ({ domain }) => domain === 'ai.onnx.ml',
    ) ??
    found(
      'custom',
      'uses an operator of its own',
      'export it with the operators of ONNX; onnx.inliner replaces functions',
      ({ domain, op }) => model.functions.has(`${domain}.${op}`) || !KNOWN_DOMAINS.includes(domain),
    ) ??
    (all.length === 0 ? noNetwork(model.file) : undefined)
  );
}

function noNetwork(file: string): Obstacle {
  const sentence = `${file} computes nothing: it has no nodes`;
  return { kind: 'no-network', nodes: [], sentence, remedy: 'give a model with a network' };
}
