import { asFloat64, type Data, type Dataset, features, pick } from '../../data/dataset.ts';
import { pairMoments } from '../../data/pairMoments.ts';
import { duplicatesIn } from '../../data/remarks/duplicates.ts';
import { areEqual, type DataRemark, equalPoints, inspect } from '../../data/remarks/inspect.ts';
import { subsamplePlaces } from '../../data/subsample.ts';
import { complementsOfPoints, normsOfPoints } from '../../kernel/dataset/points.ts';
import type { PackedPairs } from '../../kernel/packedPairs.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { count } from '../../results/format.ts';
import type { SetupOptions } from '../../setup/options.ts';
import { dataFrom, stepsOf, wholeNumber } from '../../setup/setup.ts';
import { version } from '../../version.ts';
import { directionsOf } from './directions.ts';
import { distributionOf } from './distribution.ts';
import { drawnPoints } from './drawnPoints.ts';

import { overlapsOf } from './overlaps.ts';
import { checkedNorms, classesOf, featuresOf, storageOf, tokensOf, valuesOf } from './points.ts';
import type { DataSummary } from './schema.ts';
import { agreementsOf, assumptionOf } from './theory.ts';
import { verdictOf } from './verdict.ts';

/** How data are looked at: as a prediction or a measurement with these options sees them. */
export type DataSummaryOptions = Pick<SetupOptions, 'preprocess' | 'points' | 'seed'>;

/** Of more points, all pairs of a random sample of this many is taken: two million. */
const POINTS_FOR_PAIRS = 2000;
/** Points drawn of a law, as many as a measurement draws. */
const DRAWN_POINTS = 1000;

/**
 * Data as theory sees them: what they are, how large and how alike their points are, what bias they bring to a network
 * of linear units, and what theory will assume of them. A law is looked at through points drawn from it.
 *
 * @param data data or their notation, e.g. "digits"
 * @throws UserError for any fault in data or options
 */
export function summariseData(data: Data | string, options: DataSummaryOptions = {}): DataSummary {
  checkOptions('summariseData', options, ['preprocess', 'points', 'seed']);
  return lookAt(data, options).summary;
}

/** A summary, and the points behind it after preprocessing, which pictures show. */
export interface Look {
  readonly summary: DataSummary;
  readonly points: Dataset;
}

/** As `summariseData`, with the points. */
export function lookAt(data: Data | string, options: DataSummaryOptions = {}): Look {
  const source = dataFrom(data);
  const steps = stepsOf(options.preprocess);
  const seed = wholeNumber('seed', options.seed ?? 0, 0);
  const wanted = options.points === undefined ? null : wholeNumber('points', options.points, 2);
  const notes: string[] = [];
  const raw = source.kind === 'generator' ? drawnPoints(source, wanted ?? DRAWN_POINTS, seed) : source;
  const whole = steps.apply(raw, (remark) => notes.push(remark));
  const places = placesOf(whole, wanted ?? whole.points, seed);
  const points = picked(whole, places);
  const sample = placesOf(points, Math.min(points.points, POINTS_FOR_PAIRS), seed);
  if (sample.length < points.points) {
    notes.push(
      `overlaps and directions come from a random sample of ${count(sample.length)} points, drawn by the seed`,
    );
  }
  const few = picked(points, sample);
  const norms = checkedNorms(points);
  const moments = pairMoments(points);
  const complements = complementsOf(few);
  const described: Omit<DataSummary, 'summary'> = {
    firstguess: version,
    data: source.name,
    preprocess: steps.notation,
    seed,
    drawn: source.kind === 'generator',
    shape: [...points.shape],
    points: points.points,
    available: source.kind === 'generator' ? null : source.points,
    storage: storageOf(raw.values),
    licence: points.licence ?? null,
    classes: classesOf(points),
    tokens: tokensOf(points),
    values: valuesOf(points),
    features: featuresOf(points),
    norms: distributionOf(norms),
    remarks: remarksOn(source, points),
    zeroPoints: norms.filter((q) => q === 0).length,
    duplicates: duplicatesIn(points.values, points.points),
    moments,
    directions: { points: few.points, ...directionsOf(few) },
    overlaps: overlapsOf(
      few,
      complements,
      sample.map((place) => places[place]),
    ),
    theory: {
      mode: source.kind === 'generator' ? 'pair' : 'dataset',
      assumption: assumptionOf(source, steps, points),
      agreements: points.vocabulary === undefined ? agreementsOf(complements, pairMoments(few)) : [],
    },
    notes,
  };
  const { firstguess, ...rest } = described;
  return { summary: { firstguess, summary: verdictOf(described), ...rest }, points };
}

/** Of the source, and of what preprocessing makes of it; a law has no points to look at. */
function remarksOn(source: Data, points: Dataset): DataRemark[] {
  if (source.kind === 'generator') return [];
  const found = inspect(source);
  if (found.some(({ code }) => code === 'equal-points') || !areEqual(points)) return [...found];
  return [...found, equalPoints(points, ' after the preprocessing')];
}

function placesOf(data: Dataset, points: number, seed: number): Uint32Array {
  return points === data.points
    ? Uint32Array.from({ length: points }, (_, i) => i)
    : subsamplePlaces(data, points, seed);
}

function picked(data: Dataset, places: Uint32Array): Dataset {
  return places.length === data.points ? data : pick(data, places);
}

/** 1 − c_ij of all pairs. */
function complementsOf({ values, points, shape }: Dataset): PackedPairs {
  const numbers = asFloat64(values);
  return complementsOfPoints(numbers, points, features(shape), normsOfPoints(numbers, points, features(shape)));
}
