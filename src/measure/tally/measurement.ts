import type { Unknown } from '../../kernel/state.ts';
import { deadShare } from '../../laws/deadUnits.ts';
import { histogramEdges } from '../../laws/histogram.ts';
import { ksAgainstDiscreteLaw } from '../../laws/kolmogorovSmirnov.ts';
import { sdAtPoints } from '../../laws/sdAtPoints.ts';
import { normalCdf } from '../../numerics/quadrature/normal.ts';
import { normalDeviate } from '../../numerics/sampling/student.ts';
import { findingOf } from '../../results/finding.ts';
import type { FinitePrediction } from '../../results/finiteSchema.ts';
import { barePercent, count, plain, plural } from '../../results/format.ts';
import { isArgmax } from '../../results/headFinding.ts';
import { lossNotes } from '../../results/lossFinding.ts';
import type { Estimate, Experiment, MeasuredLayer, Measurement, Prediction } from '../../results/schema.ts';
import type { FullPrediction } from '../../theory/predict.ts';
import {
  besideNotes,
  deviationNotes,
  farFromTheory,
  isBesideTheory,
  LARGE_Z,
  lossSpreadNotes,
  namesOf,
} from './deviations.ts';
import { estimateBeside } from './estimate.ts';
import { measuredClasses } from './measuredClasses.ts';
import { measuredHead } from './measuredHead.ts';
import { measuredLogits } from './measuredLogits.ts';
import type { Tally } from './tally.ts';

interface Parts {
  readonly experiment: Experiment;
  /** Whether fixed biases prefer some classes. */
  readonly isShifted: boolean;
  readonly tally: Tally;
  readonly theory: FullPrediction;
  readonly status: Measurement['status'];
  /** All that ran the networks, one after the other where the measurement was resumed. */
  readonly engines: readonly string[];
  /** Index of the readout layer. */
  readonly readout: number | undefined;
  readonly layerDraws: number;
  readonly gramLayers: number;
  readonly provenance: Measurement['provenance'];
  readonly seconds: number;
  /** Of where the networks ran. */
  readonly notes: readonly string[];
  /** What is to be expected at the actual widths, as far as it is known; with the standard error to be reached. */
  readonly atWidths: (untilSe: number) => Promise<FinitePrediction | Unknown>;
}

/** Sets what was measured beside what theory expects at the measured number of points. */
export async function measurementOf({ experiment, tally, theory, ...rest }: Parts): Promise<Measurement> {
  const { prediction } = theory;
  const { classes, points } = tally;
  const layers = layersOf(tally, theory, rest.readout);
  const gamma = estimateBeside(tally.gamma(), tally.draws, prediction.gamma, prediction.gammaError);
  const logits = measuredLogits(tally, prediction, rest.isShifted);
  const head = measuredHead(tally, prediction, { ...logits, gamma });
  const measurement: Omit<Measurement, 'summary'> = {
    network: prediction.network,
    data: prediction.data,
    preprocess: prediction.preprocess,
    classes,
    points,
    seed: experiment.seed,
    initialisations: tally.draws,
    readouts: tally.readouts,
    status: rest.status,
    agreement: estimateBeside(tally.agreement.value(), tally.draws, prediction.agreement, prediction.agreementError),
    agreementCounted: tally.agreementCounted?.value() ?? null,
    maxFraction: estimateBeside(
      tally.maxFraction.value(),
      tally.draws,
      prediction.maxFraction,
      prediction.maxFractionError,
    ),
    sd: sdBeside(tally, theory),
    gamma,
    ...logits,
    ...(head && { head }),
    intraClassCorrelation: tally.intraClassCorrelation(),
    layers,
    layerDraws: layers.length > 1 ? rest.layerDraws : 0,
    gramLayers: rest.gramLayers,
    histogram: histogramsOf(tally, theory),
    ks: ksOf(tally, theory),
    byClass: tally.byClass ? measuredClasses(tally.byClass, theory) : null,
    tiedPoints: tally.tied,
    ...equalOutputs(tally),
    prediction,
    experiment,
    provenance: rest.provenance,
    engine: rest.engines.join(' and '),
    seconds: rest.seconds,
    notes: [
      ...prediction.notes,
      ...notesOf(tally, theory, experiment),
      ...missedErrorNotes(tally, experiment),
      ...notesOn(rest.engines),
      ...rest.notes,
    ],
  };
  const { loss, logits: scale } = logits;
  const outputSd = scale ? Math.hypot(scale.sdPoints.mean, scale.sdInitialisations.mean) : 0;
  if (isArgmax(head)) measurement.notes.push(...lossNotes(loss?.mean, classes, outputSd));
  // Agreement and the like are those of an argmax: of another head its finding says how far theory is.
  if (isArgmax(head) || head?.kind === 'regression') {
    measurement.notes.push(...(await comparisonNotes(rest.atWidths, measurement, tally.notNumbers)));
  }
  return { ...measurement, summary: findingOf(measurement) };
}

