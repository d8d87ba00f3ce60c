import type { ComparedResult } from './schema.ts';

/** What pipelines are compared by. */
export type ComparedQuantity = 'agreement' | 'maxFraction' | 'gamma';

export interface ComparedValue {
  readonly mean: number;
  /** 0 where theory is exact. */
  readonly error: number;
}

/** What was measured; undefined where nothing was. */
export function measuredOf({ measurement }: ComparedResult, quantity: ComparedQuantity): ComparedValue | undefined {
  return measurement ? { mean: measurement[quantity].mean, error: measurement[quantity].standardError } : undefined;
}

/** What theory expects, for the same number of points; undefined where it does not cover the network. */
export function theoryOf({ prediction }: ComparedResult, quantity: ComparedQuantity): ComparedValue | undefined {
  const mean = prediction?.[quantity];
  return mean == null ? undefined : { mean, error: prediction?.[`${quantity}Error`] ?? 0 };
}

/** What was measured, else what theory expects. */
export function bestOf(result: ComparedResult, quantity: ComparedQuantity): ComparedValue | undefined {
  return measuredOf(result, quantity) ?? theoryOf(result, quantity);
}

/** A pipeline as figures and tables show it: numbers to four digits, "scale(0.003922)". */
export function shownPipeline(notation: string): string {
  return notation.replace(/\d*\.\d{5,}(?![\de])/g, (digits) => String(Number(Number(digits).toPrecision(4))));
}
