import type { Unknown } from '../../kernel/state.ts';

/** The answer of a layer that has no kernel: networks with it are measured, and theory says why it stops. */
export function measuredOnly(why: string): Unknown {
  return { reason: `measured only: ${why}` };
}

export const tokenByToken = measuredOnly(
  'theory follows single tokens of given points, not of generated data or of the patches of images',
);
