import { type Effort, finiteOn, finiteSeconds } from '../../finite/predictFinite.ts';
import { DatasetState } from '../../kernel/dataset/datasetState.ts';
import { SpatialState } from '../../kernel/spatial/spatialState.ts';
import { isUnknown } from '../../kernel/state.ts';
import { Network } from '../../network/network.ts';
import { unequalBias } from '../../network/output.ts';
import type { Estimate } from '../../numerics/sampling/controlVariates.ts';
import type { FinitePrediction } from '../../results/finiteSchema.ts';
import type { Setup } from '../../setup/setup.ts';
import { agreementOn, answersOf } from '../../theory/answers.ts';
import { datasetAgreement } from '../../theory/datasetAgreement.ts';
import type { GuessForecast } from '../../theory/forecast.ts';
import { type FullPrediction, predictOn } from '../../theory/predict.ts';
import { predictionSeconds, traceSeconds } from '../../theory/seconds.ts';
import type { Done } from '../../trace/seconds.ts';
import { modeOf, traceOf } from '../../trace/trace.ts';
import { neutralised, standInOf } from './standIn.ts';

/** What theory is asked. Beside the setup it is plain data, so that another thread can be asked as well. */
export type TheoryTask<S = Setup> =
  /** @param laws also the histograms and the law of counts, which measurements are compared with */
  | { readonly kind: 'predict'; readonly setup: S; readonly points: number | null; readonly laws?: true }
  /** The same at the actual widths. */
  | { readonly kind: 'finite'; readonly setup: S; readonly effort: Effort }
  /** The agreement alone, with the layer of this index neutralised. */
  | { readonly kind: 'agreement'; readonly setup: S; readonly points: number | null; readonly without: number }
  /** γ and agreement alone. */
  | { readonly kind: 'bias'; readonly setup: S; readonly points: number };

/** What comes of a task, by its kind; undefined where theory has no answer. Plain data. */
export interface TheoryAnswers {
  readonly predict: PlainPrediction;
  readonly finite: FinitePrediction;
  readonly agreement: Estimate | undefined;
  readonly bias: { readonly gamma: Estimate; readonly agreement: Estimate } | undefined;
}

export type TheoryAnswer = TheoryAnswers[TheoryTask['kind']];

/** A prediction whose laws are computed. */
export interface PlainPrediction extends Omit<FullPrediction, 'forecast'> {
  readonly forecast?: Omit<GuessForecast, 'pmf' | 'histograms'> & {
    readonly pmf?: Float64Array;
    readonly histograms?: ReturnType<GuessForecast['histograms']>;
  };
}

/**
 * @param done hears of the work done, in seconds of counted work
 * @throws UserError where a finite width cannot be followed
 */
export function theoryAnswer(task: TheoryTask, done?: Done): TheoryAnswer {
  const { setup } = task;
  switch (task.kind) {
    case 'predict':
      return plainPrediction(predictOn(setup, task.points, done), task.laws === true);
    case 'finite':
      return finiteOn(setup, task.effort, done);
    case 'agreement':
      return agreementOn(withoutLayer(setup, task.without), task.points);
    case 'bias':
      return biasOn(setup, task.points);
  }
}

/** What a task costs, in seconds of counted work; of finite widths at most. */
export function secondsOf(task: TheoryTask): number {
  const { setup } = task;
  if (task.kind === 'predict') return predictionSeconds(setup, task.points);
  if (task.kind === 'finite') return traceSeconds(setup, setup.points) + finiteSeconds(setup, task.effort);
  return traceSeconds(setup, task.points);
}

/** The prediction that was made plain. */
export function fullPrediction({ prediction, forecast }: PlainPrediction): FullPrediction {
  if (!forecast) return { prediction };
  const { pmf, histograms, ...same } = forecast;
  return { prediction, forecast: { ...same, ...(pmf && { pmf: () => pmf }), histograms: () => histograms! } };
}

function plainPrediction({ prediction, forecast }: FullPrediction, laws: boolean): PlainPrediction {
  if (!forecast) return { prediction };
  const { pmf, histograms, ...same } = forecast;
  const computed = laws && { ...(pmf && { pmf: pmf() }), histograms: histograms() };
  return { prediction, forecast: { ...same, ...computed } };
}

function withoutLayer(setup: Setup, index: number): Setup {
  const layers = setup.layers.map((placed, i) => {
    const standIn = i === index ? standInOf(placed, setup.init) : undefined;
    return standIn === undefined || typeof standIn === 'string' ? placed : neutralised(placed, standIn);
  });
  return { ...setup, network: new Network(layers.map(({ layer }) => layer)), layers };
}

/** Without the law of the guesses of given points, and not of images, which would take minutes for one number. */
function biasOn(setup: Setup, points: number): TheoryAnswers['bias'] {
  if (modeOf(setup) === 'spatial') return undefined;
  const { decision } = traceOf(setup, points);
  if (isUnknown(decision) || decision instanceof SpatialState || unequalBias(setup.output)) return undefined;
  if (!(decision instanceof DatasetState)) {
    const answers = answersOf(setup, decision, points);
    return 'reason' in answers ? undefined : answers;
  }
  const exactly = (value: number) => ({ value, error: 0 });
  const agreement = datasetAgreement(setup.output.classes, decision.complements);
  return { gamma: exactly(decision.summary().gamma), agreement: exactly(agreement) };
}
