import type { Model, ModelNode } from '../../engine/onnx/read/model.ts';
import { type ValueClass, valueClasses } from './valueClasses.ts';

/** A node that takes a value, and the place of the value among its inputs. */
export interface Taker {
  readonly node: ModelNode;
  readonly slot: number;
}

/** The main graph of a model, by its values: which node makes each, which take it, and what it depends on. */
export class ModelGraph {
  private readonly makers = new Map<string, ModelNode>();
  private readonly takersOf = new Map<string, Taker[]>();
  private readonly classes: ReadonlyMap<string, ValueClass>;

  constructor(readonly model: Model) {
    this.classes = valueClasses(model);
    for (const node of model.nodes) {
      for (const output of node.outputs) if (output !== '') this.makers.set(output, node);
      for (const [slot, input] of node.inputs.entries()) if (input !== '') this.addTaker(input, { node, slot });
    }
  }

  maker(value: string): ModelNode | undefined {
    return this.makers.get(value);
  }

  /** In the order of the graph. Nodes inside of subgraphs are not among them. */
  takers(value: string): readonly Taker[] {
    return this.takersOf.get(value) ?? [];
  }

  classOf(value: string): ValueClass | undefined {
    return this.classes.get(value);
  }

  isConstant(value: string): boolean {
    return this.classOf(value) === 'constant';
  }

  isData(value: string): boolean {
    return this.classOf(value) === 'data';
  }

  /** The class of what a node makes. */
  classOfNode({ outputs }: ModelNode): ValueClass | undefined {
    const made = outputs.find((output) => output !== '');
    return made === undefined ? undefined : this.classOf(made);
  }

  dataInputs({ inputs }: ModelNode): string[] {
    return inputs.filter((input) => this.isData(input));
  }

  /** Whether a value is one stored number. */
  isSingleNumber(value: string): boolean {
    return this.model.constants.get(value)?.size === 1;
  }

  private addTaker(value: string, taker: Taker): void {
    const takers = this.takersOf.get(value);
    if (takers) takers.push(taker);
    else this.takersOf.set(value, [taker]);
  }
}
