import type { ModelNode } from '../../engine/onnx/read/model.ts';
import { UserError } from '../../errors.ts';
import { type Shape, sizeOf } from '../../graph/graph.ts';
import type { Layer } from '../../network/layer.ts';
import { activationOf, isLinear, namedActivation } from './elementwise/activationOf.ts';
import type { FileView } from './fileView.ts';
import { type Order, sameOrder, simplified, through, transposed } from './order.ts';
import { Nameless, type Piece, type Reading, reading } from './piece.ts';
import type { Source } from './source.ts';
import { inOrder } from './structure/dominators.ts';

/** An operator of ONNX as what our notation has for it: its first output, or all of them. */
export type Operator = (reader: Reader, node: ModelNode) => Reading | readonly Reading[];

/** Reads the nodes of a model one after the other. */
export class Reader {
  private readonly readings = new Map<string, Reading>();
  /** Layers that are made when a value is taken, so that a value that is taken twice is one piece. */
  private readonly settled = new Map<string, Piece>();

  /** The data. */
  readonly input: Piece;

  constructor(readonly file: FileView) {
    const [{ name, batchAxis = 0 }, ...others] = file.plan.inputs;
    const { shape, order } = layoutOf(file, name, batchAxis);
    this.input = { value: name, does: { kind: 'input' }, from: [], shape, sources: [] };
    this.readings.set(name, reading(this.input, order));
    for (const other of others) {
      const why = 'the notation has one input, the data';
      this.readings.set(other.name, this.nameless(other.name, why, [this.input]));
    }
  }

  /** Reads a node with what the notation has for its operator. */
  read(node: ModelNode, operator: Operator | undefined): void {
    const made = this.attempt(node.outputs.find((output) => output !== '')!, operator && (() => operator(this, node)));
    const readings = Array.isArray(made) ? made : [made];
    for (const [i, one] of readings.entries()) this.readings.set(node.outputs[i], one);
  }

  /** A value as what it is read as, or as what the notation has no word for. */
  attempt<Found>(value: string, read: (() => Found) | undefined): Found | Reading {
    if (!read) return this.nameless(value, 'the notation has no word for it', this.takenBy(value));
    try {
      return read();
    } catch (error) {
      if (!isMissing(error)) throw error;
      return this.nameless(value, error.message, this.takenBy(value), true);
    }
  }

  /** What a value of the file is. */
  of(value: string): Reading {
    const known = this.readings.get(value);
    if (known) return known;
    const picked = this.file.picked(value);
    if (!picked) return this.nameless(value, 'the notation has no word for it', [this.input]);
    const { order, ...from } = this.of(picked.from);
    return { ...from, order: through(picked.order, order) };
  }

  /** A value as what a piece makes, after the activation that waited for a name. */
  settle(value: string): Reading {
    return this.materialised(this.of(value), value);
  }

  /** A piece of one layer. @throws UserError when the layer does not take the shape, Nameless when another comes out */
  layer(value: string, layer: Layer, from: Piece, sources: readonly Source[] = []): Piece {
    const shape = layer.definition.shape(from.shape, layer.args);
    const dims = this.file.dims(value);
    if (sizeOf(shape) * this.file.points !== sizeOf(dims)) {
      throw new Nameless(`${layer.definition.name} would give ${shape.join('×')}, not ${dims.slice(1).join('×')}`);
    }
    return { value, does: { kind: 'layer', layer }, from: [from], shape, sources };
  }

  /** A piece that is made when a value is taken, the same one whenever it is taken again. */
  once(key: string, make: () => Piece): Piece {
    const piece = this.settled.get(key) ?? make();
    this.settled.set(key, piece);
    return piece;
  }

  /** The longest named activations at the end come first; what is before them is read the same way. */
  private materialised(from: Reading, value: string): Reading {
    const { piece, formula, order, last } = from;
    if (formula === 'x') return from;
    const named = namedActivation(formula);
    if (isLinear(named)) return reading(piece, order);
    const made = this.once(`${piece.value} ${formula}`, () => {
      const isTwo = !named && last && last.of.formula !== 'x' && namedActivation(last.formula) !== undefined;
      const before = isTwo ? this.materialised(last.of, value).piece : piece;
      const layer = named ?? activationOf(isTwo ? last.formula : formula);
      return { value, does: { kind: 'layer', layer }, from: [before], shape: piece.shape, sources: [] };
    });
    return reading(made, order);
  }

  /** A step that the notation cannot say; what comes after it may still be said, or missed as well. */
  private nameless(value: string, why: string, from: readonly Piece[], isKnown = false): Reading {
    const isCertain = !isKnown || !from.some((before) => this.followsFromNameless(before));
    const shape = this.file.dims(value).slice(1);
    return reading({ value, does: { kind: 'nameless', why, isCertain }, from, shape, sources: [] });
  }

  /** What the node that makes a value takes. */
  private takenBy(value: string): Piece[] {
    const { graph } = this.file;
    const inputs = graph.maker(value)?.inputs ?? [];
    return inputs
      .filter((input) => graph.isData(input))
      .map((input) => {
        try {
          return this.settle(input).piece;
        } catch (error) {
          if (!isMissing(error)) throw error;
          return this.of(input).piece;
        }
      });
  }

  private followsFromNameless(piece: Piece): boolean {
    return inOrder(piece).some(({ does }) => does.kind === 'nameless');
  }
}

/** What cannot be said, or what our own layers and formulas refuse. */
function isMissing(error: unknown): error is Error {
  return error instanceof Nameless || error instanceof UserError;
}

/** The shape of a point, and where its entries lie: images that are only taken channels first are so, whatever they are fed as. */
function layoutOf(file: FileView, name: string, batchAxis: number): { readonly shape: Shape; readonly order: Order } {
  const dims = file.dims(name);
  const shape = dims.toSpliced(batchAxis, 1);
  if (shape.length !== 3 || batchAxis !== 0) return { shape, order: undefined };
  const [height, width, channels] = shape;
  const first = [dims[0], channels, height, width];
  // Of one channel no entry moves, and only the dims tell.
  const moved = simplified(transposed(dims, [0, 3, 1, 2]));
  const takers = file.graph.takers(name).map(({ node }) => node.outputs[0]);
  const isLast = takers.every((taker) => {
    const picked = file.picked(taker);
    return picked !== undefined && sameOrder(picked.order, moved) && String(file.dims(taker)) === String(first);
  });
  if (takers.length === 0 || !isLast) return { shape, order: undefined };
  return { shape: [channels, height, width], order: simplified(transposed(first, [0, 2, 3, 1])) };
}
