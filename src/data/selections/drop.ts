import { UserError } from '../../errors.ts';
import { classesNamed, classesOf, regroup } from './classes.ts';
import type { Selection } from './selection.ts';
import { quoted } from './text.ts';

/**
 * The points of all other classes, renumbered from 0 in their old order. Classes that had no points before go as well.
 *
 * @throws UserError `bad-argument` without classes; applied, also for classes the data lack or named twice, and `data` if
 *   fewer than two points remain
 */
export function drop(...classes: readonly (string | number)[]): Selection {
  const names = classes.map(String);
  if (names.length === 0) throw new UserError('bad-argument', 'drop needs classes', [], 'for instance drop(3, 8)');
  return {
    notation: `drop(${names.map(quoted).join(', ')})`,
    apply(dataset) {
      const gone = new Set(classesNamed(names, dataset, 'drop').map(({ label }) => label));
      const present = new Set(dataset.labels);
      const others = classesOf(dataset, 'drop').filter(({ label }) => present.has(label) && !gone.has(label));
      return regroup(
        dataset,
        others.map(({ label, name }) => ({ name, labels: [label] })),
      );
    },
  };
}
