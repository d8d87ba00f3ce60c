import { inWords } from '../../audit/laws/inWords.ts';
import type { NamedLaw } from '../../audit/laws/lawsOf.ts';
import type { Parameter } from '../../audit/plan/auditPlan.ts';
import type { ParameterLaw } from '../../audit/run/auditAssignment.ts';
import type { CommonScales } from '../../depth/critical.ts';
import type { Law } from '../../network/init.ts';

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

/** All weights and biases drawn with one σ_w² and σ_b²; undefined where layers have no biases that could have this variance. */
export function withScales(
  parameters: readonly Parameter[],
  laws: ReadonlyMap<string, NamedLaw>,
  law: Law,
  { sigmaW2, sigmaB2 }: CommonScales,
): ReadonlyMap<string, NamedLaw> | undefined {
  const own = parameters.filter(({ tiedTo }) => tiedTo === undefined);
  const weights = own.filter(({ role }) => role === 'weight');
  const biases = own.filter(({ role }) => role === 'bias');
  const isBiased = (layer: string) => biases.some((bias) => bias.layer === layer);
  if (sigmaB2 > 0 && !weights.every(({ layer }) => isBiased(layer))) return undefined;
  const biasLaw = law === 'orthogonal' ? 'gaussian' : law;
  const named = ({ name, dims }: Parameter, one: ParameterLaw) =>
    [name, { law: one, reads: inWords(one, dims) }] as const;
  return new Map([
    ...laws,
    ...weights.map((weight) => named(weight, { law, variance: sigmaW2 / weight.fans!.fanIn })),
    ...biases.map((bias) =>
      named(bias, sigmaB2 > 0 ? { law: biasLaw, variance: sigmaB2 } : { law: 'constant', value: 0 }),
    ),
  ]);
}
