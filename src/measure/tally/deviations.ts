import type { Unknown } from '../../kernel/state.ts';
import { zScore } from '../../numerics/sampling/zScore.ts';
import type { Compared, FinitePrediction } from '../../results/finiteSchema.ts';
import { plain, plusMinus, zScore as written } from '../../results/format.ts';
import type { Estimate, Measurement } from '../../results/schema.ts';

/** This many standard errors from theory call for an explanation. */
export const LARGE_Z = 4;
/** From this many on, the actual widths are worth a look: one measurement in twenty lies as far by chance. */
const NOTABLE_Z = 2;
/** Finite widths explain nothing unless what is expected there differs from infinite width by this many errors. */
const SEEN = 3;

/** A quantity that lies far from theory. */
interface Deviation {
  readonly name: string;
  readonly estimate: Estimate;
  /** The same at the actual widths, where the two-point chain gives it. */
  readonly finite?: 'agreement' | 'sd' | 'gamma';
}

type Measured = Omit<Measurement, 'summary'>;

/** The quantities that lie far from theory. */
export function farFromTheory(m: Measured): Deviation[] {
  const all: { name: string; estimate: Estimate | null | undefined; finite?: Deviation['finite'] }[] = [
    { name: 'agreement', estimate: m.agreement, finite: 'agreement' },
    { name: 'max fraction', estimate: m.maxFraction },
    { name: 'sd', estimate: m.sd, finite: 'sd' },
    { name: 'gamma', estimate: m.gamma, finite: 'gamma' },
    { name: 'same class', estimate: m.byClass?.sameClass },
    { name: 'other class', estimate: m.byClass?.otherClass },
    { name: 'information', estimate: m.byClass?.information },
    { name: 'loss', estimate: m.loss },
    { name: 'points sd', estimate: m.logits?.sdPoints },
    { name: 'inits sd', estimate: m.logits?.sdInitialisations },
    { name: 'confidence', estimate: m.logits?.topProbability },
    { name: 'entropy', estimate: m.logits?.entropy },
    { name: 'accuracy', estimate: m.accuracy },
    { name: 'accuracy sd', estimate: m.accuracy?.spread },
  ];
  return all.flatMap(({ name, estimate, finite }) =>
    estimate && Math.abs(estimate.z ?? 0) >= LARGE_Z ? [{ name, estimate, finite }] : [],
  );
}

/**
 * Finite widths add to the spread of the loss what the variance q of the outputs scatters from network to network,
 * ((loss − entropy)/2)² Var q/q² (docs/theory §16), which theory leaves out.
 */
export function lossSpreadNotes({ loss }: Measured): string[] {
  if (!loss || !(Math.abs(loss.spread.z ?? 0) >= LARGE_Z)) return [];
  const { mean, theory, z } = loss.spread;
  if (mean < theory!) return [`loss sd: ${plain(-z!, 2)} standard errors below theory. This should not be. ${REPORT}`];
  return [
    `loss sd: ${plain(z!, 2)} standard errors above theory, which leaves out how the scale of the outputs scatters from one network of finite width to the next: with twice the widths half of the variance beyond theory should be left`,
  ];
}

/**
 * What is to be said of deviations. Finite width is named as their cause only where the prediction at the actual widths
 * agrees with what was measured; a difference that nothing explains is a fault, of theory or of the measurement.
 */
