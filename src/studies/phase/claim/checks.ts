import { checkNames } from '../../../claims/checkNames.ts';
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
  checkNames(file.expect, source, { labels, at: parsePoint, varying: { what: 'parameter', names: axes } });
}
