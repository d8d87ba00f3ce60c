import type { ModelNode } from '../../../engine/onnx/read/model.ts';
import type { Parameter, Role } from '../../plan/auditPlan.ts';

/** Operators that are a layer by themselves. */
const LAYERS = /^(Conv|ConvTranspose|Gemm|MatMul|LSTM|GRU|RNN|.*Normalization|LRN|.*Pool|Softmax)$/;
/** Operators that act on each number for itself, and which of them make an activation of such a formula. */
const ELEMENTWISE =
  /^(.*Relu|Elu|Selu|Celu|Gelu|Mish|Swish|HardSwish|HardSigmoid|Sigmoid|Tanh|Softplus|Softsign|Clip|Erf|Abs|Exp|Log|Neg|Pow|Sqrt|Reciprocal|Sin|Cos|Add|Sub|Mul|Div|Min|Max|Cast|Identity)$/;
const ACTIVATIONS =
  /^(.*Relu|Elu|Selu|Celu|Gelu|Mish|Swish|HardSwish|HardSigmoid|Sigmoid|Tanh|Softplus|Softsign|Clip|Erf|Abs|Exp|Sin|Cos|Min|Max)$/;
/** Operators behind a layer that only order its values otherwise, until the points come first. */
const ORDERING = /^(Transpose|Reshape|Squeeze|Unsqueeze|Flatten|Gather|Slice|Identity)$/;

/** Finds the values that layers, activations, pools and sums of branches end with. */
export class LayerEnds {
  private readonly takers = new Map<string, ModelNode[]>();
  /** By value: the value of which it is a function, number by number; itself where it is of several. */
  private readonly roots = new Map<string, string>();
  /** By value whose formula from the root on has an activation in it: the first one. */
  private readonly activations = new Map<string, string>();
  /** Roles of the parameters that nodes take, by slot. */
  private readonly drawn: ReadonlyMap<string, Role>;

  constructor(
    nodes: readonly ModelNode[],
    parameters: readonly Parameter[],
    private readonly ofPoints: ReadonlySet<string>,
  ) {
    this.drawn = new Map(
      parameters.flatMap(({ role, uses }) => uses.map(({ node, slot }) => [slotOf(node, slot), role] as const)),
    );
    for (const node of nodes) {
      for (const input of node.inputs) this.takers.set(input, [...(this.takers.get(input) ?? []), node]);
      this.follow(node);
    }
  }

  /**
   * The value that a layer ends with whose last operator is the node: its own, or one behind with biases added to it.
   * @param isOfPoints whether the first axis of a value is that of the points
   * @returns undefined of nodes inside of layers, and of values whose points do not come first
   */
  endOf(node: ModelNode, isOfPoints: (value: string) => boolean): string | undefined {
    const [value] = node.outputs;
    if (LAYERS.test(node.op)) {
      return this.isScaledLater(value) ? undefined : this.ordered(this.shifted(value), isOfPoints);
    }
    const root = this.roots.get(value);
    if (root !== value) {
      const goesOn = this.takers.get(value)?.every(({ outputs }) => this.roots.get(outputs[0]) === root);
      return this.activations.has(value) && !goesOn ? value : undefined;
    }
    if (node.op !== 'Add') return undefined;
    const joins = this.flowing(node).length === 2;
    return joins || this.endsNorm(node) ? value : undefined;
  }

  /** The operator that makes an activation of the formula that a node ends: "Erf" of GELU. */
  activationOf({ outputs: [value] }: ModelNode): string | undefined {
    return this.activations.get(value);
  }

  /** The value of which another one is a function, number by number; itself where it is of several. */
  rootOf(value: string): string {
    return this.roots.get(value) ?? value;
  }

  private follow(node: ModelNode): void {
    const [value] = node.outputs;
    const flowing = this.flowing(node);
    const roots = new Set(flowing.map((input) => this.roots.get(input) ?? input));
    const isFunction = ELEMENTWISE.test(node.op) && roots.size === 1 && (node.op === 'PRelu' || !this.takesDrawn(node));
    this.roots.set(value, isFunction ? [...roots][0] : value);
    if (!isFunction) return;
    const before = flowing.map((input) => this.activations.get(input)).find((op) => op !== undefined);
    const activation = before ?? (ACTIVATIONS.test(node.op) ? node.op : undefined);
    if (activation) this.activations.set(value, activation);
  }

  private flowing(node: ModelNode): string[] {
    return node.inputs.filter((input, slot) => this.ofPoints.has(input) && !this.isDrawn(node, slot));
  }

  /** Behind the one Add of biases. */
  private shifted(value: string): string {
    const [taker, ...others] = this.takers.get(value) ?? [];
    return taker?.op === 'Add' && others.length === 0 && this.takesDrawn(taker) ? taker.outputs[0] : value;
  }

  /** The first value behind whose points come first. */
  private ordered(value: string, isOfPoints: (value: string) => boolean): string | undefined {
    if (isOfPoints(value)) return value;
    const next = this.takers.get(value)?.find(({ op, inputs }) => ORDERING.test(op) && inputs[0] === value);
    return next && this.ordered(this.shifted(next.outputs[0]), isOfPoints);
  }

  /** Whether a norm is written out whose scale and shift follow, such as group norm by instance norm. */
  private isScaledLater(value: string): boolean {
    const [taker, ...others] = this.takers.get(value) ?? [];
    if (!taker || others.length > 0) return false;
    const goesOn = ORDERING.test(taker.op) || (taker.op === 'Mul' && this.takesDrawn(taker));
    return goesOn ? this.isScaledLater(taker.outputs[0]) : taker.op === 'Add' && this.endsNorm(taker);
  }

  private endsNorm(node: ModelNode): boolean {
    return node.inputs.some((_, slot) => this.drawn.get(slotOf(node, slot)) === 'normShift');
  }

  private takesDrawn(node: ModelNode): boolean {
    return node.inputs.some((_, slot) => this.isDrawn(node, slot));
  }

  private isDrawn(node: ModelNode, slot: number): boolean {
    return this.drawn.has(slotOf(node, slot));
  }
}

function slotOf({ outputs }: ModelNode, slot: number): string {
  return `${slot} ${outputs[0]}`;
}
