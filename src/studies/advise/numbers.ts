import { UserError } from '../../errors.ts';
import { estimateBeside, Running } from '../../measure/tally/estimate.ts';
import { askTheory, type Theorist } from '../../measure/theory/theorist.ts';
import type { MeasuredValue } from '../../numerics/sampling/zScore.ts';
import type { Estimate, Prediction } from '../../results/schema.ts';
import type { Bias } from './schema.ts';
import type { Drawn, Seen, Trial } from './trial.ts';

/** Seconds of counted work that theory may take for each network, unless it was given more or less. */
const THEORY_SECONDS = 2;

/** What theory expects of a network; or why it says nothing. */
export type Expected = Prediction | { readonly reason: string };

/** @throws UserError when it is interrupted */
export async function expectationOf(
  { setup }: Trial,
  points: number,
  { theorist, signal, theory = true }: { theorist?: Theorist; signal?: AbortSignal; theory?: boolean },
): Promise<Expected> {
  if ('reason' in setup) return setup;
  if (!theory) return { reason: 'theory was left out (--no-theory)' };
  const timed = { ...setup, theoryTime: setup.theoryTime ?? THEORY_SECONDS };
  try {
    return (await askTheory(theorist, { kind: 'predict', setup: timed, points }, { signal })).prediction;
  } catch (error) {
    if (signal?.aborted || !(error instanceof UserError)) throw error;
    return { reason: error.message };
  }
}

/** The bias of a network as measured, beside theory. @param chi1 where it was asked for */
export function biasOf(drawn: Drawn, expected: Expected, chi1: number | null): Bias {
  const theory = 'reason' in expected ? undefined : expected;
  const seen = [...drawn.values()];
  const losses = seen.flatMap(({ loss }) => (loss === undefined ? [] : [loss]));
  return {
    agreement: beside(
      seen.map(({ agreement }) => agreement),
      theory?.agreement,
      theory?.agreementError,
    ),
    maxFraction: beside(
      seen.map(({ maxFraction }) => maxFraction),
      theory?.maxFraction,
      theory?.maxFractionError,
    ),
    loss: losses.length < seen.length ? null : beside(losses, theory?.step0?.loss, theory?.step0?.lossError),
    chi1,
  };
}

function beside(values: readonly number[], theory: number | null = null, theoryError?: number): Estimate {
  return estimateBeside(meanOf(values), values.length, theory, theoryError);
}

/** Initialisations with a remedy, each beside the one without it that it is compared with. */
export function pairsOf(after: Drawn, before: Drawn): [after: Seen, before: Seen][] {
  return [...after].flatMap(([initialisation, seen]): [Seen, Seen][] => {
    const without = seen.before ?? before.get(initialisation);
    return without ? [[seen, without]] : [];
  });
}

/** Of one quantity with a remedy less that without it, initialisation by initialisation. */
export function differenceOf(after: Drawn, before: Drawn, quantity: (seen: Seen) => number): MeasuredValue {
  return meanOf(pairsOf(after, before).map(([seen, without]) => quantity(seen) - quantity(without)));
}

export function meanOf(values: readonly number[]): MeasuredValue {
  const running = new Running();
  for (const value of values) running.add(value);
  return running.value();
}