/** Shares of networks and points with equal outputs, where there are any. */
export function equalOutputs({ equal, draws, readouts, points }: Tally): Pick<Measurement, 'equalOutputs'> {
  if (equal.points === 0) return {};
  const networks = draws * readouts;
  return { equalOutputs: { points: equal.points / (networks * points), networks: equal.networks / networks } };
}

/** The error of the theory follows from that of the agreement: dσ = dσ²/2σ, dσ² = (1 − 1/N) dA/K. */
function sdBeside(tally: Tally, { prediction, fractionLaw }: FullPrediction): Estimate {
  const { classes, points } = tally;
  const expected = fractionLaw ? sdAtPoints(fractionLaw.agreement, classes, points) : null;
  const { agreementError } = prediction;
  const error = agreementError && expected ? ((1 - 1 / points) * agreementError) / (2 * classes * expected) : undefined;
  return estimateBeside(tally.sd(), tally.draws, expected, error);
}

/** The traced layers, and the readout, whose γ is that of the kernel it sees. */
function layersOf(tally: Tally, { prediction }: FullPrediction, readout: number | undefined): MeasuredLayer[] {
  const gammas = tally.layerGammas().map((gamma, index) => ({ index, gamma }));
  if (readout !== undefined) gammas.push({ index: readout, gamma: tally.gamma() });
  return gammas.map(({ index, gamma: { mean, standardError } }) => {
    const { layer, gamma, gammaError } = prediction.layers[index];
    const constant = index === readout ? undefined : tally.constantUnits(index);
    const constantUnits = constant && { ...constant, theory: deadUnits(prediction, index, tally.points) };
    return {
      layer,
      gamma: mean,
      standardError,
      theory: gamma,
      ...(gammaError && { theoryError: gammaError }),
      ...(constantUnits && { constantUnits }),
    };
  });
}

/** Units of a relu layer that are off on all of N exchangeable points; null where that is not known. Docs/theory §17. */
function deadUnits({ mode, layers }: Prediction, index: number, points: number): number | null {
  const before = layers.at(index - 1);
  if (mode !== 'pair' || index === 0 || layers[index].layer !== 'relu' || !before?.layer.startsWith('dense('))
    return null;
  return before.gamma === null || before.gamma < 0 ? null : deadShare(before.gamma, points);
}

/** Histograms of the guess fractions and of the largest of them. */
export function histogramsOf(
  tally: Tally,
  { fractionLaw }: Pick<FullPrediction, 'fractionLaw'>,
): Measurement['histogram'] {
  const expected = fractionLaw?.histograms();
  return {
    edges: [...histogramEdges],
    fractions: { measured: tally.fractions.shares(), theory: expected?.fractions ?? null },
    maxFraction: { measured: tally.favourites.shares(), theory: expected?.maxFraction ?? null },
  };
}

/** First networks of the draws are independent, so their counts may be held against the finite-N law. */
function ksOf(tally: Tally, { fractionLaw }: FullPrediction): Measurement['ks'] {
  if (!fractionLaw?.pmf) return null;
  const { distance, criticalValue, level } = ksAgainstDiscreteLaw(tally.firstCounts, fractionLaw.pmf());
  return { distance, critical: criticalValue, level, draws: tally.draws };
}

