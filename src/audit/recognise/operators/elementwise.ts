import type { ModelNode } from '../../../engine/onnx/read/model.ts';
import { formulas, number } from '../elementwise/formulas.ts';
import { sameOrder } from '../order.ts';
import { Nameless } from '../piece.ts';
import type { Operator, Reader } from '../reader.ts';
import { byStored } from './byStored.ts';
import { joined } from './joined.ts';

/** Longer formulas of one value are cut: what is before takes a name of its own. */
const LONGEST = 400;

/**
 * Operators that act on every entry for itself. As long as they act on one value their formula grows; where they take several,
 * branches are joined, or a norm is on its way.
 */
export const elementwise: Operator = (reader, node) => {
  const data = node.inputs.filter((input) => reader.file.graph.isData(input));
  const special = data.length === 1 ? byStored(reader, node, data[0]) : undefined;
  if (special) return special;
  const [first, ...others] = data.map((value) => reader.of(value));
  const isOne = others.every(({ piece, order }) => piece === first.piece && sameOrder(order, first.order));
  if (!isOne) return joined(reader, node, data);
  const isLong = data.some((value) => reader.of(value).formula.length > LONGEST);
  const isOfOneValue = data.every((value) => value === data[0]);
  if (isLong && !isOfOneValue) throw new Nameless('its formula would be too long');
  const of = isLong ? (value: string) => reader.settle(value) : (value: string) => reader.of(value);
  const formula = formulaOf(reader, node, (value) => of(value).formula);
  const last = isOfOneValue ? { formula: formulaOf(reader, node, () => 'x'), of: of(data[0]) } : undefined;
  return { ...of(data[0]), formula, last };
};

/** Nodes that hand on what they take, before any training. */
export const handsOn: Operator = (reader, node) => reader.of(node.inputs[0]);

function formulaOf(reader: Reader, node: ModelNode, operand: (value: string) => string): string {
  const operands = node.inputs.map((value, slot) => {
    if (value === '') return '';
    return reader.file.graph.isData(value) ? enclosed(operand(value)) : constantAt(reader, node, slot);
  });
  const formula = formulas[node.op](operands, node);
  if (formula === undefined) throw new Nameless('the notation has no word for it');
  return formula;
}

function enclosed(formula: string): string {
  return formula === 'x' ? formula : `(${formula})`;
}

/** PyTorch begins slopes with this; Keras, which begins them with 0, has an operator of its own then. */
const SLOPE = '0.25';

/** A stored number, the same for all units. */
function constantAt({ file }: Reader, node: ModelNode, slot: number): string {
  if (file.parameterAt(node, slot)?.role === 'slope') return SLOPE;
  const numbers = file.numbers(node.inputs[slot]);
  if (!numbers || numbers.length === 0 || numbers.some((value) => value !== numbers[0])) {
    throw new Nameless('its constants differ from unit to unit');
  }
  return numbers[0] < 0 ? `(${number(numbers[0])})` : number(numbers[0]);
}
