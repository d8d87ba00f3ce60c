import { checkNotation, labelsOf } from '../../../claims/checkNotation.ts';
import type { ExperimentSource } from '../../../claims/experimentSource.ts';
import { parseAxis, parsePoint } from '../../../depth/phase/axis.ts';
import type { PhaseFile } from './schema.ts';

/**
 * Checks the notation in an experiment on phase diagrams, points and axes with it, and the names that its checks refer to.
 * Data are not loaded.
 * @throws UserError with the place of the first fault
 */
export function checkPhase(file: PhaseFile, source: ExperimentSource): void {
  checkNotation(file, source);
  const labels = labelsOf(file, source);
  const axes = (['x', 'y'] as const).flatMap((key) => {
    const range = file[key];
    return range === undefined ? [] : [source.reading([key], () => parseAxis(range)).parameter];
  });
  file.phases?.forEach((check, index) => {
    const path = ['phases', index];
    source.known('run', labels, [...path, 'of'], check.of);
    for (const at of [check.at].flat()) source.reading([...path, 'at'], () => parsePoint(at));
  });
  file.expect.forEach((check, index) => {
    const path = ['expect', index];
    for (const label of [check.of ?? []].flat()) source.known('run', labels, [...path, 'of'], label);
    for (const at of [check.at ?? []].flat()) source.reading([...path, 'at'], () => parsePoint(String(at)));
    for (const side of ['above', 'below'] as const) {
      if (typeof check[side] === 'string') source.known('run', ['theory', ...labels], [...path, side], check[side]);
    }
    for (const relation of ['increases-with', 'decreases-with', 'constant-in'] as const) {
      source.known('parameter', axes, [...path, relation], check[relation]);
    }
  });
}
