import { UserError } from '../../errors.ts';
import { argumentsOf } from '../../network/layer.ts';
import { dropout } from '../../network/layers/dropout.ts';
import { batchNorm } from '../../network/layers/norms/batchNorm.ts';
import { leavesOf } from '../unfold.ts';
import type { Unfolded } from '../words.ts';

/** How layers behave that behave otherwise in training: all of a kind alike. Undefined where there are none. */
export interface Modes {
  readonly batchNorm?: 'train' | 'eval';
  readonly dropout?: 'train' | 'eval';
  /** Points in a batch, where statistics are of fewer than all. */
  readonly batch?: number;
}

/** @throws UserError `bad-argument` where layers of a kind are in different modes, which a mode of the network cannot say */
export function modesOf(layers: readonly Unfolded[]): Modes {
  const all = leavesOf(layers).map(({ placed }) => placed.layer);
  const norms = all.flatMap((layer) => argumentsOf(batchNorm, layer) ?? []);
  const dropouts = all.flatMap((layer) => argumentsOf(dropout, layer) ?? []).filter(({ rate }) => rate > 0);
  const batches = norms.filter(({ mode }) => mode === 'train').map(({ batch }) => batch);
  return {
    batchNorm: alike(
      'batchNorm',
      norms.map(({ mode }) => mode),
    ),
    dropout: alike(
      'dropout',
      dropouts.map(({ mode }) => mode),
    ),
    batch: alike('batchNorm', batches),
  };
}

function alike<Value>(layer: string, values: readonly Value[]): Value | undefined {
  const [first, ...others] = new Set(values);
  if (others.length === 0) return first;
  const message = `no source for a network whose ${layer} layers differ in mode or batch: one mode is for all of them`;
  throw new UserError('bad-argument', message, [], `give all ${layer} the same mode= and batch=, or write net.onnx`);
}

/** What the modes are, in a sentence for the head of a source; undefined without such layers. */
export function modesInWords({ batchNorm, dropout, batch }: Modes): string | undefined {
  const parts = [
    batchNorm === 'train' && `batch norms by the statistics of ${batch ? `batches of ${batch}` : 'all points at once'}`,
    batchNorm === 'eval' && 'batch norms by their initial statistics, 0 and 1',
    dropout === 'train' && 'dropout',
    dropout === 'eval' && 'no dropout',
  ].filter((part) => part !== undefined && part !== false);
  return parts.length === 0 ? undefined : `Measured with ${parts.join(' and ')}.`;
}
