import { inWords } from '../../audit/laws/inWords.ts';
import type { NamedLaw } from '../../audit/laws/lawsOf.ts';
import type { ParameterLaw } from '../../audit/run/auditAssignment.ts';

/** The law of numbers that are smaller by a factor; undefined of what is not drawn. */
export function scaledLaw(
  law: ParameterLaw | undefined,
  factor: number,
  dims: readonly number[],
): NamedLaw | undefined {
  if (law === undefined || !('variance' in law)) return undefined;
  const scaled = { ...law, variance: law.variance * factor ** 2 };
  return { law: scaled, reads: inWords(scaled, dims) };
}
