import type { LayerDefinition } from './layer.ts';
import { activations } from './layers/activations.ts';
import { concat } from './layers/blocks/concat.ts';
import { gate } from './layers/blocks/gate.ts';
import { parallel } from './layers/blocks/parallel.ts';
import { residual } from './layers/blocks/residual.ts';
import { conv } from './layers/convolution/conv.ts';
import { conv1d } from './layers/convolution/conv1d.ts';
import { convTranspose } from './layers/convolution/convTranspose.ts';
import { depthwiseConv } from './layers/convolution/depthwiseConv.ts';
import { globalAvgPool } from './layers/convolution/globalAvgPool.ts';
import { pad } from './layers/convolution/pad.ts';
import { avgPool, maxPool } from './layers/convolution/pool.ts';
import { upsample } from './layers/convolution/upsample.ts';
import { dense } from './layers/dense.ts';
import { dropout } from './layers/dropout.ts';
import { flatten } from './layers/flatten.ts';
import { layerScale } from './layers/layerScale.ts';
import { batchNorm } from './layers/norms/batchNorm.ts';
import { groupNorm, instanceNorm } from './layers/norms/groupNorm.ts';
import { layerNorm } from './layers/norms/layerNorm.ts';
import { lrn } from './layers/norms/lrn.ts';
import { rmsNorm } from './layers/norms/rmsNorm.ts';
import { gru } from './layers/recurrent/gru.ts';
import { lstm } from './layers/recurrent/lstm.ts';
import { attention } from './layers/tokens/attention.ts';
import { classToken } from './layers/tokens/classToken.ts';
import { meanTokens } from './layers/tokens/meanTokens.ts';
import { patchEmbedding } from './layers/tokens/patchEmbedding.ts';
import { positionalEmbedding } from './layers/tokens/positionalEmbedding.ts';
import { selectToken } from './layers/tokens/selectToken.ts';
import { tokenEmbedding } from './layers/tokens/tokenEmbedding.ts';
import { transpose } from './layers/tokens/transpose.ts';

/** Every kind of layer there is. Notation, help, the support table and the suites in checks/ read this list. */
export const layerDefinitions: readonly LayerDefinition[] = [
  ...definitions(dense, flatten),
  ...definitions(residual, concat, parallel, gate, dropout, layerScale),
  ...definitions(maxPool, avgPool, globalAvgPool),
  ...definitions(conv, conv1d, depthwiseConv, convTranspose),
  ...definitions(pad, upsample),
  ...definitions(batchNorm, layerNorm, rmsNorm, groupNorm, instanceNorm, lrn),
  ...definitions(patchEmbedding, tokenEmbedding, positionalEmbedding, classToken),
  ...definitions(lstm, gru),
  ...definitions(attention, transpose, selectToken, meanTokens),
  ...definitions(...Object.values(activations)),
];

function definitions(...builders: readonly { readonly definition: LayerDefinition }[]): LayerDefinition[] {
  return builders.map(({ definition }) => definition);
}

const byName = new Map(layerDefinitions.map((definition) => [definition.name, definition]));

export function findLayer(name: string): LayerDefinition | undefined {
  return byName.get(name);
}

export const layerNames: readonly string[] = [...byName.keys()];
