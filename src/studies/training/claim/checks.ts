import { checkNotation, labelsOf } from '../../../claims/checkNotation.ts';
import type { ExperimentSource } from '../../../claims/experimentSource.ts';
import { optimisers } from '../optimisers.ts';
import type { TrainingFile } from './schema.ts';

/**
 * Checks the notation in an experiment that trains, and the names that its checks refer to. Data are not loaded.
 * @throws UserError with the place of the first fault
 */
export function checkTraining(file: TrainingFile, source: ExperimentSource): void {
  checkNotation(file, source);
  const labels = labelsOf(file, source);
  const trained = optimisers.filter((name) => file.optimisers[name] !== undefined);
  for (const effort of ['quick', 'full'] as const) {
    for (const [index, name] of (file[effort].optimisers ?? []).entries()) {
      source.known('optimiser', trained, [effort, 'optimisers', index], name);
    }
  }
  file.expect.forEach((check, index) => {
    const path = ['expect', index];
    for (const label of [check.of ?? []].flat()) source.known('run', labels, [...path, 'of'], label);
    for (const name of [check.at ?? []].flat()) source.known('optimiser', trained, [...path, 'at'], name);
    for (const side of ['above', 'below'] as const) {
      if (typeof check[side] === 'string') source.known('run', labels, [...path, side], check[side]);
    }
    for (const relation of ['increases-with', 'decreases-with', 'constant-in'] as const) {
      source.known('name of what varies', [], [...path, relation], check[relation]);
    }
  });
}
