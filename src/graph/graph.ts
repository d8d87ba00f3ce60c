/**
 * The program of a network, independent of any engine: nodes in the vocabulary of ONNX operators over named tensors. It is plain
 * data, which can be sent to a worker or a queue as it is. `engine/onnx/build.ts` turns it into a model file.
 */
export type Shape = readonly number[];

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** A value flowing through the graph. */
export interface Tensor {
  readonly name: string;
  /** Of one data point: [features], [channels, height, width] … */
  readonly shape: Shape;
  /** Place of the axis of the points among all axes, today always 0; undefined for what all points share. */
  readonly batchAxis?: number;
}

/** All axes of a tensor, that of the points included. */
export function withBatchAxis<Length>(
  shape: readonly Length[],
  batchAxis: number | undefined,
  points: Length,
): readonly Length[] {
  return batchAxis === undefined ? shape : shape.toSpliced(batchAxis, 0, points);
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

/** Distribution of the entries of one weight tensor. All laws have mean 0 and the stated variance per entry. */
export interface WeightLaw {
  readonly law: 'gaussian' | 'uniform' | 'truncated' | 'orthogonal';
  readonly variance: number;
}

/** A graph input that holds weights: drawn anew for every initialisation, or the same in all. */
export type WeightTensor = DrawnTensor | FixedTensor;

interface WeightInput {
  readonly name: string;
  /** Without the axis of the points. */
  readonly dims: Shape;
  /** Place of the axis of the points, where every point has weights of its own, as the mask of dropout has. */
  readonly batchAxis?: number;
  /** How many times each number is used on one point, e.g. the output positions of a convolution. */
  readonly reuse: number;
}

export interface DrawnTensor extends WeightInput, WeightLaw {
  /** Number among the weight tensors of the whole program: part of the key that its numbers are drawn with. */
  readonly number: number;
  /** How many draws, one per readout, lie side by side along the first axis; one unless given. */
  readonly copies?: number;
}

interface FixedTensor extends WeightInput {
  readonly law: 'fixed';
  readonly values: Float32Array;
}

/** A tensor stored in the graph: float32, or int64 as shapes and places are. */
export interface ConstantTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

export interface Graph {
  /** What is fed for each point; the data come first. */
  readonly inputs: readonly Tensor[];
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
  private readonly weightTensors: DrawnTensor[] = [];
  private readonly constants: ConstantTensor[] = [];

  /** @param firstNumber of the weight tensors, where those of another graph come before */
  constructor(
    inputShape: Shape,
    private readonly firstNumber = 0,
  ) {
    this.input = { name: 'data', shape: inputShape, batchAxis: 0 };
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
    return { name: output, shape, batchAxis: 0 };
  }

  /** A float32 constant; a scalar unless `dims` is given. Its `Tensor.shape` holds its dims. */
  constant(values: number | readonly number[], dims: readonly number[] = []): Tensor {
    return this.addConstant(Float32Array.from(typeof values === 'number' ? [values] : values), dims);
  }

  /** An int64 constant of one axis, as Reshape and similar operators take them. */
  integers(values: readonly number[]): Tensor {
    return this.addConstant(BigInt64Array.from(values, BigInt), [values.length]);
  }

  /**
   * A random weight tensor. Its number is part of the key it is drawn with, so order matters.
   * @param use `reuse`: how often a number is used on one point, 1 unless given; `perPoint`: one draw for each point
   */
  weights(
    dims: readonly number[],
    law: WeightLaw,
    { reuse = 1, perPoint = false }: { readonly reuse?: number; readonly perPoint?: boolean } = {},
  ): Tensor {
    const place = this.weightTensors.length;
    const name = `weights_${place}`;
    const batchAxis = perPoint ? { batchAxis: 0 } : {};
    this.weightTensors.push({ ...law, number: this.firstNumber + place, name, dims, reuse, ...batchAxis });
    return { name, shape: dims, ...batchAxis };
  }

  build(outputs: readonly Tensor[]): Graph & { readonly weights: readonly DrawnTensor[] } {
    const { input, nodes, weightTensors: weights, constants } = this;
    return { inputs: [input], nodes, weights, constants, outputs };
  }

  private addConstant(values: ConstantTensor['values'], dims: readonly number[]): Tensor {
    const name = `constant_${this.constants.length}`;
    this.constants.push({ name, dims, values });
    return { name, shape: dims };
  }
}
