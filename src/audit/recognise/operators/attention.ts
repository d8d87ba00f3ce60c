import type { ModelNode } from '../../../engine/onnx/read/model.ts';
import { sizeOf } from '../../../graph/graph.ts';
import { argumentsOf, makeLayer } from '../../../network/layer.ts';
import { dense } from '../../../network/layers/dense.ts';
import { attention } from '../../../network/layers/tokens/attention.ts';
import { valueAt } from '../elementwise/activationOf.ts';
import { simplified } from '../order.ts';
import { layerOf, Nameless, type Piece, type Reading, reading } from '../piece.ts';
import type { Operator, Reader } from '../reader.ts';
import { columnsOf, type Source } from '../source.ts';

/**
 * Steps of attention. Which columns of the projections make up which head is read off where the entries of queries, keys and
 * values come from, so that the three may be packed into one matrix in any way.
 */
export function betweenTokens(reader: Reader, node: ModelNode): Reading {
  const left = reader.of(node.inputs[0]);
  const { does } = left.piece;
  if (does.kind !== 'attention') return scoresOf(reader, node);
  if (does.stage.at !== 'weights') throw new Nameless('it multiplies data by data, and is not attention');
  const { stage } = does;
  const [value] = node.outputs;
  const values = projection(reader, node.inputs[1], { heads: stage.heads, turned: false });
  if (values.from !== left.piece.from[0]) throw new Nameless('attention to other tokens than its own');
  const all = stage.heads * values.width;
  const [tokens] = values.from.shape;
  const piece: Piece = {
    value,
    does: {
      kind: 'attention',
      stage: { ...stage, at: 'values', projections: [...stage.projections, ...values.sources] },
    },
    from: [values.from],
    shape: [tokens, all],
    sources: [],
  };
  return reading(piece, simplified(headsApart(reader.file.points, tokens, stage.heads, values.width)));
}

/** softmax of the scores; of anything else the notation has none before the end. */
export const softmax: Operator = (reader, node) => {
  const { piece, formula, order } = reader.of(node.inputs[0]);
  const { does } = piece;
  if (does.kind !== 'attention' || does.stage.at !== 'scores')
    throw new Nameless('the notation has it in attention only');
  const scale = does.stage.scale * factorOf(formula);
  if (Math.abs(scale * Math.sqrt(does.stage.width) - 1) > 1e-4) {
    throw new Nameless('scores of attention are not divided by the root of the features of a head');
  }
  const [value] = node.outputs;
  return reading({ ...piece, value, does: { ...does, stage: { ...does.stage, at: 'weights', scale } } }, order);
};

/** The dense layer behind the values: the last of the four matrices. */
export function afterAttention(reader: Reader, value: string, piece: Piece, weights: Source, biases: Source): Piece {
  const { does } = piece;
  if (does.kind !== 'attention' || does.stage.at !== 'values') throw new Nameless('it takes scores of attention');
  const { heads, projections } = does.stage;
  const [from] = piece.from;
  const [, dim] = piece.shape;
  const own = dim === from.shape[1] ? {} : { dim };
  return reader.layer(value, makeLayer(attention.definition, { heads, ...own }), from, [
    ...projections,
    weights,
    biases,
  ]);
}

function scoresOf(reader: Reader, node: ModelNode): Reading {
  const [value] = node.outputs;
  const dims = reader.file.dims(value);
  const tokens = dims.at(-1) ?? 1;
  const heads = sizeOf(dims) / (tokens * tokens * reader.file.points);
  const queries = projection(reader, node.inputs[0], { heads, turned: false });
  const keys = projection(reader, node.inputs[1], { heads, turned: true });
  if (queries.from !== keys.from) throw new Nameless('attention to other tokens than its own');
  const stage = {
    at: 'scores',
    heads,
    width: queries.width,
    scale: queries.factor * keys.factor,
    projections: [...queries.sources, ...keys.sources],
  } as const;
  return reading({
    value,
    does: { kind: 'attention', stage },
    from: [queries.from],
    shape: [heads, tokens, tokens],
    sources: [],
  });
}

/** Queries, keys or values: the dense layer that makes them, with the columns that the heads take of it. */
function projection(reader: Reader, value: string, { heads, turned }: { heads: number; turned: boolean }) {
  const { piece, formula, order } = reader.of(value);
  const layer = layerOf(piece);
  const args = layer && argumentsOf(dense, layer);
  if (!args || piece.shape.length !== 2) throw new Nameless('it multiplies data by data, and is not attention');
  const { units } = args;
  const dims = reader.file.dims(value);
  const [tokens] = piece.shape;
  const width = sizeOf(dims) / (reader.file.points * heads * tokens);
  if (!Number.isInteger(width)) throw new Nameless('its heads are no equal parts of the features');
  const place = (head: number, j: number) => head * tokens * width + (turned ? j * tokens : j);
  const columns = Array.from({ length: heads * width }, (_, i) => {
    const entry = place(Math.floor(i / width), i % width);
    return (order ? order[entry] : entry) % units;
  });
  return {
    from: piece.from[0],
    width,
    factor: factorOf(formula),
    sources: piece.sources.map((source) => columnsOf(source, units, columns)),
  };
}

/** Of a formula that only multiplies. */
function factorOf(formula: string): number {
  if (formula === 'x') return 1;
  const factor = valueAt(formula, 1);
  if (Math.abs(valueAt(formula, -2) + 2 * factor) > 1e-6 * Math.abs(factor)) {
    throw new Nameless('attention with a mask, or with other scores than products');
  }
  return factor;
}

/** [points · heads, tokens, width] of the file as [points, tokens, heads · width] of ours. */
function headsApart(points: number, tokens: number, heads: number, width: number): Int32Array {
  const size = points * heads * tokens * width;
  return Int32Array.from({ length: size }, (_, i) => {
    const [j, row] = [i % width, Math.floor(i / width)];
    const [token, block] = [row % tokens, Math.floor(row / tokens)];
    return (Math.floor(block / heads) * tokens + token) * heads * width + (block % heads) * width + j;
  });
}
