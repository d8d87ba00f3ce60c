import { DatasetState } from '../../kernel/dataset/datasetState.ts';
import { SpatialState } from '../../kernel/spatial/spatialState.ts';
import { headCounter } from '../../laws/heads/headCounter.ts';
import type { Estimate } from '../../numerics/sampling/controlVariates.ts';
import type { PredictedHead } from '../../results/headSchema.ts';
import type { Setup } from '../../setup/setup.ts';
import type { GuessTheory } from '../guessTheory.ts';
import { meansOf, shareOf } from '../stepZero.ts';
import { labelsOfPair, samplesOfPair, severalOfPair } from './pairHeads.ts';
import { headOnPoints, knownOfLabels, knownOfSeveral } from './pointHeads.ts';

/** What theory expects of the head of a network, and what is to be said of it. */
export interface HeadTheory {
  readonly head: PredictedHead;
  readonly notes: readonly string[];
}

/** The entropy and scale of the outputs, as `stepZero` has them. */
type Scale = { readonly entropy: number; readonly logitSdPoints: number; readonly logitSdInitialisations: number };

/**
 * The numbers of the head that a network has. Undefined for an argmax without biases, of which all else says enough.
 * @param known undefined where theory has no answer
 */
export function headTheoryOf(
  setup: Setup,
  known: GuessTheory | undefined,
  step0: Scale | null,
  points: number | null,
): HeadTheory | undefined {
  const { head, output } = setup;
  const bias = output.bias && { bias: [...output.bias] };
  const sizes = head.kind === 'several' && { sizes: [...head.sizes] };
  if (head.kind === 'argmax' && !meansOf(output)) return undefined;
  const notes = head.kind === 'sigmoid' ? ['one output: a sigmoid head, whose sign tells two classes apart'] : [];
  const described = { kind: head.kind, ...sizes, ...bias };
  if (head.kind === 'regression') {
    const scale: readonly (readonly ['sdPoints' | 'sdInitialisations' | 'gamma', number | null, number?])[] = [
      ['sdPoints', step0?.logitSdPoints ?? null],
      ['sdInitialisations', step0?.logitSdInitialisations ?? null],
      ['gamma', known?.gamma.value ?? null, known?.gamma.error],
    ];
    const quantities = scale.map(([name, value, error]) => ({ name, value, ...(error && { error }) }));
    return { head: { ...described, quantities }, notes };
  }
  const counter = headCounter(head, output.units, output.bias !== undefined);
  if (!counter) return { head: { ...described, quantities: [] }, notes };
  const values = known && valuesOf(setup, known, step0, points);
  if (known && !values)
    notes.push(`head ${head.kind}: measured only over images, sampled kernels and samples of points`);
  const quantities = counter.quantities.map((quantity, place) => {
    const found = values?.[place];
    return { ...quantity, value: found?.value ?? null, ...(found?.error && { error: found.error }) };
  });
  return { head: { ...described, quantities }, notes };
}

function valuesOf(
  setup: Setup,
  known: GuessTheory,
  step0: Scale | null,
  points: number | null,
): Estimate[] | undefined {
  const { head, output, data, seed } = setup;
  const [kernel] = known.kernels;
  if (head.kind === 'argmax' || head.kind === 'sigmoid') {
    return known.fractionLaw?.shares?.map((value) => ({ value, error: 0 }));
  }
  if (kernel instanceof SpatialState || kernel.sampled) return undefined;
  // A softmax of one logit is that of two of half its variance; labels are their own outputs.
  const asTwo = head.kind === 'sample' && output.units === 1;
  const share = asTwo ? shareOf(setup) : 1;
  const none = new Array<number>(asTwo ? 2 : output.units).fill(0);
  const means = asTwo ? (meansOf(output) ?? none) : (output.bias ?? none);
  const each = output.bias !== undefined;
  if (!(kernel instanceof DatasetState)) {
    const { cov, spread } = kernel.summary();
    const outputs = { cov: share * cov, spread: share * spread, means };
    if (head.kind === 'several') return severalOfPair(outputs, head.sizes, points, seed);
    if (head.kind === 'multilabel') return labelsOfPair(outputs, each, points, seed);
    return step0 ? samplesOfPair(outputs, step0.entropy, points, seed) : undefined;
  }
  if (data.kind === 'dataset' && kernel.points < data.points) return undefined;
  const outputs = { kernel, means, variances: kernel.variances.map((q) => share * q) };
  const counter = headCounter(head, means.length, each)!;
  if (head.kind === 'several') return headOnPoints(outputs, counter, knownOfSeveral(outputs, head.sizes), seed);
  if (head.kind === 'multilabel') {
    return headOnPoints(outputs, counter, knownOfLabels(outputs, counter.quantities.length > 4), seed);
  }
  return headOnPoints(outputs, counter, new Map(step0 ? [[3, step0.entropy]] : []), seed);
}
