/** Second moments of two outputs. */
export interface Moments {
  readonly cov: number;
  readonly spread: number;
}

/** A network that is constant over its inputs counts as infinitely biased. */
export function gammaOf({ cov, spread }: Moments): number {
  return spread === 0 ? Number.POSITIVE_INFINITY : cov / spread;
}

/** 1 − c; a correlation below 0 counts as 0. */
export function complementOf({ cov, spread }: Moments): number {
  return cov <= 0 ? 1 : spread / (cov + spread);
}

/** 1 − √c = (1 − c)/(1 + √c), for the largest fraction A_K(√c). Docs/theory §2. */
export function rootComplement(moments: Moments): number {
  const complement = complementOf(moments);
  return complement / (1 + Math.sqrt(1 - complement));
}
