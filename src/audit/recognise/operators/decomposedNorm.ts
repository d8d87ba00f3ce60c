import type { ModelNode } from '../../../engine/onnx/read/model.ts';
import type { Layer } from '../../../network/layer.ts';
import { layerNorm } from '../../../network/layers/norms/layerNorm.ts';
import { rmsNorm } from '../../../network/layers/norms/rmsNorm.ts';
import { arranged } from '../arranged.ts';
import { isLinear, namedActivation, valueAt } from '../elementwise/activationOf.ts';
import type { Piece, Reading } from '../piece.ts';
import { reading } from '../piece.ts';
import type { Reader } from '../reader.ts';

/** The mean over features of a value, or of its square: a part of a norm that is written as several operators. */
export function meanOfFeatures(reader: Reader, node: ModelNode): Reading {
  const [input] = node.inputs;
  const { piece: before, formula } = reader.of(input);
  const named = formula === 'x' ? undefined : namedActivation(formula);
  const isSquare = named?.definition.name === 'square';
  const piece = isSquare ? before : arranged(reader, input).piece;
  const [value] = node.outputs;
  return reading({ value, does: { kind: isSquare ? 'meanSquare' : 'mean' }, from: [piece], shape: [1], sources: [] });
}

/** x − mean of x. */
export function centredBy(reader: Reader, node: ModelNode): Reading | undefined {
  if (node.op !== 'Sub') return undefined;
  const mean = reader.of(node.inputs[1]);
  if (mean.piece.does.kind !== 'mean' || mean.formula !== 'x') return undefined;
  const { piece, order } = arranged(reader, node.inputs[0]);
  if (mean.piece.from[0] !== piece) return undefined;
  return reading(
    { value: node.outputs[0], does: { kind: 'centred' }, from: [piece], shape: piece.shape, sources: [] },
    order,
  );
}

/** A value over the root of its mean square: layerNorm of what is centred, rmsNorm of what is not. */
export function normalisedBy(reader: Reader, node: ModelNode): Reading | undefined {
  if (node.op !== 'Div' && node.op !== 'Mul') return undefined;
  const [one, other] = node.inputs.map((value) => reader.of(value));
  const [of, by] = one.piece.does.kind === 'meanSquare' && node.op === 'Mul' ? [other, one] : [one, other];
  if (of.formula !== 'x' || by.piece.does.kind !== 'meanSquare' || by.piece.from[0] !== of.piece) return undefined;
  const eps = addedToSquare(by.formula, node.op);
  if (eps === undefined) return undefined;
  const isCentred = of.piece.does.kind === 'centred';
  const given = eps === 1e-5 ? {} : { eps };
  const layer: Layer = isCentred ? layerNorm(given) : rmsNorm(given);
  const from: Piece = isCentred ? of.piece.from[0] : of.piece;
  return reading(reader.layer(node.outputs[0], layer, from), of.order);
}

/** ε of √(q + ε), or of its inverse; undefined for every other formula of q. */
function addedToSquare(formula: string, op: string): number | undefined {
  const deviation = (q: number) => (op === 'Div' ? valueAt(formula, q) : 1 / valueAt(formula, q));
  const eps = Number((deviation(0) ** 2).toPrecision(6));
  const fits = [1, 4, 9].every((q) => Math.abs(deviation(q) - Math.sqrt(q + eps)) < 1e-6);
  return fits && !isLinear(namedActivation(formula)) ? eps : undefined;
}
