import { capital } from '../../results/words.ts';
import { isFailure } from './junit.ts';
import type { Checked, CheckedSubject, CheckResult } from './schema.ts';
import { checkInWords, titleOf } from './words.ts';

/**
 * Verdicts as workflow commands of GitHub Actions, a line each: `::error file=…,line=…,title=…::message`. What is kept says
 * nothing.
 * Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function annotations(result: CheckResult): string[] {
  return result.checks.flatMap((checked) => {
    if (checked.verdict === 'passed') return [];
    const subject = result.subjects.find(({ name }) => name === checked.subject)!;
    const level = isFailure(checked, result) ? 'error' : 'warning';
    return [command(level, { ...placeOf(subject), title: titleFor(checked) }, messageOf(checked, subject))];
  });
}

/** The line of the file of checks, or the model. */
function placeOf({ place, model }: CheckedSubject): Readonly<Record<string, string>> {
  const [, file, line, col] = /^(.*):(\d+):(\d+)$/.exec(place ?? '') ?? [];
  if (file !== undefined) return { file, line, col };
  return model === undefined ? {} : { file: model };
}

function titleFor(checked: Checked): string {
  return `firstguess: ${titleOf(checked)} ${checked.verdict}`;
}

function messageOf(checked: Checked, { name, data, next }: CheckedSubject): string {
  const help = next.map(({ advice, command }) => [advice, command].filter(Boolean).join('\n'));
  return [`${name} on ${data}: ${checkInWords(checked)}.`, ...help.map(capital)].join('\n');
}

function command(level: string, properties: Readonly<Record<string, string>>, message: string): string {
  const given = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  return `::${level} ${given.join(',')}::${escapeData(message)}`;
}

/** The runner turns these back; % first, since the others contain it. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
