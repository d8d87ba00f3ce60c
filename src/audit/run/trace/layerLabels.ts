import type { ModelNode } from '../../../engine/onnx/read/model.ts';
import type { Parameter } from '../../plan/auditPlan.ts';

/** Activations that are written out as a product, by the first operator that is more than arithmetic. */
const PRODUCTS: Readonly<Record<string, string>> = {
  Erf: 'gelu',
  Tanh: 'gelu',
  Sigmoid: 'silu',
  Softplus: 'mish',
  HardSigmoid: 'hardswish',
  Clip: 'hardswish',
};

/** @param activation the operator that makes an activation of the formula that the node ends */
type Label = (node: ModelNode, activation: string | undefined) => string;

/**
 * What layers are called: as their parameters are, else after the module that PyTorch names in its nodes, else after the
 * operator: "conv1", "features.3", "relu". What would be called as a layer before it is numbered: "relu (2)".
 *
 * @returns the label of a node; nodes must be asked for in order, and once
 */
export function layerLabels(parameters: readonly Parameter[]): Label {
  const layers = new Map(
    parameters.flatMap(({ layer, uses }) => uses.map(({ node }) => [node.outputs[0], layer] as const)),
  );
  const counts = new Map<string, number>();
  return (node, activation) => {
    const label = layers.get(node.outputs[0]) ?? (moduleOf(node.name) || operatorOf(node, activation));
    const times = (counts.get(label) ?? 0) + 1;
    counts.set(label, times);
    return times === 1 ? label : `${label} (${times})`;
  };
}

function operatorOf({ op }: ModelNode, activation = op): string {
  if (op === 'Mul') return PRODUCTS[activation] ?? activation.toLowerCase();
  return op === 'Div' && activation === 'Abs' ? 'softsign' : activation.toLowerCase();
}

/** "/layer1/layer1.0/relu/Relu" → "layer1.0.relu": a part that repeats the path before it stands for both. */
function moduleOf(name: string): string {
  const scopes = name.startsWith('/') ? name.split('/').slice(1, -1) : [];
  return scopes.reduce((path, part) => (path === '' || part.startsWith(`${path}.`) ? part : `${path}.${part}`), '');
}
