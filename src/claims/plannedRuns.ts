import type { SetupOptions } from '../setup/options.ts';
import type { Effort } from './header.ts';
import type { Runs, Value } from './runs.ts';
import { filled, nameOfValue, valuesOf } from './values.ts';

/** One measurement of an experiment: a run at a value of what varies. */
export interface PlannedRun {
  /** Of the run. */
  readonly label: string;
  /** The value's name; null for a run in which nothing varies. */
  readonly value: string | null;
  readonly network: string;
  readonly data: string;
  readonly options: SetupOptions & {
    readonly inits: number;
    readonly readouts?: number;
    readonly points: number;
    readonly seed: number;
  };
}

/**
 * All measurements of an experiment, run by run. Each has a seed of its own, so that their errors are independent and
 * the error of a difference is the root of the sum of squares.
 */
export function plannedRunsOf(file: Runs, effort: Effort): PlannedRun[] {
  const values = valuesOf(file, effort);
  const places: readonly (Value | undefined)[] = values.length > 0 ? values : [undefined];
  return file.runs.flatMap((run, row) =>
    places.map((value, column) => {
      const { inits, readouts, points } = file[effort];
      const { batchNorm, init, law, sigmaW2, sigmaB2, preprocess } = { ...file, ...run };
      const fill = (text: string) => filled(text, file, value);
      return {
        label: run.label,
        value: value === undefined ? null : nameOfValue(value),
        network: fill(run.network),
        data: fill((run.data ?? file.data)!),
        options: {
          batchNorm,
          init,
          law,
          sigmaW2,
          sigmaB2,
          preprocess: preprocess === undefined ? undefined : fill(preprocess),
          inits,
          readouts,
          points: Number(typeof points === 'string' ? fill(points) : points),
          seed: file.seed + row * places.length + column,
        },
      };
    }),
  );
}
