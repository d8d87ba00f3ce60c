import type { Layer } from '../../network/layer.ts';
import type { Words } from '../words.ts';
import { activations } from './activations.ts';
import { attention } from './attention.ts';
import { concat, gate, parallel, residual } from './blocks.ts';
import { conv, depthwiseConv, patchEmbedding } from './conv.ts';
import { conv1d } from './conv1d.ts';
import { convTranspose } from './convTranspose.ts';
import { dense } from './dense.ts';
import { flatten, globalAvgPool, pad, upsample } from './images.ts';
import { dropout, layerScale } from './modes.ts';
import { batchNorm, groupNorm, instanceNorm, layerNorm, lrn, rmsNorm } from './norms.ts';
import { avgPool, maxPool } from './pool.ts';
import { gru, lstm } from './recurrent.ts';
import { classToken, meanTokens, positionalEmbedding, selectToken, tokenEmbedding, transpose } from './tokens.ts';

/** Every kind of layer in the words of the frameworks. `index.test.ts` holds this list against the registry of layers. */
const table: readonly Words[] = [
  ...[dense, flatten],
  ...[residual, concat, parallel, gate, dropout, layerScale],
  ...[maxPool, avgPool, globalAvgPool],
  ...[conv, conv1d, depthwiseConv, convTranspose],
  ...[pad, upsample],
  ...[batchNorm, layerNorm, rmsNorm, groupNorm, instanceNorm, lrn],
  ...[patchEmbedding, tokenEmbedding, positionalEmbedding, classToken],
  ...[lstm, gru],
  ...[attention, transpose, selectToken, meanTokens],
  ...activations,
];

const byLayer = new Map(table.map((words) => [words.of.name, words]));

/** The words of a layer. @throws RangeError for a kind that is not in the table */
export function wordsOf({ definition }: Layer): Words {
  const found = byLayer.get(definition.name);
  if (!found) throw new RangeError(`no words for ${definition.name}`);
  return found;
}
