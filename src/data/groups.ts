import type { Shape } from '../graph/graph.ts';
import { features } from './dataset.ts';

/** What has a statistic of its own: every feature, every channel, or the dataset as a whole. */
export const pers = ['feature', 'channel', 'global'] as const;

export type Per = (typeof pers)[number];

/**
 * Which group every feature belongs to, counted from 0. A channel of images [channels, height, width] holds its pixels;
 * of tokens [tokens, features] and of vectors every feature is a channel.
 */
export function groupsOf(shape: Shape, per: Per): Int32Array {
  const size = features(shape);
  if (per === 'global') return new Int32Array(size);
  if (per === 'feature') return Int32Array.from({ length: size }, (_, feature) => feature);
  if (shape.length === 3) {
    const pixels = shape[1] * shape[2];
    return Int32Array.from({ length: size }, (_, feature) => Math.floor(feature / pixels));
  }
  const channels = shape[shape.length - 1];
  return Int32Array.from({ length: size }, (_, feature) => feature % channels);
}
