import { checkNames } from '../../../claims/checkNames.ts';
import { checkNotation, labelsOf } from '../../../claims/checkNotation.ts';
import type { ExperimentSource } from '../../../claims/experimentSource.ts';
import { namesOfValues, parameterOf } from '../../../claims/values.ts';
import type { MeasurementFile } from './schema.ts';

/**
 * Checks the notation in an experiment that measures, and the names that its checks refer to. Data are not loaded.
 * @throws UserError with the place of the first fault
 */
export function checkMeasurement(file: MeasurementFile, source: ExperimentSource): void {
  checkNotation(file, source);
  const labels = labelsOf(file, source);
  const values = { what: 'value', names: namesOfValues(file, 'full') };
  for (const [index, value] of namesOfValues(file, 'quick').entries()) {
    source.known(values.what, values.names, ['quick', 'values', index], value);
  }
  for (const [index, value] of (file['if-found'] ?? []).entries()) {
    source.known(values.what, values.names, ['if-found', index], value);
  }
  for (const [index, { quantity }] of file.expect.entries()) {
    source.known('quantity', file.measure, ['expect', index, 'quantity'], quantity);
  }
  const varying = { what: 'name of what varies', names: [parameterOf(file) ?? []].flat() };
  checkNames(file.expect, source, { labels, at: values, varying });
}
