import { agreement } from '../../laws/agreement.ts';
import { headCounter } from '../../laws/heads/headCounter.ts';
import { type LabelLaw, labelLaw } from '../../laws/heads/labelLaw.ts';
import { sampledAgreement } from '../../laws/heads/sampledAgreement.ts';
import { shiftedSoftmax } from '../../laws/logits/shiftedSoftmax.ts';
import { shiftedGuessLaw } from '../../laws/shifted/shiftedGuessLaw.ts';
import { controlledMean, type Estimate } from '../../numerics/sampling/controlVariates.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { pairFractionLaw } from '../fractionLaw.ts';

/** Outputs of exchangeable points: means μ_k, and one covariance and spread for all. */
export interface PairOutputs {
  readonly cov: number;
  readonly spread: number;
  readonly means: readonly number[];
}

/** Networks that are drawn where guesses are sampled, and numbers in all. */
const NETWORKS = 400;
const MOST_NUMBERS = 4e6;

/** In the order of `headCounter`'s quantities. Docs/theory §17. */
export function labelsOfPair(
  { cov, spread, means }: PairOutputs,
  each: boolean,
  points: number | null,
  seed: number,
): Estimate[] {
  const known = new Map<number, LabelLaw>();
  const laws = means.map((bias) => {
    const law = known.get(bias) ?? labelLaw({ cov, spread, bias }, points, seed);
    known.set(bias, law);
    return law;
  });
  const mean = (of: (law: LabelLaw) => Estimate): Estimate => ({
    value: laws.reduce((sum, law) => sum + of(law).value / laws.length, 0),
    error: Math.hypot(...[...known.values()].map((law) => of(law).error)) / known.size,
  });
  const constant = mean((law) => law.constant);
  return [
    mean((law) => exactly(law.yes)),
    mean((law) => exactly(law.agreement)),
    mean((law) => law.favourite),
    { value: laws.length * constant.value, error: laws.length * constant.error },
    ...(each ? laws.flatMap((law) => [exactly(law.yes), exactly(law.agreement)]) : []),
  ];
}

/** Heads are independent of each other, so that joint guesses agree with the product of their agreements. */
export function severalOfPair(
  { cov, spread, means }: PairOutputs,
  sizes: readonly number[],
  points: number | null,
  seed: number,
): Estimate[] {
  let from = 0;
  const heads = sizes.map((size) => {
    const own = means.slice(from, from + size);
    from += size;
    return own.some((mean) => mean !== own[0])
      ? shiftedGuessLaw({ cov, spread, means: own }, points, seed)
      : centred(size, cov, spread, points, seed);
  });
  const joint = heads.reduce((product, head) => product * head.agreement.value, 1);
  const errors = heads.map((head) => head.agreement.error / head.agreement.value);
  return [
    ...heads.flatMap((head) => [head.agreement, head.maxFraction]),
    { value: joint, error: joint * Math.hypot(...errors) },
  ];
}

function centred(classes: number, cov: number, spread: number, points: number | null, seed: number) {
  const gamma = spread === 0 ? Infinity : cov / spread;
  const same = cov + spread > 0 ? agreement(classes, spread / (cov + spread)) : 1;
  return { agreement: exactly(same), maxFraction: pairFractionLaw(classes, gamma, points, seed).maxFraction };
}

/**
 * Guesses sampled from the softmax: drawn, given the centres of the outputs for infinitely many points, else point by point;
 * with the agreement for a control variate where it is a double integral.
 * @param meanEntropy where it is known
 */
export function samplesOfPair(
  outputs: PairOutputs,
  meanEntropy: number,
  points: number | null,
  seed: number,
): Estimate[] {
  const { cov, spread, means } = outputs;
  const classes = means.length;
  const equal = means.every((mean) => mean === means[0]);
  const exact = equal ? sampledAgreement(classes, Math.max(0, cov), spread) : undefined;
  const drawn = points === null ? sampledGivenCentres(outputs, seed) : sampledOnPoints(outputs, points, seed);
  const column = (place: number) => Float64Array.from(drawn, (values) => values[place]);
  const controls = exact === undefined ? [] : [{ draws: column(0), expectation: exact }];
  return [
    exact === undefined ? controlledMean(column(0), []) : exactly(exact),
    controlledMean(column(1), controls),
    controlledMean(column(2), controls),
    exactly(meanEntropy),
  ];
}

/** Agreement, favourite and entropy of the mean probabilities of networks on infinitely many points. */
function sampledGivenCentres({ cov, spread, means }: PairOutputs, seed: number): number[][] {
  const random = seededRandom(seed);
  const networks = Math.max(16, Math.ceil((NETWORKS * 10) / Math.max(10, means.length)));
  return Array.from({ length: networks }, () => {
    const centres = means.map((mean) => mean + Math.sqrt(Math.max(0, cov)) * random.normal());
    const { probabilities } = shiftedSoftmax(centres, spread);
    return [
      probabilities.reduce((sum, p) => sum + p * p, 0),
      probabilities.reduce((most, p) => Math.max(most, p)),
      probabilities.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0),
    ];
  });
}

function sampledOnPoints({ cov, spread, means }: PairOutputs, points: number, seed: number): number[][] {
  const random = seededRandom(seed);
  const classes = means.length;
  const networks = Math.max(24, Math.min(NETWORKS, Math.ceil(MOST_NUMBERS / (points * classes))));
  const counter = headCounter({ kind: 'sample' }, classes, false)!;
  const outputs = new Float64Array(points * classes);
  return Array.from({ length: networks }, () => {
    means.forEach((mean, k) => {
      const centre = mean + Math.sqrt(Math.max(0, cov)) * random.normal();
      for (let i = 0; i < points; i++) outputs[k * points + i] = centre + Math.sqrt(spread) * random.normal();
    });
    counter.begin();
    counter.add(outputs, points, { from: 0, pointStride: 1, unitStride: points });
    return counter.end();
  });
}

function exactly(value: number): Estimate {
  return { value, error: 0 };
}
