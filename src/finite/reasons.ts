import type { Unknown } from '../kernel/state.ts';

/** Why the two-point chain stops, in words that follow "no finite prediction: ". */
export const finiteReasons = {
  couplesPoints: { reason: 'BatchNorm looks at many points at once, and the chain follows two' },
  positions: { reason: 'the chain follows units of vectors, not the positions of an image or a sequence' },
} as const satisfies Record<string, Unknown>;
