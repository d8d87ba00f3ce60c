import { atActualWidths } from '../../measure/tally/actualWidths.ts';
import { askTheory, type Theorist, unlessInterrupted } from '../../measure/theory/theorist.ts';
import { zScore } from '../../numerics/sampling/zScore.ts';
import { plusMinus, zScore as zInWords } from '../../results/format.ts';
import type { Estimate } from '../../results/schema.ts';
import type { Trial } from './trial.ts';

/** Beyond so many errors of theory, that of infinite width is not the whole of it. */
const FAR = 4;

export function isFar(agreement: Estimate | null): boolean {
  return Math.abs(agreement?.z ?? 0) > FAR;
}

/** Whether the actual widths explain why a network lies far from theory, which is of infinite ones. */
export async function widthNote(
  { setup }: Trial,
  title: string,
  measured: Estimate,
  draws: number,
  { theorist, signal }: { readonly theorist?: Theorist; readonly signal?: AbortSignal },
): Promise<string> {
  const start = `${title}: ${zInWords(measured.z)} standard errors from theory, which is of infinite width`;
  if ('reason' in setup) return `${start}; ${setup.reason}`;
  const expected = await unlessInterrupted(signal, () =>
    atActualWidths(setup, measured.standardError, (of, effort) =>
      askTheory(theorist, { kind: 'finite', setup: of, effort }, { signal }),
    ),
  );
  if (!expected) return start;
  if ('reason' in expected) return `${start}; at the actual widths nothing is expected: ${expected.reason}`;
  const { mean, standardError } = expected.agreement;
  const z = zScore(measured, draws, mean, standardError);
  return `${start}; at the actual widths ${plusMinus(mean, standardError)} is expected, ${zInWords(z)} standard errors away`;
}
