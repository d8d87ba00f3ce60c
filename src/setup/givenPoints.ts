import { type Dataset, dataset, features, type Generator } from '../data/dataset.ts';
import type { Preprocess } from '../data/preprocess.ts';
import { areEqual, equalPoints, inspect, noteOf } from '../data/remarks/inspect.ts';
import { subsample } from '../data/subsample.ts';
import { WeightGenerator } from '../random/generator.ts';
import { PURPOSE } from '../random/key.ts';

/**
 * A dataset after the steps.
 * @param remarks gets what is odd about the data, and what the steps had to say of them
 */
export function preprocessed(source: Dataset, steps: Preprocess, remarks: string[]): Dataset {
  const found = inspect(source);
  const all = steps.apply(source, (remark) => remarks.push(remark));
  // Steps say themselves what becomes of constant features.
  const said = remarks.some((remark) => remark.includes('constant'));
  remarks.unshift(...found.filter(({ code }) => !(said && code === 'constant-features')).map(noteOf));
  if (all !== source && !found.some(({ code }) => code === 'equal-points') && areEqual(all)) {
    remarks.push(noteOf(equalPoints(all, ' after the preprocessing')));
  }
  return all;
}

/** Some of the points, chosen by the seed; `population` is how many there were. */
export function chosen(
  all: Dataset,
  points: number | null,
  seed: number,
): { readonly ready: Dataset; readonly population?: number } {
  if (points === null || points === all.points) return { ready: all };
  return { ready: subsample(all, points, seed), population: all.points };
}

/** Points of a law, drawn once and for all: those of a measurement with the data draw "once". */
export function drawnOnce({ name, shape, mean, variance }: Generator, points: number, seed: number): Dataset {
  const generator = new WeightGenerator(seed);
  const buffer = generator.reserve(points * features(shape));
  const key = { purpose: PURPOSE.data, tensor: 0, readout: 0, initialisation: 0 };
  generator.normals(buffer, Math.sqrt(variance), key);
  return dataset(
    buffer.values.map((value) => value + mean),
    { shape, name },
  );
}
