import { UserError } from '../../errors.ts';
import type { Data } from '../dataset.ts';
import type { Selection } from './selection.ts';

/**
 * Selections one after the other. Data without any stay as they are.
 * @throws UserError `bad-argument` for a generator, of which there are no points to choose from; what selections throw
 */
export function choose(data: Data, selections: readonly Selection[]): Data {
  if (selections.length === 0) return data;
  if (data.kind === 'generator') {
    const remedy = 'leave the selection out; points= says how many are drawn';
    throw new UserError(
      'bad-argument',
      `${selections[0].notation} chooses among points, and ${data.name} has none yet`,
      [],
      remedy,
    );
  }
  const chosen = selections.reduce((dataset, selection) => selection.apply(dataset), data);
  return { ...chosen, name: [data.name, ...selections.map(({ notation }) => notation)].join(', ') };
}
