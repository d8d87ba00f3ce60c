import { checkNames } from '../../../claims/checkNames.ts';
import { checkNotation, labelsOf } from '../../../claims/checkNotation.ts';
import type { ExperimentSource } from '../../../claims/experimentSource.ts';
import { AS_IT_IS, type RemediesFile } from './schema.ts';

/**
 * Checks the notation in an experiment that applies remedies, and the names that its checks refer to. Data are not loaded.
 * @throws UserError with the place of the first fault
 */
export function checkRemedies(file: RemediesFile, source: ExperimentSource): void {
  checkNotation(file, source);
  const at = { what: 'remedy', names: [AS_IT_IS, ...file.remedies] };
  checkNames(file.expect, source, {
    labels: labelsOf(file, source),
    at,
    varying: { what: 'order', names: ['remedy'] },
  });
}
