import type { Part } from '../../network/layer.ts';
import { batchNorm } from '../../network/layers/norms/batchNorm.ts';
import { groupNorm, instanceNorm } from '../../network/layers/norms/groupNorm.ts';
import { layerNorm } from '../../network/layers/norms/layerNorm.ts';
import { rmsNorm } from '../../network/layers/norms/rmsNorm.ts';

/** The norms that are put in. */
export const normKinds = { batchNorm, layerNorm } as const;
export type NormKind = keyof typeof normKinds;

const definitions = new Set<unknown>(
  [batchNorm, layerNorm, rmsNorm, groupNorm, instanceNorm].map(({ definition }) => definition),
);

export function isNorm(part: Part | undefined): boolean {
  return part?.kind === 'layer' && definitions.has(part.definition);
}
