import { checkNotation, labelsOf } from '../../../claims/checkNotation.ts';
import type { ExperimentSource } from '../../../claims/experimentSource.ts';
import { type NodesFile, nodePlaces } from './schema.ts';

/**
 * Checks the notation in an experiment that looks at nodes, and the names that its checks refer to. Data are not loaded.
 * @throws UserError with the place of the first fault
 */
export function checkNodes(file: NodesFile, source: ExperimentSource): void {
  checkNotation(file, source);
  const labels = labelsOf(file, source);
  for (const [index, label] of file.show.entries()) source.known('run', labels, ['show', index], label);
  file.expect.forEach((check, index) => {
    const path = ['expect', index];
    for (const label of [check.of ?? []].flat()) source.known('run', labels, [...path, 'of'], label);
    for (const place of [check.at ?? []].flat()) source.known('place', nodePlaces, [...path, 'at'], place);
    for (const side of ['above', 'below'] as const) {
      if (typeof check[side] === 'string') source.known('run', ['theory', ...labels], [...path, side], check[side]);
    }
    for (const relation of ['increases-with', 'decreases-with', 'constant-in'] as const) {
      source.known('name of what varies', [], [...path, relation], check[relation]);
    }
  });
}
