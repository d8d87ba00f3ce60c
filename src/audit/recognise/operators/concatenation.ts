import { classToken } from '../../../network/layers/tokens/classToken.ts';
import { wholeAttribute } from '../../graph/attributes.ts';
import { inOurOrder } from '../arranged.ts';
import { Nameless, type Piece, reading } from '../piece.ts';
import type { Operator } from '../reader.ts';
import { asStored } from '../source.ts';
import { inOrder } from '../structure/dominators.ts';
import { storedAt } from './stored.ts';

/** Branches beside one another; or a class token before the others. */
export const concatenation: Operator = (reader, node) => {
  const { graph } = reader.file;
  const [value] = node.outputs;
  const rank = reader.file.dims(value).length;
  const axis = (wholeAttribute(node, 'axis', 1) + rank) % rank;
  const branches = node.inputs.filter((input) => graph.isData(input));
  if (branches.length === 1 && node.inputs.length === 1) return reader.of(branches[0]);
  if (branches.length === 1 && node.inputs.length === 2 && node.inputs[1] === branches[0] && rank === 3 && axis === 1) {
    return reading(
      reader.layer(value, classToken(), inOurOrder(reader, branches[0]), [asStored(storedAt(reader, node, 0))]),
    );
  }
  if (branches.length < node.inputs.length) throw new Nameless('it sets stored numbers beside the data');
  const from = nested(branches.map((branch) => inOurOrder(reader, branch)));
  const features = from[0].shape.length === 2 ? 1 : 0;
  if (axis !== features + 1 || from.some(({ shape }) => shape.length !== from[0].shape.length)) {
    throw new Nameless('it sets branches beside one another along another axis than the features');
  }
  const width = from.reduce((sum, { shape }) => sum + shape[features], 0);
  const piece: Piece = {
    value,
    does: { kind: 'concat' },
    from,
    shape: from[0].shape.with(features, width),
    sources: [],
  };
  return reading(piece);
};

/**
 * Branches of which the first ones are set beside one another before the last: (x, F(x), G(x, F(x))), as PyTorch's DenseNet
 * writes it, is ((x, F(x)), G(x, F(x))).
 */
function nested(branches: readonly Piece[]): readonly Piece[] {
  const before = inOrder(branches.at(-1)!).filter(({ does }) => does.kind === 'concat');
  for (let count = branches.length - 1; count > 1; count--) {
    const first = branches.slice(0, count).flatMap(leaves);
    const known = before.find((piece) => sameList(leaves(piece), first));
    if (known) return [known, ...branches.slice(count)];
  }
  return branches;
}

/** What a piece sets beside one another. */
function leaves(piece: Piece): Piece[] {
  return piece.does.kind === 'concat' ? piece.from.flatMap(leaves) : [piece];
}

function sameList(one: readonly Piece[], other: readonly Piece[]): boolean {
  return one.length === other.length && one.every((piece, i) => piece === other[i]);
}
