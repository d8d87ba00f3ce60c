import { group } from '../../present/svg/figure.ts';
import { type HeatMap, headroomOf, heatMap } from '../../present/svg/heatMap.ts';
import type { Picture } from '../../present/svg/picture.ts';
import { farthestPair } from '../../results/classFinding.ts';
import { barePercent, fixed, zScore } from '../../results/format.ts';
import type { Measurement } from '../../results/schema.ts';
import { pointsOf } from '../../results/words.ts';

const GAP = 24;
/** Up to this many classes and guesses the two maps stand side by side. */
const NARROW = 12;

/** What a confusion is made of. */
export type Guessed = Pick<Measurement, 'byClass' | 'data' | 'classes' | 'initialisations'>;

/** Whether there is a confusion to be drawn: the data have labels, and their classes are few enough. */
export function hasConfusion(measurement: Pick<Guessed, 'byClass'>): boolean {
  return Boolean(measurement.byClass?.ranked && measurement.byClass.agreement);
}

/**
 * What untrained networks make of the true classes, as two heat maps: the share of each class that gets the most popular
 * guess, the second and so on; and the share of pairs of points that get the same guess, for every two classes.
 *
 * @param measurement one for which `hasConfusion`
 */
export function confusion(measurement: Measurement): Picture {
  const panels = confusionPanels(measurement);
  return {
    ...panels[0],
    title: confusionTitle(measurement),
    subtitle: `${measurement.network} on ${measurement.data}`,
    top: 8,
    draw({ document, ...canvas }, width) {
      const isPair = isNarrow(measurement);
      const [ranked, agreement] = panels.map((one) =>
        one.draw({ document, ...canvas }, isPair ? (width - GAP) / 2 : width),
      );
      const [across, down] = isPair ? [(width + GAP) / 2, 0] : [0, ranked.height + GAP];
      return {
        element: group(document, [ranked.element, group(document, [agreement.element], across, down)]),
        height: Math.max(ranked.height, down + agreement.height),
      };
    },
  };
}

/** The largest share in the confusion: where its colours end, and those of others beside it, to be compared. */
export function largestShare({ byClass }: Pick<Guessed, 'byClass'>): number {
  return Math.max(...byClass!.ranked!.mean.flat());
}

/**
 * The two maps as pictures of their own, for pages that give the title themselves.
 * @param largest share at which the colours of the confusion end, when several are compared
 */
export function confusionPanels(measurement: Guessed, largest = largestShare(measurement)): Picture[] {
  const maps = [rankedMap(measurement, largest), agreementMap(measurement)];
  return maps.map((map) => ({
    title: map.heading,
    description: describe(measurement),
    key: () => [],
    draw(canvas, width) {
      const isPair = isNarrow(measurement);
      return heatMap(canvas, map, width, isPair ? Math.max(...maps.map((one) => headroomOf(one, width))) : undefined);
    },
  }));
}

/** Whether the maps fit side by side. */
export function isNarrow({ byClass, classes }: Pick<Guessed, 'byClass' | 'classes'>): boolean {
  return Math.max(byClass?.names.length ?? 0, classes) <= NARROW;
}

/** Says which class the most popular guess gets most of, and which least. */
export function confusionTitle({ byClass }: Pick<Guessed, 'byClass'>): string {
  const { names, ranked } = byClass!;
  const shares = ranked!.mean.map(([favourite]) => favourite);
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  const name = (share: number) => `“${names[shares.indexOf(share)]}”`;
  const [from, to] = [least, most].map((share) => `${fixed(100 * share, 1)} %`);
  return `The most popular guess gets between ${from} (class ${name(least)}) and ${to} (class ${name(most)}) of a class`;
}

function describe({ byClass, data }: Guessed): string {
  const { sameClass, otherClass } = byClass!;
  const same = sameClass === null ? '' : `, two of one class ${barePercent(sameClass.mean)}`;
  return (
    `Heat maps over random initialisations, by true class of ${data}: the share of each class that gets each guess, in ` +
    `order of popularity, and the share of pairs that get the same guess. Two of different classes get the same guess ` +
    `${barePercent(otherClass.mean)} of the time${same}.`
  );
}

/** Shares of the most popular guess, the second and so on. */
function rankedMap({ byClass, classes }: Guessed, largest: number): HeatMap {
  const { names, ranked } = byClass!;
  return {
    heading: 'Guesses of each true class',
    caption: 'share of the class (%), by popularity of the guess',
    rows: names,
    columns: Array.from({ length: classes }, (_, rank) => String(rank + 1)),
    values: ranked!.mean,
    domain: [0, 5 * Math.ceil(20 * largest)],
  };
}

/** How often two classes get the same guess. */
function agreementMap({ byClass, data, initialisations }: Guessed): HeatMap {
  const { names, agreement } = byClass!;
  const shares = agreement!.mean.flat().filter((share) => share !== null);
  const [low, high] = [Math.floor(100 * Math.min(...shares)), Math.ceil(100 * Math.max(...shares))];
  const farthest = farthestPair(byClass!, initialisations);
  return {
    heading: 'Same guess for two classes',
    caption: `share of the pairs of ${pointsOf(data)} (%)`,
    rows: names,
    columns: names,
    values: agreement!.mean,
    domain: low < high ? [low, high] : [0, 100],
    ...(farthest && { footnote: againstTheory(farthest) }),
  };
}

function againstTheory({ first, second, z, pairs }: NonNullable<ReturnType<typeof farthestPair>>): string {
  return `farthest from theory: ${first} and ${second}, z ${zScore(z)} (of ${pairs} pairs)`;
}
