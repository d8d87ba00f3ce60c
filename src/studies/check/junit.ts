import { escapeXml } from '../../present/svg/svg.ts';
import { plain } from '../../results/format.ts';
import type { Checked, CheckedSubject, CheckResult } from './schema.ts';
import { checkInWords, titleOf } from './words.ts';

/**
 * Verdicts as JUnit XML, which GitLab, Jenkins and others show: a suite for each subject, a case for each bound. What is
 * inconclusive counts as skipped, or as a failure where the check is strict.
 */
export function junitXml(result: CheckResult): string {
  const suites = result.subjects.map((subject) => suite(subject, result));
  const cases = result.checks;
  const attributes = attributesOf({
    name: 'firstguess check',
    tests: cases.length,
    failures: cases.filter((checked) => isFailure(checked, result)).length,
    errors: 0,
    time: seconds(result.seconds),
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes}>\n${suites.join('')}</testsuites>\n`;
}

function suite(subject: CheckedSubject, result: CheckResult): string {
  const { name, data, preprocess, init, points, initialisations, seed, model, network } = subject;
  const cases = result.checks.filter((checked) => checked.subject === name);
  const failures = cases.filter((checked) => isFailure(checked, result)).length;
  const skipped = cases.filter((checked) => isSkipped(checked, result)).length;
  const counts = { tests: cases.length, failures, errors: 0, skipped };
  const properties = Object.entries({ model, network, data, preprocess, init, points, initialisations, seed })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `      <property${attributesOf({ name: key, value: String(value) })}/>\n`);
  return [
    `  <testsuite${attributesOf({ name: `${name} on ${data}`, ...counts, time: seconds(subject.seconds) })}>\n`,
    `    <properties>\n${properties.join('')}    </properties>\n`,
    ...cases.map((checked) => testCase(checked, subject, result)),
    '  </testsuite>\n',
  ].join('');
}

function testCase(checked: Checked, { name, next }: CheckedSubject, result: CheckResult): string {
  const said = `${checkInWords(checked)}.`;
  const attributes = attributesOf({
    name: `${titleOf(checked)} at most ${plain(checked.bound)}`,
    classname: name,
    time: seconds(0),
  });
  const help = next.map(({ advice, command }) => [advice, command].filter(Boolean).join('\n'));
  const inside = isFailure(checked, result)
    ? `<failure${attributesOf({ message: said, type: checked.verdict })}>${xmlText([said, ...help].join('\n'))}</failure>`
    : isSkipped(checked, result)
      ? `<skipped${attributesOf({ message: said })}/>`
      : `<system-out>${xmlText(said)}</system-out>`;
  return `    <testcase${attributes}>\n      ${inside}\n    </testcase>\n`;
}

/** Whether a check fails the whole. */
export function isFailure({ verdict }: Checked, { strict }: Pick<CheckResult, 'strict'>): boolean {
  return verdict === 'failed' || (strict && verdict === 'inconclusive');
}

function isSkipped(checked: Checked, result: CheckResult): boolean {
  return checked.verdict === 'inconclusive' && !isFailure(checked, result);
}

function seconds(value: number): string {
  return value.toFixed(3);
}

function attributesOf(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(
      ([name, value]) =>
        ` ${name}="${xmlText(String(value)).replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`)}"`,
    )
    .join('');
}

/** What XML 1.0 cannot hold: control characters, halves of surrogate pairs and two others. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Readers turn a carriage return into a line feed unless it is written by number. */
function xmlText(text: string): string {
  return escapeXml(text.replace(FORBIDDEN, '\u{FFFD}')).replaceAll('\r', '&#13;');
}
