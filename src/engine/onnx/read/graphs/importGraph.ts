import type { GraphProto, NodeProto, TensorProto } from '../../proto.ts';
import type { Constant, ModelNode, Subgraph } from '../model.ts';
import { badModel, EXPORT_AGAIN, quoted } from '../problems.ts';
import { storedConstant, type TensorContext } from '../tensors/constant.ts';
import { modelAttribute } from './attributes.ts';
import { constantOfNode, constantOfShape, isOperator, titleOfProto } from './constantNodes.ts';
import { FreshNames, Scope } from './names.ts';
import { value } from './values.ts';

/** A main graph with the constants of all graphs. */
export interface ImportedGraph extends Subgraph {
  readonly constants: ReadonlyMap<string, Constant>;
}

/**
 * A graph in our words, its nodes in the order of the file. The constants of subgraphs become constants of the main graph,
 * under names of their own: the path of nodes that leads to them.
 */
export function importGraph(graph: GraphProto, context: TensorContext): ImportedGraph {
  const constants = new Map<string, Constant>();
  return { ...new Importer(context, constants, new FreshNames(graph)).main(graph), constants };
}

class Importer {
  constructor(
    private readonly context: TensorContext,
    private readonly constants: Map<string, Constant>,
    private readonly names: FreshNames,
  ) {}

  main(graph: GraphProto): Subgraph {
    return this.graph(graph, new Scope(), (name) => name, '');
  }

  private subgraph(graph: GraphProto, around: Scope, path: string): Subgraph {
    const scope = new Scope(around);
    for (const { name } of graph.input) scope.set(name, name);
    for (const { output } of graph.node) for (const name of output) scope.set(name, name);
    const read = this.graph(graph, scope, (name) => this.names.fresh(`${path}${name}`), path);
    // A branch gives what its own nodes make, so what has become a constant of the main graph is passed on.
    const passed = read.outputs.filter(({ name }) => scope.get(name) !== name);
    return { ...read, nodes: [...read.nodes, ...passed.map(({ name }) => identity(scope.get(name), name))] };
  }

  /** @param rename gives the name in the main graph of a constant of this graph */
  private graph(graph: GraphProto, scope: Scope, rename: (name: string) => string, path: string): Subgraph {
    const { file } = this.context;
    const own = new Set<string>();
    const add = (name: string, read: (becomes: string) => Constant | undefined) => {
      const becomes = own.has(name) ? name : rename(name);
      const constant = read(becomes);
      if (!constant) return false;
      if (own.has(name)) throw badModel(file, `two constants are called ${quoted(name)}`, EXPORT_AGAIN);
      own.add(name);
      scope.set(name, becomes);
      this.constants.set(becomes, constant);
      return true;
    };
    for (const tensor of graph.initializer) this.initialiser(tensor, add);
    if (graph.sparseInitializer.length > 0) {
      const name = quoted(graph.sparseInitializer[0].values?.name ?? '');
      throw badModel(file, `the constant ${name} is sparse`, 'store it as a dense tensor');
    }
    const computed = graph.node.filter((node) => {
      if (!isOperator(node, 'Constant')) return true;
      return !add(this.onlyOutput(node), (becomes) => constantOfNode(node, becomes, this.context));
    });
    const nodes = computed.filter((node) => {
      if (!isOperator(node, 'ConstantOfShape')) return true;
      const shape = this.constants.get(scope.get(node.input[0] ?? ''));
      return !add(this.onlyOutput(node), (becomes) => constantOfShape(node, shape, becomes, this.context));
    });
    const again = nodes.find(({ output }) => output.some((name) => own.has(name)));
    if (again) {
      const made = quoted(again.output.find((name) => own.has(name)) ?? '');
      throw badModel(file, `${titleOfProto(again)} makes ${made}, which is a constant`, EXPORT_AGAIN);
    }
    return {
      inputs: graph.input.filter(({ name }) => !own.has(name)).map((info) => value(info, file)),
      outputs: graph.output.map((info) => value(info, file)),
      nodes: nodes.map((node) => this.node(node, scope, path)),
    };
  }

  private initialiser(tensor: TensorProto, add: (name: string, read: (becomes: string) => Constant) => boolean): void {
    if (tensor.name === '') throw badModel(this.context.file, 'a constant has no name', EXPORT_AGAIN);
    add(tensor.name, (becomes) => storedConstant(tensor, becomes, this.context));
  }

  private node(node: NodeProto, scope: Scope, path: string): ModelNode {
    const { name, opType: op, output: outputs } = node;
    const attributes = node.attribute.map((attribute) => {
      const subgraph = (graph: GraphProto) => this.subgraph(graph, scope, pathInto(path, node, attribute.name));
      return [attribute.name, modelAttribute(attribute, this.context, subgraph)] as const;
    });
    const domain = node.domain === 'ai.onnx' ? '' : node.domain;
    const inputs = node.input.map((input) => scope.get(input));
    return { name, op, domain, inputs, outputs, attributes: new Map(attributes) };
  }

  private onlyOutput(node: NodeProto): string {
    const { output } = node;
    if (output.length === 1 && output[0] !== '') return output[0];
    throw badModel(
      this.context.file,
      `${titleOfProto(node)} has ${output.length} outputs instead of one`,
      EXPORT_AGAIN,
    );
  }
}

/** Longer paths are cut at their begin: there may be many, and names of any length. */
const LONGEST_PATH = 200;

function pathInto(path: string, { name, output, opType }: NodeProto, attribute: string): string {
  return `${path}${name || output[0] || opType}/${attribute}/`.slice(-LONGEST_PATH);
}

function identity(input: string, output: string): ModelNode {
  return { name: '', op: 'Identity', domain: '', inputs: [input], outputs: [output], attributes: new Map() };
}
