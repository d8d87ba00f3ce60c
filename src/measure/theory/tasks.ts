import { type Effort, finiteOn, finiteSeconds } from '../../finite/predictFinite.ts';
import { Network } from '../../network/network.ts';
import type { FinitePrediction } from '../../results/finiteSchema.ts';
import type { Setup } from '../../setup/setup.ts';
import type { FractionLaw } from '../../theory/fractionLaw.ts';
import { type Bias, biasOn } from '../../theory/guessTheory.ts';
import { type FullPrediction, predictOn } from '../../theory/predict.ts';
import { predictionSeconds, traceSeconds } from '../../theory/seconds.ts';
import type { Done } from '../../trace/seconds.ts';
import { neutralised, standInOf } from './standIn.ts';

/** What theory is asked. Beside the setup it is plain data, so that another thread can be asked as well. */
export type TheoryTask<S = Setup> =
  /** @param laws also the histograms and the law of counts, which measurements are compared with */
  | { readonly kind: 'predict'; readonly setup: S; readonly points: number | null; readonly laws?: true }
  /** The same at the actual widths. */
  | { readonly kind: 'finite'; readonly setup: S; readonly effort: Effort }
  /**
   * γ and agreement alone, with the layers of these indices neutralised.
   * @param law also the largest fraction, where it is known
   */
  | {
      readonly kind: 'bias';
      readonly setup: S;
      readonly points: number | null;
      readonly without?: readonly number[];
      readonly law?: true;
    };

/** What comes of a task, by its kind; undefined where theory has no answer. Plain data. */
export interface TheoryAnswers {
  readonly predict: PlainPrediction;
  readonly finite: FinitePrediction;
  readonly bias: Bias | undefined;
}

export type TheoryAnswer = TheoryAnswers[TheoryTask['kind']];

/** A prediction whose laws are computed. */
export interface PlainPrediction extends Omit<FullPrediction, 'fractionLaw'> {
  readonly fractionLaw?: Omit<FractionLaw, 'pmf' | 'histograms'> & {
    readonly pmf?: Float64Array;
    readonly histograms?: ReturnType<FractionLaw['histograms']>;
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
    case 'bias':
      return biasOn(withoutLayers(setup, task.without ?? []), task.points, task.law === true);
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
export function fullPrediction({ prediction, fractionLaw }: PlainPrediction): FullPrediction {
  if (!fractionLaw) return { prediction };
  const { pmf, histograms, ...same } = fractionLaw;
  return { prediction, fractionLaw: { ...same, ...(pmf && { pmf: () => pmf }), histograms: () => histograms! } };
}

function plainPrediction({ prediction, fractionLaw }: FullPrediction, laws: boolean): PlainPrediction {
  if (!fractionLaw) return { prediction };
  const { pmf, histograms, ...same } = fractionLaw;
  const computed = laws && { ...(pmf && { pmf: pmf() }), histograms: histograms() };
  return { prediction, fractionLaw: { ...same, ...computed } };
}

function withoutLayers(setup: Setup, indices: readonly number[]): Setup {
  if (indices.length === 0) return setup;
  const layers = setup.layers.map((placed, index) => {
    const standIn = indices.includes(index) ? standInOf(placed, setup.init) : undefined;
    return standIn === undefined || typeof standIn === 'string' ? placed : neutralised(placed, standIn);
  });
  return { ...setup, network: new Network(layers.map(({ layer }) => layer)), layers };
}
