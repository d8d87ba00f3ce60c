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
  checkNames(file, source);
}

/** Labels, values, quantities and what varies must be those of the experiment. */
function checkNames(file: MeasurementFile, source: ExperimentSource): void {
  const labels = labelsOf(file, source);
  const parameter = parameterOf(file);
  const places = namesOfValues(file, 'full');
  for (const [index, value] of namesOfValues(file, 'quick').entries()) {
    source.known('value', places, ['quick', 'values', index], value);
  }
  for (const [index, value] of (file['if-found'] ?? []).entries()) {
    source.known('value', places, ['if-found', index], value);
  }
  file.expect.forEach((check, index) => {
    const path = ['expect', index];
    source.known('quantity', file.measure, [...path, 'quantity'], check.quantity);
    for (const label of [check.of ?? []].flat()) source.known('run', labels, [...path, 'of'], label);
    for (const value of [check.at ?? []].flat()) source.known('value', places, [...path, 'at'], value);
    for (const side of ['above', 'below'] as const) {
      if (typeof check[side] === 'string') source.known('run', ['theory', ...labels], [...path, side], check[side]);
    }
    for (const relation of ['increases-with', 'decreases-with', 'constant-in'] as const) {
      const names = parameter === undefined ? [] : [parameter];
      source.known('name of what varies', names, [...path, relation], check[relation]);
    }
  });
}
