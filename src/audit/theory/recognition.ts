import { dataset } from '../../data/dataset.ts';
import { UserError } from '../../errors.ts';
import { sizeOf } from '../../graph/graph.ts';
import type { Network } from '../../network/network.ts';
import type { Recognised as RecognisedResult } from '../../results/auditSchema.ts';
import { prepare, type Setup } from '../../setup/setup.ts';
import { isTooLarge } from '../limits.ts';
import type { ReadyAudit } from '../prepareAudit.ts';
import { type Recognised, recognise } from '../recognise/recognise.ts';
import { transplant } from '../recognise/transplant/transplant.ts';
import { freeBatch } from '../rewrite/freeBatch.ts';
import { pointsOf } from '../run/slices.ts';
import type { Runtime } from '../runtime.ts';
import { sameLaws } from './sameLaws.ts';

/** The model in the notation, and what theory needs of it. */
export interface Recognition {
  readonly result: RecognisedResult;
  /** By layer of the unrolled network: the value of the file after it. */
  readonly values: readonly string[];
  /** Where the notation is the model, and draws as the audit does; else why not. */
  readonly setup: Setup | { readonly reason: string };
}

/** As many points show that two networks are the same. */
const POINTS = 4;

/** Reads the model of an audit as our notation, proves it, and fits theory to it. */
export async function recognitionOf(ready: ReadyAudit, runtime: Runtime): Promise<Recognition> {
  const { plan, prepared } = ready;
  const { assignment } = prepared;
  if (isTooLarge(plan)) return unknown(['it has too many weights to be compared with a network of the notation']);
  const isFree = assignment.batch === 'free';
  const model = prepared.isFreed ? freeBatch(plan.model, plan.inputs) : plan.model;
  const feeds = pointsOf(assignment.inputs, 0, isFree ? Math.min(POINTS, assignment.points) : 1);
  try {
    const recognised = await recognise(model, plan, feeds, runtime);
    const { network, missing, isWhole, layers } = recognised;
    if (network === null) return unknown(missing);
    const proof = await transplant(recognised, model, plan, feeds, runtime);
    const difference = Number.isFinite(proof.difference) ? proof.difference : null;
    const result = { network, init: null, verified: proof.isVerified, difference, missing: [...missing] };
    const values = layers.map(({ value }) => value);
    if (!isWhole || missing.length > 0)
      return { result, values, setup: { reason: missing[0] ?? 'the notation ends before the scores' } };
    if (!proof.isVerified) {
      const reason = proof.reason ?? `its outputs differ by ${difference?.toPrecision(2)} of their scale`;
      return { result, values, setup: { reason: `${network} is not the model: ${reason}` } };
    }
    const setup = setupOf(ready, recognised);
    if ('reason' in setup) return { result, values, setup };
    const drawn = { network: setup.network.toString(), init: setup.init.scheme };
    return { result: { ...result, ...drawn }, values, setup };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return unknown([error.message]);
  }
}

function unknown(missing: readonly string[]): Recognition {
  const result = { network: null, init: null, verified: false, difference: null, missing: [...missing] };
  return { result, values: [], setup: { reason: missing[0] ?? 'nothing was recognised' } };
}

/** The network of the notation on the points as the model takes them. */
function setupOf(ready: ReadyAudit, recognised: Recognised): Recognition['setup'] {
  const { input, inputOrder } = recognised;
  const { experiment, data, laws, plan, prepared } = ready;
  const { tensor } = prepared.assignment.inputs.find(({ name }) => name === plan.inputs[0].name)!;
  if (tensor.data.length !== data.points * sizeOf(input))
    return { reason: 'its points have another shape in the notation' };
  const { labels, classNames, vocabulary, name } = data;
  const values = Float64Array.from(tensor.data as Float32Array, Number);
  const points = dataset(inOurOrder(values, inputOrder?.subarray(0, sizeOf(input))), {
    ...{ shape: input, labels, classNames, vocabulary, name },
  });
  const { batchNorm } = experiment.model!;
  const setupWith = (network: Network, init: string) =>
    prepare(network, points, { init, batchNorm, seed: experiment.seed });
  return sameLaws(recognised, laws.laws, laws.initialisation.notation, setupWith);
}

/** @param order of the entries of a point: where each lies in the network of the notation */
function inOurOrder(values: Float64Array, order: Int32Array | undefined): Float64Array {
  if (!order) return values;
  const moved = new Float64Array(values.length);
  for (let point = 0; point < values.length; point += order.length) {
    order.forEach((to, entry) => {
      moved[point + to] = values[point + entry];
    });
  }
  return moved;
}
