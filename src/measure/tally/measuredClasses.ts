import { classEntropy } from '../../laws/trueClasses.ts';
import type { MeasuredValue } from '../../numerics/sampling/zScore.ts';
import type { Measurement } from '../../results/schema.ts';
import type { FullPrediction } from '../../theory/predict.ts';
import type { ClassTally } from './classTally.ts';
import { estimateBeside } from './estimate.ts';

/** What the guesses say of the true classes, measured beside theory. */
export function measuredClasses(
  tally: ClassTally,
  { fractionLaw }: Pick<FullPrediction, 'fractionLaw'>,
): NonNullable<Measurement['byClass']> {
  const { names, counts } = tally.truth;
  const theory = fractionLaw?.byClass;
  const agreement = tally.agreementMatrix();
  const ranked = tally.rankedTable();
  return {
    names: [...names],
    counts: [...counts],
    sameClass: tally.hasPairs ? estimateBeside(tally.same.value(), tally.draws, theory?.same ?? null) : null,
    otherClass: estimateBeside(tally.other.value(), tally.draws, theory?.other ?? null),
    information: estimateBeside(
      tally.information.value(),
      tally.draws,
      theory?.information.value ?? null,
      theory?.information.error,
    ),
    chance: tally.chance.value(),
    classEntropy: classEntropy(counts),
    agreement: agreement
      ? { ...columns(agreement), theory: theory?.matrix ? theory.matrix.map((row) => [...row]) : null }
      : null,
    ranked: ranked
      ? {
          mean: each(ranked, ({ mean }) => mean),
          standardError: each(ranked, ({ standardError }) => standardError),
          theory: theory?.ranked ? each(theory.ranked, ({ value }) => value) : null,
          theoryError: theory?.ranked ? each(theory.ranked, ({ error }) => error) : null,
        }
      : null,
    example: tally.example ?? null,
  };
}

function columns(values: readonly (readonly (MeasuredValue | null)[])[]) {
  return {
    mean: each(values, (value) => value?.mean ?? null),
    standardError: each(values, (value) => value?.standardError ?? null),
  };
}

function each<From, To>(rows: readonly (readonly From[])[], value: (from: From) => To): To[][] {
  return rows.map((row) => row.map(value));
}
