import { plain } from '../../results/format.ts';
import type { BlockLimit } from '../../results/schema.ts';
import { truncate, wrap } from './wrap.ts';

/** What becomes of repeated blocks at infinite depth, a sentence each. */
export function limits(blockLimits: readonly BlockLimit[], width: number): string[] {
  return blockLimits.flatMap(({ block, gamma, chi1, phase }) => {
    const slope = chi1 === null ? '' : `, chi1 ${plain(chi1)}`;
    const kind = phase === null ? '' : `, ${phaseName(phase)}`;
    return wrap(`(${truncate(block, 60)}) at infinite depth: gamma ${plain(gamma)}${slope}${kind}`, width);
  });
}

/** The deep phases by their full name. */
export function phaseName(phase: NonNullable<BlockLimit['phase']>): string {
  return phase === 'neutral' || phase === 'prejudiced' ? phase : `${phase} deep prejudice`;
}
