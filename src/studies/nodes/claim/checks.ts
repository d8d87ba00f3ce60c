import { checkNames } from '../../../claims/checkNames.ts';
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
  const varying = { what: 'name of what varies', names: [] };
  checkNames(file.expect, source, { labels, at: { what: 'place', names: nodePlaces }, varying });
}
