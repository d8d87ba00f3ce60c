import type { Constant, ModelNode } from '../../engine/onnx/read/model.ts';
import type { ConstantUse } from '../graph/constantUses.ts';
import { rulingOn } from './roles/index.ts';
import type { Reading, Ruling, Surroundings } from './roles/ruling.ts';
import { summaryOf } from './summary.ts';

/** A stored tensor as one or several operators consume it, and what it is to the network. */
export interface Candidate {
  /** The value consumed. */
  readonly value: string;
  readonly tensor: Constant;
  readonly uses: readonly ConstantUse[];
  /** What it is, by its first use that says so; else why it is nothing to be drawn. */
  readonly ruling: Ruling;
}

/** Every stored tensor that the network takes, in the order of the first uses. */
export function candidatesOf(
  uses: readonly ConstantUse[],
  filters: ReadonlyMap<ModelNode, string>,
  around: Surroundings,
): Candidate[] {
  const byValue = new Map<string, ConstantUse[]>();
  for (const use of uses) {
    const its = byValue.get(use.value);
    if (its) its.push(use);
    else byValue.set(use.value, [use]);
  }
  const candidates = [...byValue].flatMap(([value, its]): Candidate[] => {
    const tensor = around.tensors.get(value)!;
    const rulings = its.map((use) => withFilter(rulingOn(use, tensor, around), filters));
    // Tools store the zeros or ones of several layers once: these are not tied.
    if (its.length > 1 && rulings.every(isDrawn) && summaryOf(tensor).isConstant) {
      return its.map((use, i) => ({ value, tensor, uses: [use], ruling: rulings[i] }));
    }
    const ruling = rulings.find(isDrawn) ?? rulings.find((each) => typeof each !== 'string') ?? rulings[0];
    return [{ value, tensor, uses: its, ruling }];
  });
  const order = new Map(uses.map((use, i) => [use, i]));
  return candidates.sort((a, b) => order.get(a.uses[0])! - order.get(b.uses[0])!);
}

function withFilter(ruling: Ruling, filters: ReadonlyMap<ModelNode, string>): Ruling {
  if (typeof ruling === 'string' || ruling.role !== 'weight') return ruling;
  const kept = filters.get(ruling.owner);
  return kept === undefined ? ruling : { ...ruling, kept };
}

/** Whether a ruling makes a tensor a parameter. */
export function isDrawn(ruling: Ruling): ruling is Reading & { readonly kept?: undefined } {
  return typeof ruling !== 'string' && ruling.kept === undefined;
}