export function deviationNotes(m: Measured, far: readonly Deviation[], actual: FinitePrediction | Unknown): string[] {
  if ('reason' in actual) return [unchecked(far, actual.reason)];
  const compared = far.flatMap(({ name, estimate, finite }) => {
    if (!finite) return [];
    const { mean, standardError, z: shift }: Compared = actual[finite];
    return [{ name, mean, standardError, shift, z: zScore(estimate, m.initialisations, mean, standardError) }];
  });
  const unexplained = compared.filter(
    ({ z, shift }) => z === null || Math.abs(z) >= LARGE_Z || Math.abs(shift ?? 0) < SEEN,
  );
  if (unexplained.length > 0) return [fault(far, unexplained)];
  const others = far.filter(({ finite }) => !finite);
  const cause =
    m.prediction.mode === 'pair' ? 'the finite widths and the finite dimension of the data' : 'the finite widths';
  return [
    ...(compared.length > 0
      ? [`${namesOf(compared)}: ${cause} explain the difference from theory. At these widths ${list(compared)}`]
      : []),
    ...(others.length > 0 ? [notPredicted(others, actual, m)] : []),
  ];
}

/** Whether the agreement lies a little off theory: too little to call for an explanation, enough for a reader to ask. */
export function isBesideTheory({ agreement: { z } }: Measured): boolean {
  return z !== null && Math.abs(z) >= NOTABLE_Z && Math.abs(z) < LARGE_Z;
}

/** Names the effect of the widths on an agreement that lies beside theory, if there is one and it goes the right way. */
export function besideNotes(m: Measured, actual: FinitePrediction | Unknown): string[] {
  if ('reason' in actual) return [];
  const { mean, standardError, z: shift }: Compared = actual.agreement;
  const z = zScore(m.agreement, m.initialisations, mean, standardError);
  if (z === null || Math.abs(shift ?? 0) < SEEN || Math.abs(z) >= Math.abs(m.agreement.z!)) return [];
  return [
    `agreement: theory is of infinite width; at these widths ${plusMinus(mean, standardError)} is expected (z ${written(z)})`,
  ];
}

/** "agreement 0.3658 ± 0.0003 (z 1.1) and gamma 1.586 ± 0.002 (z 0.3) are expected". */
function list(compared: readonly (Pick<Compared, 'mean' | 'standardError'> & { name: string; z: number | null })[]) {
  const each = compared.map(
    ({ name, mean, standardError, z }) => `${name} ${plusMinus(mean, standardError)} (z ${written(z)})`,
  );
  return `${joined(each)} ${each.length > 1 ? 'are' : 'is'} expected`;
}

function notPredicted(
  others: readonly Deviation[],
  actual: FinitePrediction,
  { agreement, initialisations }: Measured,
): string {
  const { mean, standardError } = actual.agreement;
  const z = zScore(agreement, initialisations, mean, standardError);
  const itself = `the agreement is as expected at these widths, ${plusMinus(mean, standardError)} (z ${written(z)})`;
  const theirs = others.length > 1 ? 'these differ' : 'this differs';
  return (
    `${namesOf(others)}: ${theirs} from theory by up to ${largest(others)} standard errors, and nothing predicts ` +
    `${others.length > 1 ? 'them' : 'it'} at finite widths; ${itself}`
  );
}

function fault(far: readonly Deviation[], unexplained: Parameters<typeof list>[0]): string {
  return (
    `${namesOf(far)}: theory and measurement differ by up to ${largest(far)} standard errors, and finite widths do not ` +
    `explain it: ${list(unexplained)} there. This should not be. ${REPORT}`
  );
}

function unchecked(far: readonly Deviation[], reason: string): string {
  return (
    `${namesOf(far)}: theory and measurement differ by up to ${largest(far)} standard errors. This should not be, unless ` +
    `finite widths explain it, which cannot be checked here (${reason}). Measure with twice the widths: the difference ` +
    `should halve. If it does not: ${REPORT.charAt(0).toLowerCase()}${REPORT.slice(1)}`
  );
}

const REPORT = 'Please report it, with the command and its --json output';

function largest(far: readonly Deviation[]): string {
  return plain(Math.max(...far.map(({ estimate }) => Math.abs(estimate.z!))), 2);
}

/** "agreement, gamma". */
export function namesOf(far: readonly { readonly name: string }[]): string {
  return far.map(({ name }) => name).join(', ');
}

/** "a", "a and b", "a, b and c". */
function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
