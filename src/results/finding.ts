import { saysAllEqual } from '../data/remarks/inspect.ts';
import { barePercent, percent, plain, plusMinus, times } from './format.ts';
import { headBehaviour, headQuantityName, isArgmax, outputsOf, predictedBehaviour } from './headFinding.ts';
import { fairGuess, shareOf } from './headline.ts';
import { expectedLossOf, lossFindingOf } from './lossFinding.ts';
import type { Measurement, Prediction } from './schema.ts';
import { layerName, listed, pointsOf } from './words.ts';

/** Of the share of agreement above chance. */
const EVEN = 0.01;

/**
 * Whether a network counts as even-handed: by the share of its agreement above chance, (A − 1/K) / (1 − 1/K). Agreement is
 * estimated without bias at any number of points, which the observed favourite's share is not.
 */
export function isEven(agreement: number, classes: number): boolean {
  return (agreement - 1 / classes) / (1 - 1 / classes) < EVEN;
}

/** A bias ratio below this is not worth a word: the favourite of two classes gets 52 %. */
export const NEGLIGIBLE_GAMMA = 0.005;

/** Of a deep network γ has settled if it stays as it is over the last tenth of the layers. */
const STILL = 0.9;
const DEEP = 20;

/** A change of γ by less than this factor counts as no change. */
export const STEADY = 1.1;

/**
 * The finding of a measurement in two or three sentences: what the network does, what theory expects, where the bias
 * is introduced.
 * @param origin the last of these; empty where something else says it
 */
export function findingOf(
  m: Omit<Measurement, 'summary'>,
  origin: string = originUnlessEqual(traceOf(m), m.notes),
): string {
  if (!isArgmax(m.head)) return findingOfHead(m);
  if (m.equalOutputs?.networks === 1) {
    return [`Before any training ${equalWords(m.data, m.classes)}`, sameSince(traceOf(m))].filter(Boolean).join(' ');
  }
  const share = shareOf(m.maxFraction);
  const finding = `Before any training this network ${behaviour(m.data, m.classes, m.points, m.maxFraction.mean, m.agreement.mean, share)}`;
  return [finding, lossFindingOf(m), someEqual(m), expectation(m), origin, deadIn(m)].filter(Boolean).join(' ');
}

/** The same for a prediction: what theory expects of a network that nobody has run. */
export function expectationOf(p: Prediction): string {
  if (p.head && !isArgmax(p.head)) {
    const behaviour = predictedBehaviour(p, p.head);
    if (!behaviour) return 'Theory does not cover this head of the network; it can still be measured.';
    return `Theory expects that before any training ${behaviour}`;
  }
  const known = p.layers.flatMap(({ layer, gamma }) => (gamma === null ? [] : [{ layer, gamma }]));
  const origin = originUnlessEqual(known, p.notes, p.layers.length);
  if (hasEqualOutputs(p)) return `Theory expects that before any training ${equalWords(p.data, p.classes)}`;
  if (p.agreement === null) {
    return ['Theory does not cover the outputs of this network; it can still be measured.', origin]
      .filter(Boolean)
      .join(' ');
  }
  if (p.maxFraction === null) {
    const { value, fair } = sameGuess(p.data, p.classes, p.agreement, p.agreementError);
    return [
      `Theory expects that before any training ${value}; ${fair}. Theory gives no value for the favourite class; measure it.`,
      expectedLossOf(p),
      origin,
    ]
      .filter(Boolean)
      .join(' ');
  }
  const share = percent(p.maxFraction, p.maxFractionError);
  const expected = `Theory expects that before any training this network ${behaviour(p.data, p.classes, p.points, p.maxFraction, p.agreement, share)}`;
  return [expected, expectedLossOf(p), origin].filter(Boolean).join(' ');
}

/** The beginning of the first note of a prediction that was not made. */
export const LEFT_OUT = 'theory was left out';

function isLeftOut({ notes }: Prediction): boolean {
  return notes[0]?.startsWith(LEFT_OUT) ?? false;
}

/** What a head other than an argmax does, and whether theory expected it. */
function findingOfHead({ head, data, classes, prediction }: Omit<Measurement, 'summary'>): string {
  const { quantities } = head!;
  const behaviour = headBehaviour({
    ...head!,
    data,
    classes: outputsOf(head!, classes),
    value(name, part) {
      const found = quantities.find((one) => one.name === name && one.part === part);
      return found && { mean: found.mean, error: found.standardError };
    },
  });
  if (!behaviour) return 'The outputs overflowed, so that nothing can be said of this head.';
  const expected = prediction.head && predictedBehaviour(prediction, prediction.head);
  const far = quantities.filter(({ z }) => z !== null && Math.abs(z) >= 4).map((one) => headQuantityName(head!, one));
  const verdict = !expected
    ? 'Theory does not cover this head.'
    : far.length === 0
      ? 'Theory expects the same within its errors.'
      : `Theory differs by more than 4 standard errors in ${listed(far)}.`;
  return `Before any training ${behaviour} ${verdict}`;
}

