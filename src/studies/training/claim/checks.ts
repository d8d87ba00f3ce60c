import { checkNames } from '../../../claims/checkNames.ts';
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
  const varying = { what: 'name of what varies', names: [] };
  checkNames(file.expect, source, { labels, theory: false, at: { what: 'optimiser', names: trained }, varying });
}
