import { UserError } from '../../errors.ts';
import { fault } from '../../notation/syntax.ts';
import type { Data, Dataset } from '../dataset.ts';
import type { Selection } from './selection.ts';

/**
 * Selections one after the other, each added to the name. Data without any stay as they are.
 * @throws UserError `bad-argument` for a generator, of which there are no points to choose from; what selections throw
 */
export function choose(data: Data, selections: readonly Selection[]): Data {
  if (selections.length === 0) return data;
  if (data.kind === 'generator') {
    const [{ notation, place }] = selections;
    const message = `${notation} chooses among points, and ${data.name} has none yet`;
    const remedy = 'leave the selection out: the option points says how many are drawn';
    throw place ? fault(place, message, remedy, 'bad-argument') : new UserError('bad-argument', message, [], remedy);
  }
  return selections.reduce<Dataset>(
    (dataset, selection) => ({ ...selection.apply(dataset), name: `${dataset.name}, ${selection.notation}` }),
    data,
  );
}
