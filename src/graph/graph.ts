/**
 * The program of a network, free of any engine: nodes in the vocabulary of ONNX operators, over tensors whose first
 * axis is the data points. `onnx/build.ts` turns it into a model file.
 */
export type Shape = readonly number[];

/** A value flowing through the graph. `shape` is that of one data point: [features], [channels, height, width] … */
export interface Tensor {
  readonly name: string;
  readonly shape: Shape;
}

export type Attribute = number | string | readonly number[] | { readonly float: number };

export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  /** Of one data point of the output. */
  readonly shape: Shape;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** Distribution of the entries of one weight tensor. All laws have mean 0 and the stated variance an entry. */
export interface WeightLaw {
  readonly law: 'gaussian' | 'uniform' | 'truncated' | 'orthogonal';
  readonly variance: number;
}

/** A tensor of random weights, a graph input filled anew for every initialisation. */
export interface WeightTensor extends WeightLaw {
  readonly name: string;
  /** Without the axis of the points, where `perPoint` adds one in front. */
  readonly dims: readonly number[];
  /** How many times each number is used on one point, e.g. the output positions of a convolution. */
  readonly reuse: number;
  /** Drawn for every point, as the mask of dropout is. */
  readonly perPoint: boolean;
}

/** A fixed tensor stored in the graph: float32 unless `integer` (int64). */
export interface ConstantTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: readonly number[];
  readonly integer: boolean;
}

export interface Graph {
  readonly input: Tensor;
  readonly nodes: readonly GraphNode[];
  readonly weights: readonly WeightTensor[];
  readonly constants: readonly ConstantTensor[];
  readonly outputs: readonly Tensor[];
  /** Of a graph cut into stages: values of earlier stages that this one reads, and its values for later ones. */
  readonly carried?: readonly string[];
  readonly handedOn?: readonly string[];
}

/** Collects the nodes that layers emit. */
export class GraphBuilder {
  readonly input: Tensor;
  private readonly nodes: GraphNode[] = [];
  private readonly weightTensors: WeightTensor[] = [];
  private readonly constants: ConstantTensor[] = [];

  constructor(inputShape: Shape) {
    this.input = { name: 'data', shape: inputShape };
  }

  /** Adds a node and returns its output; the shape of a point stays that of the first input unless given. */
  node(
    op: string,
    inputs: readonly Tensor[],
    attributes: Readonly<Record<string, Attribute>> = {},
    shape: Shape = inputs[0]!.shape,
  ): Tensor {
    const output = `${op.toLowerCase()}_${this.nodes.length}`;
    this.nodes.push({ op, inputs: inputs.map((t) => t.name), output, shape, attributes });
    return { name: output, shape };
  }

  /** A float32 constant; a scalar unless `dims` is given. Its `Tensor.shape` holds its dims. */
  constant(values: number | readonly number[], dims: readonly number[] = []): Tensor {
    return this.addConstant(typeof values === 'number' ? [values] : values, dims, false);
  }

  /** An int64 constant of one axis, as Reshape and friends take them. */
  integers(values: readonly number[]): Tensor {
    return this.addConstant(values, [values.length], true);
  }

  /**
   * A random weight tensor. Its number in the graph is part of the key it is drawn with, so order matters.
   * @param use `reuse`: how often a number is used on one point, 1 unless given; `perPoint`: one draw for each point
   */
  weights(
    dims: readonly number[],
    law: WeightLaw,
    { reuse = 1, perPoint = false }: { readonly reuse?: number; readonly perPoint?: boolean } = {},
  ): Tensor {
    const tensor = { ...law, name: `weights_${this.weightTensors.length}`, dims, reuse, perPoint };
    this.weightTensors.push(tensor);
    return { name: tensor.name, shape: dims };
  }

  build(outputs: readonly Tensor[]): Graph {
    return { input: this.input, nodes: this.nodes, weights: this.weightTensors, constants: this.constants, outputs };
  }

  private addConstant(values: readonly number[], dims: readonly number[], integer: boolean): Tensor {
    const name = `constant_${this.constants.length}`;
    this.constants.push({ name, dims, values, integer });
    return { name, shape: dims };
  }
}
