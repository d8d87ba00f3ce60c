import { commandLine, commandLineOf, experimentOptions } from '../../present/html/commandLine.ts';
import type { Audit } from '../../results/auditSchema.ts';
import { count, plain, plural, plusMinus } from '../../results/format.ts';
import { lossNotes } from '../../results/lossFinding.ts';
import type { Measurement } from '../../results/schema.ts';
import { listed } from '../../results/words.ts';
import { adviceCommand } from '../advise/commandLine.ts';
import { auditCommandLine } from '../audit/commandLine.ts';
import { bounded } from './bounds.ts';
import type { Checked, CheckedSubject } from './schema.ts';

/** What is bounded, as tables and sentences call it. */
export function titleOf({ name }: Pick<Checked, 'name'>): string {
  return Object.values(bounded).find((each) => each.name === name)!.title;
}

/** "agreement is 0.31 ± 0.02 (above 0.2)", "agreement is 0.21 ± 0.02 (too near to tell from 0.2)". */
export function checkInWords(checked: Checked): string {
  const { value, standardError, bound, verdict } = checked;
  const found = Number.isFinite(value)
    ? plusMinus(value, standardError)
    : 'infinite, since outputs overflowed float32,';
  const beside = { passed: 'at most', failed: 'above', inconclusive: 'too near to tell from' };
  return `${titleOf(checked)} is ${found} (${beside[verdict]} ${plain(bound)})`;
}

/** The finding on one subject in a sentence. */
export function summaryOf(subject: string, data: string, checks: readonly Checked[]): string {
  const start = `${subject} on ${data}`;
  const of = (verdict: Checked['verdict']) => checks.filter((checked) => checked.verdict === verdict);
  const [failed, undecided] = [of('failed'), of('inconclusive')];
  const all = checks.length === 1 ? 'its bound' : `${count(failed.length)} of ${count(checks.length)} bounds`;
  if (failed.length > 0) return `${start} breaks ${all}: ${listed(failed.map(checkInWords))}.`;
  if (undecided.length > 0) return `${start} breaks no bound, but ${listed(undecided.map(checkInWords))}.`;
  return `${start} keeps ${checks.length === 1 ? 'its bound' : `its ${count(checks.length)} bounds`}: ${listed(checks.map(checkInWords))}.`;
}

/** What to do about bounds that are broken or undecided. */
export function nextAfter(measurement: Measurement | Audit, checks: readonly Checked[]): CheckedSubject['next'] {
  const failed = checks.filter(({ verdict }) => verdict === 'failed').map(({ name }) => name);
  const undecided = checks.filter(({ verdict }) => verdict === 'inconclusive');
  return [
    ...(failed.some((name) => name !== 'lossOverLnK') ? [layersOf(measurement), remediesOf(measurement)] : []),
    ...(failed.includes('lossOverLnK') ? [{ advice: lossAdvice(measurement) }] : []),
    ...(undecided.length > 0 ? [{ advice: moreDraws(undecided) }] : []),
  ];
}

/** The command that shows which layer introduces the bias. */
function layersOf(measurement: Measurement | Audit): CheckedSubject['next'][number] {
  const { experiment } = measurement;
  const advice = 'which layer introduces the bias, and what each layer is worth:';
  if (!('recognised' in measurement)) return { advice, command: commandLineOf(experiment, 'explain') };
  const { recognised, data, preprocess, points, seed } = measurement;
  if (!recognised?.network || !recognised.verified || recognised.missing.length > 0) {
    return { advice: 'which layer introduces the bias:', command: auditCommandLine(experiment) };
  }
  const { network, init } = recognised;
  const given = { network, init: init ?? undefined, data, preprocess, points, seed };
  return { advice, command: commandLine('explain', given, experimentOptions) };
}

/** The command that tries what may be changed. */
function remediesOf({ experiment }: Measurement | Audit): CheckedSubject['next'][number] {
  return { advice: 'what to change, tried and ranked:', command: adviceCommand({ experiment, goal: 'neutral' }) };
}

function lossAdvice({ loss, logits, classes }: Measurement): string {
  const sd = logits ? Math.hypot(logits.sdPoints.mean, logits.sdInitialisations.mean) : 0;
  const [large] = lossNotes(loss?.mean, classes, sd);
  return (
    large ??
    `the loss lies above ln ${classes} because the outputs vary: a smaller last layer, which changes no guess, or smaller inputs (--preprocess standardize) bring it nearer`
  );
}

function moreDraws(undecided: readonly Checked[]): string {
  const needed = undecided.map(({ initialisationsToDecide }) => initialisationsToDecide ?? Number.POSITIVE_INFINITY);
  const most = Math.max(...needed);
  if (Number.isFinite(most)) return `about ${plural(most, 'initialisation')} would decide (--inits ${most})`;
  const places = listed(undecided.filter((_, at) => needed[at] === most).map(titleOf));
  return `${places} lies at its bound, so that a million initialisations would not decide: choose another bound`;
}