/** An error falls as 1/√initialisations. */
function missedErrorNotes(tally: Tally, { untilSe, initialisations }: Experiment): string[] {
  const { standardError } = tally.agreement.value();
  if (untilSe === null || tally.draws < initialisations || !(standardError >= untilSe)) return [];
  const needed = Number((tally.draws * (standardError / untilSe) ** 2).toPrecision(2));
  return [
    `the standard error asked for, ${plain(untilSe)}, was not reached in ${plural(tally.draws, 'initialisation')}: it is ${plain(standardError, 2)}; about ${count(needed)} would reach it (--inits)`,
  ];
}

/** With fewer initialisations two standard errors cover less than 92 % (docs/theory §9). */
const FEWEST_FOR_ERRORS = 10;

/** What is to be said where theory and measurement lie far apart. */
async function comparisonNotes(
  atWidths: Parts['atWidths'],
  m: Omit<Measurement, 'summary'>,
  overflowed: number,
): Promise<string[]> {
  const far = farFromTheory(m);
  if (far.length === 0) {
    const beside = isBesideTheory(m) && overflowed === 0;
    // A small effect of the widths shows only to a prediction that is better known than the measurement.
    const notes = beside ? besideNotes(m, await atWidths(m.agreement.standardError / 3)) : [];
    return [...notes, ...lossSpreadNotes(m)];
  }
  if (overflowed > 0) {
    return [`${namesOf(far)}: not comparable with theory, since ${plural(overflowed, 'output')} overflowed float32`];
  }
  return [...deviationNotes(m, far, await atWidths(m.agreement.standardError)), ...lossSpreadNotes(m)];
}

/** A run may be resumed on another device: the weights stay the same, float32 products to their last bits only. */
function notesOn(engines: readonly string[]): string[] {
  if (engines.length < 2) return [];
  return [`drawn by ${engines.join(' and ')}, which may round a rare near-tie of two outputs differently`];
}

function notesOf(tally: Tally, { prediction }: FullPrediction, { ties }: Experiment): string[] {
  const notes: string[] = [];
  if (tally.notNumbers > 0) {
    notes.push(`${plural(tally.notNumbers, 'output')} overflowed float32 and count for one arbitrary class`);
  }
  if (tally.tied > 0) {
    const verb = tally.tied === 1 ? 'was' : 'were';
    const how =
      ties === 'first'
        ? 'given to the first class, as argmax in NumPy and PyTorch does'
        : 'broken by a random class order, fixed per network';
    notes.push(`${plural(tally.tied, 'tie')} ${verb} ${how}`);
    if (tally.equal.points > 0 && prediction.step0 && prediction.step0.logitSd > 0) {
      const share = barePercent(tally.equal.points / (tally.draws * tally.readouts * tally.points));
      notes.push(
        `all outputs are exactly equal in ${share} of the cases, because units are dead or float32 rounds small differences away: theory knows neither`,
      );
    }
  }
  if (tally.unfactoredDraws > 0) {
    notes.push(
      `in ${count(tally.unfactoredDraws)} of ${plural(tally.draws, 'initialisation')} points were too close together for a factor of their Gram matrix: the layers concerned drew all their weights`,
    );
  }
  if (tally.draws < FEWEST_FOR_ERRORS) {
    const covered = barePercent(Math.round(100 - 200 * normalCdf(-normalDeviate(2, tally.draws - 1))) / 100);
    notes.push(
      `errors of ${plural(tally.draws, 'initialisation')} are rough: two of them cover about ${covered}, not 95 %; draw ${FEWEST_FOR_ERRORS} or more (--inits)`,
    );
  }
  const gap = tally.agreementGap();
  if (gap !== null && Math.abs(gap) >= LARGE_Z) {
    notes.push(`agreement: counting guesses gives another value than the features (z = ${gap.toFixed(1)})`);
  }
  const { byClass, truth } = tally;
  if (byClass && !byClass.rankedTable()) {
    notes.push('tables by true class are left out: they are kept up to 32 true classes and 64 guesses');
  }
  if (truth && !byClass) {
    notes.push('guesses were not sorted by true class: the run was begun by a version that did not do so');
  }
  if (prediction.mode === 'dataset' && prediction.classes === 2 && isArgmax(prediction.head)) {
    notes.push('no KS test: the law of the fractions over given points has no formula');
  }
  return notes;
}