/** Logits of variance 0 and no fixed biases, with which the probability of the guess would be unknown. */
function hasEqualOutputs({ step0 }: Prediction): boolean {
  return step0 !== null && step0.logitSd === 0 && step0.topProbability !== null;
}

/** What a network is said to do whose outputs are all the same number, as those of a zero-initialised readout. */
function equalWords(data: string, classes: number): string {
  const loss = `its loss is ln ${classes} = ${plain(Math.log(classes))}`;
  return `all outputs of this network are exactly equal for all ${pointsOf(data)}: it guesses nothing, ${loss}, and frameworks answer class 0.`;
}

/** The first layer from which all inputs look alike to the end. */
function sameSince(steps: readonly Step[]): string {
  const first = steps.findLastIndex(({ gamma }) => gamma !== Infinity) + 1;
  return first < steps.length ? `From ${place(steps, first)} on all inputs look alike.` : '';
}

/** From this share of a layer on, units that have the same value for all inputs are mentioned. */
const MANY_CONSTANT = 0.5;

/** "In layer 4 (relu) 73 % of the units have the same value for all inputs." */
function deadIn({ layers, data }: Pick<Measurement, 'layers' | 'data'>): string {
  const shares = layers.map(({ constantUnits }) => constantUnits?.mean ?? 0);
  const most = shares.reduce((best, share, index) => (share > shares[best] ? index : best), 0);
  if (!(shares[most] >= MANY_CONSTANT)) return '';
  return `In ${place(layers, most)} ${barePercent(shares[most])} of the units have the same value for all ${pointsOf(data)}.`;
}

function someEqual({ equalOutputs }: Pick<Measurement, 'equalOutputs'>): string {
  const share = equalOutputs?.networks ?? 0;
  return share > 0 ? `In ${barePercent(share)} of the networks all outputs are exactly equal for all inputs.` : '';
}

/** The layers, if all of them were traced; a run may measure the outputs alone. */
export function traceOf({ layers, prediction }: Pick<Measurement, 'layers' | 'prediction'>): Measurement['layers'] {
  return layers.length === prediction.layers.length ? layers : [];
}

/** What networks do with the points, to follow "this network". */
export function behaviour(
  data: string,
  classes: number,
  points: number | null,
  maxFraction: number,
  agreement: number,
  share: string,
): string {
  const what = pointsOf(data);
  const fair = fairGuess(classes);
  if (maxFraction > 0.9995) return `sends all ${what} to one and the same class; ${fair}.`;
  if (!isEven(agreement, classes)) {
    return `sends ${share} of the ${what} to its favourite class; ${fair}.`;
  }
  // Few points a class: the largest of K equal shares is well above 1/K by chance alone.
  const byChance = points !== null && points / classes < 100 && maxFraction * classes > 1.1;
  const reason = byChance ? ', with so few points a class' : '';
  return `spreads the ${what} evenly: its favourite class gets ${share}${reason}; ${fair}.`;
}

/** What is expected where theory knows pairs of inputs, but no law of all guesses together. */
function sameGuess(data: string, classes: number, agreement: number, error?: number) {
  return {
    value: `two ${pointsOf(data)} get the same guess in ${percent(agreement, error)} of cases`,
    fair: `fair guesses do in ${barePercent(1 / classes)}`,
  };
}

function expectation({
  data,
  classes,
  maxFraction,
  agreement,
  loss,
  prediction,
}: Omit<Measurement, 'summary'>): string {
  if (maxFraction.theory !== null) {
    const share = percent(maxFraction.theory, maxFraction.theoryError);
    const value = loss?.theory == null ? '' : ` and a loss of ${plusMinus(loss.theory, loss.theoryError)}`;
    return `Theory expects ${share}${distance(maxFraction)}${value}.`;
  }
  if (agreement.theory === null) {
    return isLeftOut(prediction) ? 'Theory was left out.' : 'Theory does not cover this network.';
  }
  const { value, fair } = sameGuess(data, classes, agreement.theory, agreement.theoryError);
  return `Theory expects that ${value}${distance(agreement)}; ${fair}.`;
}

/** How far theory is from what was measured, if that is far. */
function distance({ mean, theory, z }: Measurement['maxFraction']): string {
  if (theory === null || z === null || Math.abs(z) < 4) return '';
  return `, ${plain(Math.abs(z), 2)} standard errors ${mean > theory ? 'below' : 'above'} what was measured`;
}

