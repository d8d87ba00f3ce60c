import type { Data } from '../../data/dataset.ts';
import { planMeasurement } from '../../measure/plan/plan.ts';
import { Running } from '../../measure/tally/estimate.ts';
import type { Network } from '../../network/network.ts';
import { type GuessNumbers, guessNumbers, type Outputs } from '../../neutralise/guessNumbers.ts';
import { splitOf } from '../../neutralise/split.ts';
import type { Sides } from '../../neutralise/trial.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { type SetupOptions, setupOptionNames } from '../../setup/options.ts';
import { wholeNumber } from '../../setup/setup.ts';
import { drawnTrials } from './drawnTrials.ts';
import { defaultHeldOut, type FitOptions } from './fitOptions.ts';
import { notesOn } from './notes.ts';
import { priorsOf } from './priorsOf.ts';
import type { GuessesOfSide, Neutralisation, Side } from './schema.ts';

export interface NeutraliseOptions extends SetupOptions, FitOptions {
  /** Initialisations, each of which gets biases of its own; at least 2. Default 100. */
  readonly inits?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

const DEFAULT_INITIALISATIONS = 100;

/**
 * What biases of the outputs make of the guesses of a network before training: fitted to each initialisation on some of the
 * points, and counted on the others. Errors are clustered by initialisation. Runs on the calling thread.
 *
 * @param network a network or its notation, e.g. "5*(dense(512), relu), dense(10)"
 * @param data data or their notation
 * @throws UserError for any fault in network, data or options, and where outputs overflow
 */
export async function neutraliseNetwork(
  network: Network | string,
  data: Data | string,
  options: NeutraliseOptions = {},
): Promise<Neutralisation> {
  const own = ['fit', 'priors', 'heldOut', 'inits', 'signal', 'onProgress'];
  checkOptions('neutraliseNetwork', options, [...setupOptionNames, ...own]);
  const started = performance.now();
  const { fit = 'fractions', heldOut = defaultHeldOut, signal, onProgress } = options;
  const {
    priors: given,
    fit: _fit,
    heldOut: _heldOut,
    signal: _signal,
    onProgress: _onProgress,
    ...measured
  } = options;
  const inits = wholeNumber('inits', options.inits ?? DEFAULT_INITIALISATIONS, 2);
  const plan = planMeasurement(network, data, { ...measured, ...{ inits, readouts: 1, sampler: 'weights' } });
  const { setup, experiment, assignment } = plan;
  const { points } = assignment;
  const { classes } = setup.output;
  const split = splitOf(points, heldOut, experiment.seed);
  const priors = priorsOf(given, setup.data, classes);
  const tallies = { before: new SideTally(classes), after: new SideTally(classes) };
  const deviation = new Running();
  let constant = 0;
  await drawnTrials(plan, { inits, split, fit, priors }, (trial, initialisation) => {
    tallies.before.add(trial.before);
    tallies.after.add(trial.after);
    deviation.add(trial.deviation);
    if (trial.constant) constant += 1 / inits;
    onProgress?.({ done: initialisation + 1, total: inits });
    if (initialisation + 1 < inits) signal?.throwIfAborted();
  });
  const after = tallies.after.summary();
  const found = { fit, classes, lnK: Math.log(classes), constant, after, initialisations: inits };
  return {
    model: null,
    network: experiment.network,
    data: experiment.data,
    preprocess: experiment.preprocess,
    points,
    perPoint: 1,
    seed: experiment.seed,
    ...found,
    priors: priors ? [...priors] : null,
    biases: null,
    scales: null,
    deviation: deviation.value(),
    before: tallies.before.summary(),
    heldOut: { points: split.heldOut.length, maxFraction: after.maxFraction },
    written: null,
    notes: [...setup.remarks, ...notesOn(found, split, 1)],
    seconds: (performance.now() - started) / 1000,
  };
}

/** Numbers of both sides, initialisation by initialisation. */
class SideTally {
  private readonly fitted: GuessTally;
  private readonly heldOut: GuessTally;

  constructor(classes: number) {
    this.fitted = new GuessTally(classes);
    this.heldOut = new GuessTally(classes);
  }

  add({ fitted, heldOut }: Sides<Outputs>): void {
    this.fitted.add(guessNumbers(fitted));
    this.heldOut.add(guessNumbers(heldOut));
  }

  summary(): Side {
    return { ...this.heldOut.summary(), fitted: this.fitted.summary() };
  }
}

class GuessTally {
  private readonly agreement = new Running();
  private readonly maxFraction = new Running();
  private readonly loss = new Running();
  private readonly tied = new Running();
  private readonly fractions: readonly Running[];

  constructor(classes: number) {
    this.fractions = Array.from({ length: classes }, () => new Running());
  }

  add({ agreement, maxFraction, loss, tied, fractions }: GuessNumbers): void {
    this.agreement.add(agreement);
    this.maxFraction.add(maxFraction);
    this.tied.add(tied);
    if (loss !== null) this.loss.add(loss);
    for (const [k, fraction] of fractions.entries()) this.fractions[k].add(fraction);
  }

  summary(): GuessesOfSide {
    return {
      agreement: this.agreement.value(),
      maxFraction: this.maxFraction.value(),
      fractions: this.fractions.map(({ mean }) => mean),
      loss: this.loss.count > 0 ? this.loss.value() : null,
      tied: this.tied.mean,
    };
  }
}
