import { bounded, limitsOfStored } from '../../audit/limits.ts';
import { type ChangedFile, changeFile } from '../../audit/neutralise/changeFile.ts';
import { endsOf, type ModelEnds, type StoredLogits, storedLogits } from '../../audit/neutralise/storedLogits.ts';
import { type Verified, verifyChange } from '../../audit/neutralise/verifyChange.ts';
import { type AuditedFile, auditedPoints, openLengths, type PointChoice } from '../../audit/prepareAudit.ts';
import type { Runtime } from '../../audit/runtime.ts';
import { type Data, type Dataset, features } from '../../data/dataset.ts';
import { hasLoss, trueClassesOf } from '../../laws/trueClasses.ts';
import { guessErrors, guessNumbers, type Outputs } from '../../neutralise/guessNumbers.ts';
import { splitOf } from '../../neutralise/split.ts';
import { type Sides, type Trial, trialOf } from '../../neutralise/trial.ts';
import { defaultHeldOut, type FitOptions } from './fitOptions.ts';
import { notesOn } from './notes.ts';
import { priorsOf } from './priorsOf.ts';
import type { GuessesOfSide, Neutralisation, Side } from './schema.ts';

export interface ModelOptions extends FitOptions, PointChoice {
  /** The output that is looked at; default the first. */
  readonly output?: string;
  /** Lengths of axes that the model leaves open: "height=48". */
  readonly dim?: readonly string[];
  /** Gigabytes that a process of the model may take. */
  readonly memory?: number;
}

/** A model with a fit, which may be written to a file. */
export interface NeutralisedModel {
  readonly result: Neutralisation;
  readonly ends: ModelEnds;
  readonly stored: StoredLogits;
  readonly data: Dataset;
  readonly trial: Trial;
  readonly runtime: Runtime;
}

/** Fits biases to what a model guesses with its stored weights, on some points, and counts on others. */
export async function neutraliseModel(
  { model, sha256 }: AuditedFile,
  source: Data,
  options: ModelOptions,
  runtime: Runtime,
): Promise<NeutralisedModel> {
  const started = performance.now();
  const { fit = 'fractions', heldOut = defaultHeldOut } = options;
  const ends = endsOf(model, options.output);
  const { seed, steps, ready: data, remarks } = auditedPoints(source, options);
  const split = splitOf(data.points, heldOut, seed);
  const limits = limitsOfStored(model, data.points * features(data.shape), options.memory);
  const own = bounded(runtime, limits);
  const stored = await storedLogits(ends, data, own, openLengths(options.dim ?? []));
  const { units, classes, places, logits } = stored.layout;
  const priors = priorsOf(options.priors, data, classes);
  const truth = places === 1 && logits ? trueClassesOf(data) : undefined;
  const labels = hasLoss(truth, classes) ? truth.labels : undefined;
  const trial = trialOf({ logits: stored.values, units, places, labels }, { split, fit, priors });
  const [before, after] = [sideOf(trial.before), sideOf(trial.after)];
  const found = {
    fit,
    classes,
    lnK: Math.log(classes),
    constant: trial.constant ? 1 : 0,
    after,
    initialisations: null,
  };
  const result: Neutralisation = {
    model: { file: model.file, sha256 },
    network: null,
    data: data.name,
    preprocess: steps.notation,
    points: data.points,
    perPoint: places,
    seed,
    ...found,
    priors: priors ? [...priors] : null,
    biases: [...trial.change.shift],
    scales: trial.change.scale ? [...trial.change.scale] : null,
    deviation: { mean: trial.deviation, standardError: 0 },
    before,
    heldOut: { points: split.heldOut.length, maxFraction: after.maxFraction },
    written: null,
    notes: [...remarks, ...stored.notes, ...notesOn(found, split, places)],
    seconds: (performance.now() - started) / 1000,
  };
  return { result, ends, stored, data, trial, runtime: own };
}

/** The changed file. @param bytes of the file that was read */
export function changedFile({ ends, stored, trial }: NeutralisedModel, bytes: Uint8Array): ChangedFile {
  return changeFile(bytes, ends.graph, stored, trial.change);
}

/** Runs the file before and after. @param run runs bytes as a file in the folder of the new one */
export function verified(
  { ends, stored, data, trial, runtime }: NeutralisedModel,
  files: { readonly before: Uint8Array; readonly after: Uint8Array },
  run: Parameters<typeof verifyChange>[3],
): Promise<Verified> {
  const checked = { layout: stored.layout, fed: stored.inputs, points: data.points, change: trial.change };
  return verifyChange(ends, files, checked, run, runtime);
}

function sideOf({ fitted, heldOut }: Sides<Outputs>): Side {
  return { ...guessesOf(heldOut), fitted: guessesOf(fitted) };
}

function guessesOf(outputs: Outputs): GuessesOfSide {
  const { fractions, tied, agreement, maxFraction, loss } = guessNumbers(outputs);
  const errors = guessErrors(outputs);
  return {
    agreement: { mean: agreement, standardError: errors.agreement },
    maxFraction: { mean: maxFraction, standardError: errors.maxFraction },
    fractions: [...fractions],
    loss: loss === null ? null : { mean: loss, standardError: errors.loss! },
    tied,
  };
}
