import { node, opsetOf, repeated, withInputs, withNodes } from '../../audit/rewrite/parts.ts';
import { standardised } from '../../audit/rewrite/standardised.ts';
import type { Constant, Model, ModelNode } from '../../engine/onnx/read/model.ts';
import type { ModelEdit } from '../remedy.ts';
import type { ModelActivation } from './activations.ts';

/** Nodes with the constants that they take. */
export interface Nodes {
  readonly nodes: readonly ModelNode[];
  readonly constants: readonly Constant[];
}

/** What a maker of nodes must know of the model. */
interface Naming {
  readonly opset: number;
  /** Names for values and constants on the way, which nothing else in the model has. */
  readonly name: (what: string) => string;
}

/** How one value is made from another. */
export type Make = (from: string, to: string, naming: Naming) => Nodes;

/** Makes something else of what activations make, under the name that it had. */
export function behind(activations: readonly ModelActivation[], make: Make): ModelEdit {
  const values = new Set(activations.map(({ to }) => to));
  return (model) =>
    rewritten(model, (before) => {
      const [value] = before.outputs;
      if (!values.has(value)) return undefined;
      const plain = unused(model, `${value}/plain`);
      const { nodes, constants } = make(plain, value, namingIn(model, plain));
      return { nodes: [makes(before, plain), ...nodes], constants };
    });
}

/** Has activations applied to something made of what they were applied to. */
export function ahead(activations: readonly ModelActivation[], make: Make): ModelEdit {
  return (model) => {
    const made = new Set<string>();
    return rewritten(model, (before) => {
      const activation = activations.find((one) => isInside(one, before.outputs[0]));
      if (!activation || !before.inputs.includes(activation.from)) return undefined;
      const { from, to } = activation;
      const ready = unused(model, `${to}/ahead`);
      const user = withInputs(
        before,
        before.inputs.map((input) => (input === from ? ready : input)),
      );
      if (made.has(to)) return { nodes: [user], constants: [] };
      made.add(to);
      const { nodes, constants } = make(from, ready, namingIn(model, ready));
      return { nodes: [...nodes, user], constants };
    });
  };
}

/** Puts other activations in the place of activations. */
export function exchanged(activations: readonly ModelActivation[], make: Make): ModelEdit {
  const byValue = new Map(activations.map((activation) => [activation.to, activation]));
  return (model) =>
    rewritten(model, ({ outputs: [value] }) => {
      const activation = byValue.get(value);
      return activation && make(activation.from, value, namingIn(model, `${value}/exchanged`));
    });
}

/** The node with another first output, after which it is named: no two nodes may share a name. */
export function makes(node: ModelNode, value: string): ModelNode {
  return { ...node, name: value, outputs: [value, ...node.outputs.slice(1)] };
}

function namingIn(model: Model, prefix: string): Naming {
  return { opset: opsetOf(model), name: (what) => `${prefix}/${what}` };
}

/** A name that no value has: edits may follow one another at the same activation. */
function unused(model: Model, name: string): string {
  return model.nodes.some(({ outputs }) => outputs.includes(name)) ? unused(model, `${name}'`) : name;
}

/** What an exchange makes on the way is named after the value that it ends in. */
function isInside({ inside, to }: ModelActivation, value: string): boolean {
  return inside.has(value) || value.startsWith(`${to}/`);
}

/** The model with nodes in the place of a node, where there are any. */
export function rewritten(model: Model, change: (before: ModelNode) => Nodes | undefined): Model {
  const added: Constant[] = [];
  const nodes = model.nodes.flatMap((before) => {
    const changed = change(before);
    if (!changed) return [before];
    added.push(...changed.constants);
    return changed.nodes;
  });
  return withNodes(model, nodes, added);
}

/** A batch norm at its initial scale 1 and shift 0, which the mode of the audit brings to its statistics. */
export function batchNormOf(channels: number): Make {
  return (from, to, { name }) => {
    const constants = [repeated(name('one'), [channels], 1), repeated(name('nought'), [channels], 0)];
    const [one, nought] = constants.map((constant) => constant.name);
    return { nodes: [node('BatchNormalization', [from, one, nought, nought, one], [to])], constants };
  };
}

/** (x − mean)/√(variance + ε) over some axes, at the initial scale 1 and shift 0. */
export function layerNormOver(axes: readonly number[]): Make {
  return (from, to, { name, opset }) => standardised([from, to], { axes, epsilon: 1e-5 }, name, opset);
}