/** A layer of a trace, measured or predicted. */
export interface Step {
  readonly layer: string;
  /** Bias ratio after the layer; may be infinite. */
  readonly gamma: number;
}

/** What is said where all points are equal: no layer makes them so. */
export const ALL_EQUAL = 'All points are equal, so that every network gives them one guess.';

function originUnlessEqual(steps: readonly Step[], notes: readonly string[], layers?: number): string {
  return notes.some(saysAllEqual) ? ALL_EQUAL : originOf(steps, layers);
}

/**
 * "The bias is introduced in layer 2 (relu) and grows 3.4× by layer 6.", or nothing without a trace.
 * @param steps the layers whose γ is known, from the first on
 * @param layers how many layers the network has
 */
export function originOf(steps: readonly Step[], layers = steps.length): string {
  // A dead network has no ratio: there is no bias to speak of.
  if (steps.length === 0 || steps.some(({ gamma }) => Number.isNaN(gamma))) return '';
  const peak = indexOfPeak(steps);
  const top = steps[peak].gamma;
  if (top < NEGLIGIBLE_GAMMA) {
    if (steps.length === layers) return 'No layer makes a bias.';
    return `No layer makes a bias up to ${place(steps, steps.length - 1)}, after which theory stops.`;
  }
  const least = appreciableGamma(steps);
  const birth = steps.findIndex(({ gamma }) => gamma >= least);
  const introduced =
    birth === 0
      ? `The bias is there from layer 1 (${layerName(steps[0].layer)}) on`
      : `The bias is introduced in ${place(steps, birth)}`;
  return `${introduced}${fate(steps, birth, peak, layers)}.`;
}

/**
 * The bias ratio from which a bias counts: it matters on its own and against what it becomes, as deep chains may start
 * from rounding errors. The bias is introduced in the first layer that reaches it.
 */
export function appreciableGamma(steps: readonly Step[]): number {
  return Math.max(NEGLIGIBLE_GAMMA, Math.min(0.05 * steps[indexOfPeak(steps)].gamma, 0.05));
}

/** How γ goes on from the layer that introduces it: grows, shrinks, both, or neither. */
function fate(steps: readonly Step[], birth: number, peak: number, layers: number): string {
  const first = steps[birth].gamma;
  const top = steps[peak].gamma;
  const last = steps[steps.length - 1].gamma;
  if (first === Infinity) return ': from there all inputs look alike (gamma is ∞)';
  if (last === Infinity)
    return ` and is total from layer ${settled(steps) + 1} on, where all inputs look alike (gamma is ∞)`;
  if (birth === steps.length - 1) {
    return `, ${steps.length < layers ? 'after which theory stops' : 'the last'}, with gamma ${plain(last, 3)}`;
  }
  if (last < NEGLIGIBLE_GAMMA) return ` and is gone by layer ${settled(steps) + 1}`;
  if (top > STEADY * 1.15 * Math.max(first, last) && peak > birth) {
    return `, peaks in ${place(steps, peak)} at gamma ${plain(top, 3)} and falls to ${plain(last, 3)} by layer ${settled(steps) + 1}`;
  }
  if (last > STEADY * first) return ` and grows ${times(last / first)} ${until(steps)}`;
  if (first > STEADY * last) return ` and shrinks ${times(first / last)} ${until(steps)}`;
  return ` and stays near gamma ${plain(last, 3)}`;
}

/** "by layer 6", from which on γ stays as it is; "up to layer 2000, the last," where it still changes there. */
function until(steps: readonly Step[]): string {
  const layer = settled(steps) + 1;
  const isStill = steps.length < DEEP || layer <= STILL * steps.length;
  return isStill ? `by layer ${layer}` : `up to layer ${steps.length}, and is still changing there`;
}

/** The first layer from which γ keeps its last value within a few percent. */
function settled(steps: readonly Step[]): number {
  const last = steps[steps.length - 1].gamma;
  const tolerance = last === Infinity ? 0 : Math.max(0.03 * last, NEGLIGIBLE_GAMMA / 2);
  const same = ({ gamma }: Step) => gamma === last || Math.abs(gamma - last) <= tolerance;
  let index = steps.length - 1;
  while (index > 0 && same(steps[index - 1])) index--;
  return index;
}

function indexOfPeak(steps: readonly Step[]): number {
  return steps.reduce((best, { gamma }, index) => (gamma > steps[best].gamma ? index : best), 0);
}

function place(steps: readonly Step[], index: number): string {
  return `layer ${index + 1} (${layerName(steps[index].layer)})`;
}
