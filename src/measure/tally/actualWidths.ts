import { UserError } from '../../errors.ts';
import type { Effort } from '../../finite/predictFinite.ts';
import { sizeOf } from '../../graph/graph.ts';
import type { Unknown } from '../../kernel/state.ts';
import type { FinitePrediction } from '../../results/finiteSchema.ts';
import type { Setup } from '../../setup/setup.ts';

/** Fewer draws than this give an error that may be too small. */
const FEWEST = 2000;
/** Features that are drawn at most, which takes some ten seconds: fewer pairs of wide networks. */
const MOST_FEATURES = 1e9;

/**
 * What is to be expected at the actual widths: the evidence of whether finite width explains a difference from theory.
 * @param untilSe the standard error of the agreement to be reached
 * @param finiteOn where it is computed
 * @returns why this is not known for networks that the two-point chain does not cover
 */
export async function atActualWidths(
  setup: Setup,
  untilSe: number,
  finiteOn: (setup: Setup, effort: Effort) => Promise<FinitePrediction>,
): Promise<FinitePrediction | Unknown> {
  const features = setup.layers.reduce((sum, { output }) => sum + 2 * sizeOf(output), 0);
  const most = Math.max(FEWEST, Math.min(50_000, Math.round(MOST_FEATURES / features)));
  try {
    return await finiteOn(setup, { untilSe, fewest: FEWEST, most });
  } catch (error) {
    if (error instanceof UserError) return { reason: error.message.replace(/^no finite prediction: /, '') };
    throw error;
  }
}
