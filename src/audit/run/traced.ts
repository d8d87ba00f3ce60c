import type { ModelNode } from '../../engine/onnx/read/model.ts';
import type { Parameter } from '../plan/auditPlan.ts';
import type { AuditAssignment } from './auditAssignment.ts';
import { layerLabels } from './layerLabels.ts';

/** Operators that are a layer by themselves. */
const LAYERS = /^(Conv|ConvTranspose|Gemm|MatMul|LSTM|GRU|RNN|.*Normalization|LRN|.*Pool|Softmax)$/;
/** Operators that act on each number for itself, and which of them make an activation of such a formula. */
const ELEMENTWISE =
  /^(.*Relu|Elu|Selu|Celu|Gelu|Mish|Swish|HardSwish|HardSigmoid|Sigmoid|Tanh|Softplus|Softsign|Clip|Erf|Abs|Exp|Log|Neg|Pow|Sqrt|Reciprocal|Sin|Cos|Add|Sub|Mul|Div|Min|Max|Cast|Identity)$/;
const ACTIVATIONS =
  /^(.*Relu|Elu|Selu|Celu|Gelu|Mish|Swish|HardSwish|HardSigmoid|Sigmoid|Tanh|Softplus|Softsign|Clip|Erf|Abs|Exp|Sin|Cos|Min|Max)$/;
/** Operators behind a layer that only order its values otherwise, until the points come first. */
const ORDERING = /^(Transpose|Reshape|Squeeze|Unsqueeze|Flatten|Gather|Slice|Identity)$/;
/** More layers than this are not looked at: every one of them costs time and memory. */
const MOST_TRACED = 64;
/** All traced values together take at most this many numbers (512 MB). */
const MOST_NUMBERS = 2 ** 27;

export interface Traced {
  readonly trace: AuditAssignment['trace'];
  readonly note?: string;
}

/**
 * The values that are looked at: after every layer with the biases that are added to it, every activation, whatever operators
 * it is made of, every pool, and every sum of branches; on the way to the scores, which are not among them. Where there are
 * too many, some at equal distances are left.
 *
 * @param nodes that lead to the scores
 * @param ofPoints values that hold something of each point
 * @param widthOf how many numbers of one point a value has; undefined unless its first axis is that of the points
 */
export function tracedValues(
  nodes: readonly ModelNode[],
  scores: string,
  parameters: readonly Parameter[],
  points: number,
  ofPoints: ReadonlySet<string>,
  widthOf: (value: string) => number | undefined,
): Traced {
  const graph = new Branches(nodes, parameters, ofPoints);
  const labels = layerLabels(parameters);
  const all = nodes.flatMap((node) => {
    const value = graph.endOf(node, (name) => widthOf(name) !== undefined);
    const width = value === undefined || value === scores ? undefined : widthOf(value);
    return width === undefined ? [] : [{ value: value!, layer: labels(node, graph.activationOf(node)), width }];
  });
  const numbers = all.reduce((sum, { width }) => sum + width, 0) * points;
  const affordable = Math.floor((MOST_NUMBERS / numbers) * all.length);
  const trace = thinned(all, Math.min(MOST_TRACED, affordable)).map(({ value, layer }) => ({ value, layer }));
  if (trace.length === all.length) return { trace };
  const note = `${trace.length} of ${all.length} layers are traced: all would take too much time or memory`;
  return { trace, note };
}

/** Who takes which value of a graph. */
class Branches {
  private readonly takers = new Map<string, ModelNode[]>();
  /** By value: the value of which it is a function, number by number; itself where it is of several. */
  private readonly roots = new Map<string, string>();
  /** By value whose formula from the root on has an activation in it: the first one. */
  private readonly activations = new Map<string, string>();
  private readonly drawn: ReadonlySet<string>;

  constructor(
    nodes: readonly ModelNode[],
    parameters: readonly Parameter[],
    private readonly ofPoints: ReadonlySet<string>,
  ) {
    this.drawn = new Set(parameters.flatMap(({ uses }) => uses.map(({ node, slot }) => slotOf(node, slot))));
    for (const node of nodes) {
      for (const input of node.inputs) this.takers.set(input, [...(this.takers.get(input) ?? []), node]);
      this.follow(node);
    }
  }

  /** The value that is looked at of a node: its own or one behind; undefined of nodes that are not the end of a layer. */
  endOf(node: ModelNode, isOfPoints: (value: string) => boolean): string | undefined {
    const [value] = node.outputs;
    if (LAYERS.test(node.op)) return this.ordered(this.shifted(value), isOfPoints);
    const root = this.roots.get(value);
    if (root !== value) {
      const goesOn = this.takers.get(value)?.every(({ outputs }) => this.roots.get(outputs[0]) === root);
      return this.activations.has(value) && !goesOn ? value : undefined;
    }
    const joins = node.op === 'Add' && this.flowing(node).length === 2;
    return joins ? value : undefined;
  }

  /** The operator that makes an activation of the formula that a node ends: "Erf" of GELU. */
  activationOf({ outputs: [value] }: ModelNode): string | undefined {
    return this.activations.get(value);
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

/** At equal distances, the last of all included. */
function thinned<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, i) => all[Math.ceil(((i + 1) * all.length) / most) - 1]);
}
