import { blocks, type Drawing, finding, notes, terminalOf } from '../../present/text/drawing.ts';
import type { Paint } from '../../present/text/paint.ts';
import { headedTable } from '../../present/text/table.ts';
import { wrap } from '../../present/text/wrap.ts';
import { count, duration, plain, plural, roundToError } from '../../results/format.ts';
import type { Checked, CheckedSubject, CheckResult } from './schema.ts';
import { titleOf } from './words.ts';

/** Checks: of each subject the finding, its bounds in a table and what to do; then the verdict on all. */
export function renderChecks(result: CheckResult, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  const { subjects, checks, seconds } = result;
  return blocks([
    ...subjects.flatMap((subject) => [
      finding(subject.summary, width, paint),
      bounds(
        checks.filter((checked) => checked.subject === subject.name),
        paint,
      ),
      ...subject.next.map((next) => steps(next, width)),
      notes(subject.notes, width, paint),
      wrap(effort(subject), width).map(paint.muted),
    ]),
    [`${verdictOn(result)} in ${duration(seconds)}: ${counted(checks)}`],
  ]);
}

function bounds(checks: readonly Checked[], paint: Paint): string[] {
  const [header, ...rows] = headedTable(['', 'measured', 'at most', 'verdict'], checks.map(rowOf), paint);
  const colours = { passed: paint.removes, failed: paint.warning, inconclusive: paint.theory };
  return [header, ...rows.map((row, at) => row.replace(/\w+$/, (verdict) => colours[checks[at].verdict](verdict)))];
}

function rowOf(checked: Checked) {
  const { value, standardError, bound, verdict } = checked;
  return [titleOf(checked), roundToError(value, standardError), plain(bound), verdict];
}

function steps({ advice, command }: CheckedSubject['next'][number], width: number): string[] {
  return [
    ...wrap(advice, width),
    ...(command ?? '')
      .split('\n')
      .filter(Boolean)
      .map((line) => `  ${line}`),
  ];
}

function effort({ initialisations, points, data, init, seed, seconds }: CheckedSubject): string {
  return `${plural(initialisations, 'initialisation')} drawn by ${init} on ${plural(points, 'point')} of ${data}, seed ${seed}, in ${duration(seconds)}`;
}

function verdictOn({ passed, strict, status }: CheckResult): string {
  const interrupted = status === 'interrupted' ? 'interrupted, ' : '';
  return `${interrupted}${passed ? 'passed' : 'failed'}${strict ? ' (strict)' : ''}`;
}

/** "1 passed, 2 failed, 0 inconclusive". */
function counted(checks: readonly Checked[]): string {
  const of = (wanted: Checked['verdict']) => count(checks.filter(({ verdict }) => verdict === wanted).length);
  return `${of('passed')} passed, ${of('failed')} failed, ${of('inconclusive')} inconclusive`;
}
