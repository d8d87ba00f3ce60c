import type { Library } from '../library.ts';
import type { Outcome } from '../types.ts';

interface Options {
  readonly network: string;
  readonly data: string;
  readonly points: number;
  /** Standard error. */
  readonly until: number;
}

/**
 * Networks that a loop over whole networks must draw for an error: the larger of the needs for the agreement of N points
 * and for P(G₀ < .1), from the finite-N law of two classes.
 */
export default async function needed({ network, data, points, until }: Options, library: Library): Promise<Outcome> {
  const { predict, finiteBinaryLaw } = await library.load('index');
  const { pmf } = finiteBinaryLaw(points, predict(network, data).gamma!);
  let [mean, square, below] = [0, 0, 0];
  pmf.forEach((probability, count) => {
    const other = points - count;
    const agreement = (count * (count - 1) + other * (other - 1)) / (points * (points - 1));
    mean += probability * agreement;
    square += probability * agreement ** 2;
    if (count < 0.1 * points) below += probability;
  });
  const ofAgreement = square - mean ** 2;
  return {
    needed: Math.max(ofAgreement, below * (1 - below)) / until ** 2,
    neededForAgreement: ofAgreement / until ** 2,
  };
}
