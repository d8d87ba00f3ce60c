import { placed } from '../../notation/makers.ts';
import { fault, type Place } from '../../notation/syntax.ts';
import { classesOf, classNamed, regroup } from './classes.ts';
import type { Selection } from './selection.ts';
import { quoted, split, textAt } from './text.ts';

/**
 * New classes made of old ones, numbered in the order given: merge("even: 0, 2, 4, 6, 8; odd: 1, 3, 5, 7, 9"). Points of
 * classes that are not mentioned are dropped. A class whose name holds a comma, colon or semicolon goes by its number.
 *
 * @throws UserError `bad-argument` for a text of another form, with a caret into it; applied, also for classes the data
 *   lack or named twice, and `data` for a new class without points
 */
export function merge(groups: string): Selection {
  const parsed = split({ text: groups, at: 0, length: groups.length }, ';').map(parseGroup);
  const names = parsed.map(({ name }) => textAt(name));
  const twice = parsed.find((_, i) => names.indexOf(names[i]) < i);
  if (twice) throw fault(twice.name, 'two groups have one name', 'name each group differently', 'bad-argument');
  const canonical = parsed.map(({ members }, i) => `${names[i]}: ${members.map(textAt).join(', ')}`).join('; ');
  return {
    notation: `merge(${quoted(canonical)})`,
    apply(dataset) {
      const classes = classesOf(dataset, 'merge');
      const taken = new Set<number>();
      const labelOf = (member: Place) => {
        const { label, name } = placed(member, () => classNamed(textAt(member), classes, dataset.name));
        if (taken.has(label)) {
          throw fault(member, `merge names the class "${name}" twice`, 'a class goes into one group', 'bad-argument');
        }
        taken.add(label);
        return label;
      };
      return regroup(
        dataset,
        parsed.map(({ members }, i) => ({ name: names[i], labels: members.map(labelOf) })),
      );
    },
  };
}

function parseGroup(group: Place): { readonly name: Place; readonly members: readonly Place[] } {
  const [name, list, ...more] = split(group, ':');
  const members = list ? split(list, ',') : [];
  if (members.length > 0 && more.length === 0 && [name, ...members].every(({ length }) => length > 0)) {
    return { name, members };
  }
  const remedy = 'for instance merge("even: 0, 2, 4; odd: 1, 3, 5")';
  throw fault(group, 'merge takes groups of classes, each with its name', remedy, 'bad-argument');
}
