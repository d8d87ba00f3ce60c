import { UserError } from '../../errors.ts';
import { classesNamed, regroup } from './classes.ts';
import type { Selection } from './selection.ts';
import { quoted } from './text.ts';

/**
 * The points of some classes only, which become classes 0, 1, … in the order given and keep their names: keep(3, 8),
 * keep("T-shirt/top", Bag). Capitals do not matter; classes without names have numbers.
 *
 * @throws UserError `bad-argument` without classes; applied, also for classes the data lack or named twice, and `data`
 *   for classes without points
 */
export function keep(...classes: readonly (string | number)[]): Selection {
  const names = classes.map(String);
  if (names.length === 0) throw new UserError('bad-argument', 'keep needs classes', [], 'for instance keep(3, 8)');
  return {
    notation: `keep(${names.map(quoted).join(', ')})`,
    apply(dataset) {
      const kept = classesNamed(names, dataset, 'keep');
      return regroup(
        dataset,
        kept.map(({ label, name }) => ({ name, labels: [label] })),
      );
    },
  };
}
