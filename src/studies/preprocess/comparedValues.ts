import { theoryBeside } from '../../present/text/quantities.ts';
import { type Rounded, zScore } from '../../results/format.ts';
import { severalNotes } from '../../results/severalNotes.ts';
import type { ComparedResult } from './schema.ts';

/** What pipelines are compared by. */
export type ComparedQuantity = 'agreement' | 'maxFraction' | 'gamma' | 'loss';

export interface ComparedValue {
  readonly mean: number;
  /** 0 where theory is exact. */
  readonly error: number;
}

/** What was measured; undefined where nothing was. */
export function measuredOf({ measurement }: ComparedResult, quantity: ComparedQuantity): ComparedValue | undefined {
  const measured = measurement?.[quantity];
  return measured ? { mean: measured.mean, error: measured.standardError } : undefined;
}

/** What theory expects, for the same number of points; undefined where it does not cover the network. */
export function theoryOf({ prediction }: ComparedResult, quantity: ComparedQuantity): ComparedValue | undefined {
  if (quantity === 'loss') {
    const step0 = prediction?.step0;
    return step0 ? { mean: step0.loss, error: step0.lossError ?? 0 } : undefined;
  }
  const mean = prediction?.[quantity];
  return mean == null ? undefined : { mean, error: prediction?.[`${quantity}Error`] ?? 0 };
}

/** What was measured, else what theory expects. */
export function bestOf(result: ComparedResult, quantity: ComparedQuantity): ComparedValue | undefined {
  return measuredOf(result, quantity) ?? theoryOf(result, quantity);
}

/** How a quantity is written: its values, and what they are multiplied by. */
export interface Written {
  readonly round: (value: ComparedValue) => Rounded;
  readonly scale: number;
}

/**
 * What was measured, theory beside it, with its error or else with the decimals of what was measured, and z.
 * @param measured whether there are such columns; else there is one of theory
 */
export function cellsOf(
  result: ComparedResult | undefined,
  quantity: ComparedQuantity,
  measured: boolean,
  { round, scale }: Written,
): (Rounded | string)[] {
  const theory = result && theoryOf(result, quantity);
  const expected = theory ? round(theory) : '–';
  if (!measured) return [expected];
  const value = result && measuredOf(result, quantity);
  if (!value) return ['–', expected, '–'];
  const shown = round(value);
  const beside = theory && theory.error <= 0 ? theoryBeside(scale * theory.mean, undefined, shown) : expected;
  return [shown, beside, zScore(result?.measurement?.[quantity]?.z ?? null)];
}

/** A pipeline as figures and tables show it: numbers to four digits, "scale(0.003922)". */
export function shownPipeline(notation: string): string {
  return notation.replace(/\d*\.\d{5,}(?![\de])/g, (digits) => String(Number(Number(digits).toPrecision(4))));
}

/** The notes of all results, with the pipelines they are of unless they are of all. */
export function remarksOf(results: readonly ComparedResult[]): string[] {
  const noted = results.map(({ preprocess, measurement, prediction }) => ({
    name: shownPipeline(preprocess).replace(/.*,.*/s, '“$&”'),
    notes: measurement?.notes ?? prediction?.notes ?? [],
  }));
  return severalNotes(noted, 'pipeline', 'pipelines');
}
