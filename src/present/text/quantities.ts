import { fixed, plain, type Rounded, roundToError } from '../../results/format.ts';
import { headMeanings, headQuantityName, isArgmax } from '../../results/headFinding.ts';
import type { MeasuredHead } from '../../results/headSchema.ts';
import type { Estimate, Measurement } from '../../results/schema.ts';

/** A row of the main table of a measurement, for terminal and report alike. */
export interface Quantity {
  readonly name: string;
  /** One line that says what it is. */
  readonly meaning: string;
  readonly measured: Rounded;
  readonly theory: Rounded;
  readonly z: number | null;
}

/** A measurement, or what is known of networks that another program ran, of which some quantities are not. */
type Known = Pick<Measurement, 'agreement' | 'maxFraction' | 'sd' | 'classes' | 'head'> & {
  readonly gamma: Estimate | null;
  readonly loss: (Estimate & { readonly spread: Estimate | null; readonly logClasses: number }) | null;
  readonly logits: Readonly<Record<keyof NonNullable<Measurement['logits']>, Estimate | null>> | null;
  readonly accuracy: (Estimate & { readonly spread: Estimate | null }) | null;
};

/** The measured quantities in the order of their importance. */
export function quantities(m: Known): Quantity[] {
  const ofHead = m.head ? headQuantities(m.head) : [];
  if (!isArgmax(m.head)) return ofHead;
  const all = [
    quantity('agreement', 'probability that two random inputs get the same guess', m.agreement),
    quantity('max fraction', 'mean share of the favourite class', m.maxFraction),
    quantity('sd', "standard deviation of a class's share over initialisations", m.sd),
    quantity('gamma', 'bias ratio of the outputs: spread of their means over spread of the data', m.gamma),
    ...logitQuantities(m),
    ...ofHead,
  ];
  return all.filter((one) => one !== undefined);
}

/** The outputs as logits; none where they are not. */
function logitQuantities({ loss, logits, accuracy, classes }: Known): (Quantity | undefined)[] {
  const ofLoss = loss && [
    quantity(
      'loss',
      `cross-entropy before training; ln ${classes} = ${fixed(loss.logClasses, 3)} for equal outputs`,
      loss,
    ),
    quantity('loss sd', 'standard deviation of the loss over initialisations', loss.spread),
  ];
  const ofLogits = logits && [
    quantity('points sd', 'standard deviation of an output from point to point', logits.sdPoints),
    quantity('inits sd', 'standard deviation of the mean of an output over initialisations', logits.sdInitialisations),
    quantity('confidence', 'mean probability of the guessed class', logits.topProbability),
    quantity('entropy', 'mean entropy of the class probabilities, in nats', logits.entropy),
  ];
  const ofAccuracy = accuracy && [
    quantity('accuracy', 'share of points guessed right', accuracy),
    quantity(
      'accuracy sd',
      'standard deviation of the accuracy over initialisations: the luck of seeds',
      accuracy.spread,
    ),
  ];
  return [...(ofLoss ?? []), ...(ofLogits ?? []), ...(ofAccuracy ?? [])];
}

function headQuantities(head: MeasuredHead): Quantity[] {
  return head.quantities.flatMap((one) => quantity(headQuantityName(head, one), headMeanings[one.name][1], one) ?? []);
}

/** Theory with as many decimals as the measurement beside it, or rounded to its own error. */
export function theoryBeside(theory: number | null, theoryError: number | undefined, measured: Rounded): Rounded {
  if (theory !== null && theoryError !== undefined && theoryError > 0) return roundToError(theory, theoryError);
  const text =
    theory === null || !Number.isFinite(theory) || measured.decimals === null
      ? plain(theory)
      : fixed(theory, measured.decimals);
  return { value: text, error: '', decimals: measured.decimals };
}

function quantity(name: string, meaning: string, estimate: Estimate | null): Quantity | undefined {
  if (estimate === null) return undefined;
  const measured = roundToError(estimate.mean, estimate.standardError);
  const theory = theoryBeside(estimate.theory, estimate.theoryError, measured);
  return { name, meaning, measured, theory, z: estimate.z };
}
