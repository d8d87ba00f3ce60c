import { activationDefinitions } from './activationLayers.ts';
import { concat } from './concat.ts';
import { dense } from './dense.ts';
import { flatten } from './flatten.ts';
import type { LayerDefinition } from './layer.ts';
import { attention } from './layers/attention.ts';
import { batchNorm } from './layers/batchNorm.ts';
import { classToken } from './layers/classToken.ts';
import { conv } from './layers/conv.ts';
import { depthwiseConv } from './layers/depthwiseConv.ts';
import { dropout } from './layers/dropout.ts';
import { globalAvgPool } from './layers/globalAvgPool.ts';
import { groupNorm, instanceNorm } from './layers/groupNorm.ts';
import { layerNorm } from './layers/layerNorm.ts';
import { meanTokens } from './layers/meanTokens.ts';
import { patchEmbedding } from './layers/patchEmbedding.ts';
import { avgPool, maxPool } from './layers/pool.ts';
import { positionalEmbedding } from './layers/positionalEmbedding.ts';
import { rmsNorm } from './layers/rmsNorm.ts';
import { selectToken } from './layers/selectToken.ts';
import { tokenEmbedding } from './layers/tokenEmbedding.ts';
import { transpose } from './layers/transpose.ts';
import { residual } from './residual.ts';

/** Every kind of layer there is. Notation, help, the support table and the suites in checks/ read this list. */
export const layerDefinitions: readonly LayerDefinition[] = [
  ...definitions(dense, flatten),
  ...definitions(residual, concat, dropout),
  ...definitions(maxPool, avgPool, globalAvgPool),
  ...definitions(conv, depthwiseConv),
  ...definitions(batchNorm, layerNorm, rmsNorm, groupNorm, instanceNorm),
  ...definitions(patchEmbedding, tokenEmbedding, positionalEmbedding, classToken),
  ...definitions(attention, transpose, selectToken, meanTokens),
  ...activationDefinitions,
];

function definitions(...builders: readonly { readonly definition: LayerDefinition }[]): LayerDefinition[] {
  return builders.map(({ definition }) => definition);
}

const byName = new Map(layerDefinitions.map((definition) => [definition.name, definition]));

export function findLayer(name: string): LayerDefinition | undefined {
  return byName.get(name);
}

export const layerNames: readonly string[] = [...byName.keys()];
