import type { Measurement } from '../../results/schema.ts';
import { inventedMeasurement } from './measurements.fixture.ts';

type ByClass = NonNullable<Measurement['byClass']>;

/** What invented guesses say of invented classes: classes close in number are alike, and the first are clearest. */
function inventedClasses(names: readonly string[], classes: number, theory = true): ByClass {
  const favourites = names.map((_, a) => 0.5 - (0.2 * a) / names.length);
  const mean = favourites.map((share) =>
    Array.from({ length: classes }, (_, rank) =>
      rank === 0 ? share : ((1 - share) * 2 * (classes - rank)) / (classes * (classes - 1)),
    ),
  );
  const agreement = names.map((_, a) => names.map((_, b) => (0.3 + 0.2 / (1 + Math.abs(a - b)) ** 2) * (1 - 0.01 * a)));
  const like = <T>(matrix: readonly (readonly T[])[], value: (x: T) => number) => matrix.map((row) => row.map(value));
  const estimate = (value: number) => ({
    mean: value,
    standardError: 0.02 * value,
    theory: theory ? 0.97 * value : null,
    z: theory ? 1.5 : null,
  });
  return {
    names: [...names],
    counts: names.map((_, a) => 100 + a),
    sameClass: estimate(0.48),
    otherClass: estimate(0.33),
    information: { ...estimate(0.21), ...(theory && { theoryError: 0.002 }) },
    chance: { mean: 0.022, standardError: 0.0003 },
    classEntropy: Math.log(names.length),
    agreement: {
      mean: agreement,
      standardError: like(agreement, () => 0.004),
      theory: theory ? like(agreement, (share) => share - 0.003) : null,
    },
    ranked: {
      mean,
      standardError: like(mean, () => 0.002),
      theory: theory ? like(mean, (share) => share) : null,
      theoryError: theory ? like(mean, () => 0.001) : null,
    },
    example: like(mean, (share) => Math.round(100 * share)),
  };
}

function labelled(
  names: readonly string[],
  classes: number,
  change: Partial<ByClass> = {},
  theory = true,
): Measurement {
  const byClass = { ...inventedClasses(names, classes, theory), ...change };
  const { names: kinds, counts, sameClass, otherClass, agreement } = byClass;
  const measurement = inventedMeasurement({ classes, gamma: 1.5305, theory });
  const predicted = {
    names: kinds,
    counts,
    sameClass: sameClass?.theory ?? null,
    otherClass: otherClass.theory ?? 0,
    agreement: agreement?.theory ?? null,
  };
  const prediction = { ...measurement.prediction, byClass: theory ? predicted : null };
  return { ...measurement, byClass, prediction };
}

const fashion = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];
const numbered = (count: number) => Array.from({ length: count }, (_, a) => String(a));

/** Ten handwritten digits and ten guesses. */
export const labelledMeasurement = labelled(numbered(10), 10);

export const labelledMeasurements: Readonly<Record<string, Measurement>> = {
  'ten classes': labelledMeasurement,
  'long names': labelled(fashion, 10),
  'two classes, two guesses': labelled(['even', 'odd'], 2),
  'two classes, ten guesses': labelled(['even', 'odd'], 10),
  '32 classes, 64 guesses': labelled(numbered(32), 64),
  'too many classes': labelled(numbered(33), 10, { agreement: null, ranked: null, example: null }),
  'no theory': labelled(['<a>', '&b', 'c'], 3, {}, false),
  'classes of one point': labelled(['a', 'b'], 2, {
    counts: [1, 1],
    sameClass: null,
    agreement: {
      mean: [
        [null, 0.6],
        [0.6, null],
      ],
      standardError: [
        [null, 0.01],
        [0.01, null],
      ],
      theory: null,
    },
  }),
};
