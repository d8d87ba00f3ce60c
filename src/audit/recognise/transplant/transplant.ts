import type { Model } from '../../../engine/onnx/read/model.ts';
import { UserError } from '../../../errors.ts';
import { sizeOf } from '../../../graph/graph.ts';
import { couples } from '../../../network/layers/blocks/inside.ts';
import { parseNetwork } from '../../../network/notation/parse.ts';
import type { AuditPlan } from '../../plan/auditPlan.ts';
import type { AnyTensor, Runtime } from '../../runtime.ts';
import { dimsOf } from '../fileView.ts';
import type { Recognised } from '../recognise.ts';
import { type Comparison, compared } from './compared.ts';
import { fileOutput } from './fileOutput.ts';
import { ownOutput } from './ownOutput.ts';
import { type Chosen, ParameterValues } from './parameterValues.ts';
import type { Statistics } from './sides.ts';

/** More would take gigabytes on both sides. */
const MOST_WEIGHTS = 2 ** 27;

/** What the file and our network make of the same points with the same weights. */
export interface Transplanted {
  /** Whether they are the same, and no output that would be the same anyway. */
  readonly isVerified: boolean;
  /** The largest difference as a share of the largest value. */
  readonly difference: number;
  /** Why not, where it is not the difference. */
  readonly reason?: string;
}

/**
 * Puts the same weights into a user's model and into what was recognised of it, and compares what comes out: the only proof
 * that the two are the same network. Weights are drawn anew, since stored biases may all be 0; then those of the file are
 * taken. Scales of norms are 1 and shifts 0 on both sides, since the notation has no other, and dropout passes all units on.
 *
 * @param model that of the plan, with a free batch if it can be freed
 * @param feeds a few points, which go through together
 */
export async function transplant(
  recognised: Recognised,
  model: Model,
  plan: AuditPlan,
  feeds: Readonly<Record<string, AnyTensor>>,
  runtime: Runtime,
): Promise<Transplanted> {
  const { network, end } = recognised;
  if (network === null) return refused('nothing was recognised');
  const count = sizeOfWeights(recognised);
  if (count > MOST_WEIGHTS) return refused(`${Math.round(count / 1e6)} million weights are too many to be compared`);
  const sides = { recognised, model, plan, feeds, runtime };
  const compare = async (chosen: Chosen, statistics: Statistics, ranks: ReadonlyMap<string, number>) => {
    const values = new ParameterValues(plan, chosen);
    const own = await ownOutput(sides, values, statistics);
    return typeof own === 'string' ? own : compared(await fileOutput(sides, values, statistics, ranks), own, end.order);
  };
  const comparisons = [await compare('redrawn', 'running', new Map())];
  const normalises = couples(parseNetwork(network).parts);
  const points = feeds[plan.inputs[0].name].dims[plan.inputs[0].batchAxis ?? 0];
  if (normalises && points > 1) {
    const shapes = await dimsOf(model, end.value, feeds, points, runtime);
    const ranks = new Map([...shapes].map(([value, { length }]) => [value, length]));
    comparisons.push(await compare('redrawn', 'batch', ranks));
  }
  const stored = await compare('stored', 'running', new Map()).catch(nothingFrom);
  // Weights that are all the same, as in models whose weights were left out, say nothing.
  const says = stored !== undefined && (typeof stored === 'string' || !stored.isEmpty);
  return verdictOn(says ? [...comparisons, stored] : comparisons);
}

/** Stored values that cannot be read say nothing. */
function nothingFrom(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}

function sizeOfWeights({ sources }: Recognised): number {
  return sources.reduce((sum, { of }) => sum + sizeOf(of?.dims ?? [0]), 0);
}

function verdictOn(comparisons: readonly (Comparison | string)[]): Transplanted {
  const reason = comparisons.find((one) => typeof one === 'string');
  if (reason !== undefined) return refused(reason);
  const compared = comparisons as readonly Comparison[];
  if (compared.some(({ isEmpty }) => isEmpty)) return refused('the outputs of the model are all the same, or infinite');
  return {
    isVerified: compared.every(({ isSame }) => isSame),
    difference: Math.max(...compared.map(({ difference }) => difference)),
  };
}

function refused(reason: string): Transplanted {
  return { isVerified: false, difference: Number.POSITIVE_INFINITY, reason };
}
