import { UserError } from '../../errors.ts';
import { placed } from '../../notation/makers.ts';
import { fault, type Place } from '../../notation/syntax.ts';
import { PURPOSE } from '../../random/key.ts';
import { keyedPermutation } from '../../random/permutation.ts';
import { type Dataset, pick } from '../dataset.ts';
import { checkOption } from '../sources/generated.ts';
import { type Class, classesOf, classNamed, withoutPoints } from './classes.ts';
import type { Selection } from './selection.ts';
import { quoted, split, textAt } from './text.ts';

/** Shares that differ from 1 in sum by less than this do so by rounding. */
const ROUNDING = 1e-9;

/**
 * As many points as classes of given shares allow, drawn without replacement: of the n_c points of class c remain
 *
 *   share_c·T, to the nearest whole number,   T = min_c n_c/share_c
 *
 * @param shares "cat: 0.9, dog: 0.1", which sum to 1, classes not mentioned sharing the rest equally; or the ratio of the
 *   first class to the last, with geometric shares between: imbalance(10) makes a long tail
 * @param seed a whole number from 0; of one seed, less of a class is part of more
 * @throws UserError `bad-argument` for shares of another form, with a caret; applied, also for classes the data lack or
 *   shares that do not sum to 1, and `data` for a class left without points
 */
export function imbalance(shares: string | number, seed = 0): Selection {
  checkOption('imbalance', 'seed', seed, Number.isSafeInteger(seed) && seed >= 0, 'a whole number from 0');
  const text = `${shares}`;
  const { canonical, sharesOf } = text.includes(':') ? parseShares(text) : parseRatio(text);
  const suffix = seed === 0 ? '' : `, seed=${seed}`;
  return {
    notation: `imbalance(${quoted(canonical)}${suffix})`,
    apply(dataset) {
      const classes = classesOf(dataset, 'imbalance');
      return thin(dataset, classes, sharesOf(classes, dataset.name), seed);
    },
  };
}

/** What the argument says: how it is written, and the share of every class. */
interface Shares {
  readonly canonical: string;
  sharesOf(classes: readonly Class[], data: string): number[];
}

/** share_k ∝ ratio^(−k/(K − 1)), k = 0 … K − 1 */
function parseRatio(text: string): Shares {
  const ratio = text.trim() === '' ? Number.NaN : Number(text);
  if (!(ratio > 0 && ratio < Infinity)) {
    const remedy = 'give a ratio above 0, or "cat: 0.9, dog: 0.1"';
    throw new UserError('bad-argument', `imbalance takes a ratio or the shares of classes, not "${text}"`, [], remedy);
  }
  return {
    canonical: `${ratio}`,
    sharesOf: (classes) => {
      const tail = classes.map((_, k) => ratio ** (-k / Math.max(1, classes.length - 1)));
      const total = tail.reduce((sum, share) => sum + share);
      return tail.map((share) => share / total);
    },
  };
}

function parseShares(text: string): Shares {
  const parsed = split({ text, at: 0, length: text.length }, ',').map(parseShare);
  const sum = parsed.reduce((total, { share }) => total + share, 0);
  return {
    canonical: parsed.map(({ name, share }) => `${textAt(name)}: ${share}`).join(', '),
    sharesOf(classes, data) {
      const given = new Map<Class, number>();
      for (const { name, share } of parsed) {
        const found = placed(name, () => classNamed(textAt(name), classes, data));
        if (given.has(found)) {
          throw fault(name, `imbalance names the class "${found.name}" twice`, 'name it once', 'bad-argument');
        }
        given.set(found, share);
      }
      const others = classes.length - given.size;
      if (others === 0 ? Math.abs(sum - 1) > ROUNDING : sum > 1 - ROUNDING) throw wrongSum(sum, others);
      return classes.map((one) => given.get(one) ?? (1 - sum) / others);
    },
  };
}

function parseShare(part: Place): { readonly name: Place; readonly share: number } {
  const [name, value, ...more] = split(part, ':');
  const share = value && value.length > 0 ? Number(textAt(value)) : Number.NaN;
  if (name.length > 0 && share > 0 && share <= 1 && more.length === 0) return { name, share };
  const remedy = 'for instance imbalance("cat: 0.9, dog: 0.1")';
  throw fault(part, 'imbalance takes classes, each with its share above 0 and up to 1', remedy, 'bad-argument');
}

function wrongSum(sum: number, others: number): UserError {
  const [why, remedy] =
    others === 0
      ? ['is not 1', 'make them sum to 1']
      : [`leaves nothing for ${others} other classes`, 'lower the shares, or choose the classes first with keep'];
  const message = `the shares of imbalance sum to ${Number(sum.toPrecision(12))}, which ${why}`;
  return new UserError('bad-argument', message, [], remedy);
}

function thin(dataset: Dataset, classes: readonly Class[], shares: readonly number[], seed: number): Dataset {
  const available = new Map<number, number>();
  for (const label of dataset.labels!) available.set(label, (available.get(label) ?? 0) + 1);
  const counts = classes.map(({ label, name }) => {
    const count = available.get(label);
    if (count === undefined) throw withoutPoints(dataset, name);
    return count;
  });
  const total = Math.min(...counts.map((count, c) => count / shares[c]));
  const left = new Map(
    classes.map(({ label, name }, c) => {
      // Halves go up also where a share came out an ulp too small, as powers do on some engines.
      const count = Math.min(counts[c], Math.round(shares[c] * total + ROUNDING));
      if (count >= 1) return [label, count];
      const message = `imbalance leaves no point of the class "${name}" of ${dataset.name}`;
      throw new UserError('data', message, [], 'make the shares more alike');
    }),
  );
  const key = { purpose: PURPOSE.selection, tensor: 0, readout: 0, initialisation: 0 };
  const places = keyedPermutation(seed, key, dataset.points).filter((place) => {
    const label = dataset.labels![place];
    const wanted = left.get(label)!;
    left.set(label, wanted - 1);
    return wanted > 0;
  });
  return pick(dataset, places.sort());
}
