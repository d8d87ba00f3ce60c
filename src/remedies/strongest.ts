import { type Data, type Dataset, features } from '../data/dataset.ts';
import { pairMoments } from '../data/pairMoments.ts';
import { parsePreprocess } from '../data/parsePreprocess.ts';
import { preprocess } from '../data/preprocess.ts';
import { gaussian } from '../data/sources/gaussian.ts';
import { scale, unitNorm } from '../data/steps/index.ts';
import { UserError } from '../errors.ts';
import { isEven } from '../results/finding.ts';
import { chosen } from '../setup/givenPoints.ts';
import { prepare, type Setup } from '../setup/setup.ts';
import { biasOn } from '../theory/guessTheory.ts';
import { modeOf, tokensOf } from '../trace/trace.ts';
import { remediesFor } from './remedies.ts';
import type { NotationChange } from './remedy.ts';
import { byStrength, LEAST_REMOVED, type Strength } from './strength.ts';

/** What theory says about remedies without running anything. */
export type TheoryOfRemedies =
  | { readonly kind: 'remedy'; readonly title: string; readonly where: string; readonly after: number }
  /** The average pair of points agrees by chance: what is more is of points that are alike. */
  | { readonly kind: 'alike' }
  /** No remedy that theory covers helps. */
  | { readonly kind: 'none' }
  /** Theory does not cover the network, expects no bias of it, or would take longer: that of images and sequences. */
  | { readonly kind: 'unknown' };

/** Points whose pairs tell an agreement to two digits. */
const SAMPLE = 128;
/** Values of the points that means and variances are taken from. */
const MOST_VALUES = 500_000;
/** Whitening diagonalises features × features numbers, … */
const MOST_WHITENED = 128;
/** … which this many points a feature tell well enough. */
const POINTS_A_FEATURE = 4;
/** Each of them is followed for every remedy. */
const MOST_LAYERS = 60;

/**
 * The remedy that comes first by theory of infinite width, in the order of `byStrength`, in a fraction of a second.
 *
 * All remedies are ranked by what they do to the average pair of points, of the mean cov and spread of the data. The first of
 * them that theory covers on given points is then followed on a sample of these, all brought to one length: what tells points
 * apart is where they point, and for a single variance the tables of activations are small. Docs/theory §10.
 *
 * @param before the agreement that theory expects of the network as it is
 */
export function strongestRemedy(setup: Setup, before: number): TheoryOfRemedies {
  const { classes } = setup.output;
  if (takesLong(setup) || isEven(before, classes)) return UNKNOWN;
  const start = withFewPoints(setup);
  const found = ranked(start);
  if (!Array.isArray(found)) return found;
  for (const { title, change } of found) {
    const after = agreementOnSample(start, change);
    if (after === undefined) continue;
    const removed = (before - after) / (before - 1 / classes);
    return removed < LEAST_REMOVED ? NONE : { kind: 'remedy', title, where: change.where, after };
  }
  return NONE;
}

function takesLong(setup: Setup): boolean {
  const { layers, data } = setup;
  const isTokens = tokensOf(setup) !== undefined || (data.kind === 'dataset' && data.vocabulary !== undefined);
  return layers.length > MOST_LAYERS || modeOf(setup) === 'spatial' || isTokens;
}

const UNKNOWN = { kind: 'unknown' } as const;
const NONE = { kind: 'none' } as const;

interface Candidate extends Strength {
  readonly title: string;
  readonly change: NotationChange;
}

/** What helps the average pair, best first; or what there is to say instead. */
function ranked(start: Setup): Candidate[] | TheoryOfRemedies {
  const pair = averagePair(start.data);
  const subject = attempted(() => withChange(start, pair, {}));
  const before = subject && agreementOf(subject);
  if (before === undefined) return UNKNOWN;
  const { classes } = start.output;
  if (isEven(before, classes)) return { kind: 'alike' };
  const found = remediesFor('neutral').flatMap((remedy): Candidate[] => {
    const changes = attempted(() => remedy.inNotation(subject!));
    if (changes === undefined || typeof changes === 'string') return [];
    return changes.flatMap((change) => {
      // Theory does not follow biases that are fitted.
      if (change.outputs) return [];
      const left = attempted(() => {
        const points = change.preprocess === undefined ? pair : withStep(start.data, change.preprocess);
        return points && agreementOf(withChange(start, averagePair(points), change));
      });
      if (left === undefined) return [];
      const removed = (before - left) / (before - 1 / classes);
      return [{ title: remedy.title(change.variant), change, effort: remedy.effort, removed, left }];
    });
  });
  return found.filter(({ removed }) => removed! >= LEAST_REMOVED).toSorted(byStrength);
}

type Change = Partial<NotationChange>;

/** Undefined where theory does not cover the changed network on these points. */
function agreementOnSample(start: Setup, change: Change): number | undefined {
  return attempted(() => {
    const points = change.preprocess === undefined ? start.data : withStep(start.data, change.preprocess);
    return points && agreementOf(withChange(start, sampleOf(points, start.seed), change));
  });
}

function agreementOf(setup: Setup): number | undefined {
  return biasOn(setup, setup.points)?.agreement.value;
}

function withFewPoints(setup: Setup): Setup {
  const { data, seed } = setup;
  if (data.kind === 'generator') return setup;
  const few = Math.max(SAMPLE, Math.floor(MOST_VALUES / features(data.shape)));
  return few < data.points ? { ...setup, data: chosen(data, few, seed).ready } : setup;
}

/** A law of points as it is; given points as that of their mean cov and spread. */
function averagePair(data: Data): Data {
  if (data.kind === 'generator') return data;
  const { cov, spread } = pairMoments(data);
  return gaussian({ shape: data.shape, mean: Math.sqrt(Math.max(0, cov)), variance: spread });
}

function sampleOf(data: Data, seed: number): Data {
  if (data.kind === 'generator') return data;
  return ofOneLength(chosen(data, Math.min(SAMPLE, data.points), seed).ready);
}

/** The points with the root of their mean square for a length. */
function ofOneLength(points: Dataset): Dataset {
  let square = 0;
  for (const value of points.values) square += value * value;
  return preprocess(unitNorm(), scale(Math.sqrt(square / points.points))).apply(points);
}

/** Given points after the last step of a pipeline, the one that a remedy adds; undefined where that takes long. */
function withStep(data: Data, pipeline: string): Data | undefined {
  if (data.kind === 'generator') return data;
  const step = parsePreprocess(pipeline).steps.at(-1)!;
  const size = features(data.shape);
  const isLong = size > MOST_WHITENED || data.points < POINTS_A_FEATURE * size;
  return step.notation.startsWith('whiten') && isLong ? undefined : step.apply(data);
}

/** The setup with a change on other points. Given points have gone through the steps, which remedies look at all the same. */
function withChange(start: Setup, data: Data, { network = start.network, init, preprocess: pipeline }: Change): Setup {
  const { steps, seed, points } = start;
  const { scheme, law, sigmaW2, sigmaB2 } = init ?? start.init;
  const options = { init: scheme, law, sigmaW2, sigmaB2, seed };
  if (start.data.kind === 'generator') {
    return prepare(network, data, { ...options, preprocess: pipeline ?? steps.notation, points: points ?? undefined });
  }
  const { notation, steps: each } = steps;
  return { ...prepare(network, data, options), steps: { ...preprocess(), notation, steps: each } };
}

/** What comes of a task; undefined where it does not fit together. */
function attempted<T>(task: () => T): T | undefined {
  try {
    return task();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
