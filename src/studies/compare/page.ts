import { commandLineOf } from '../../present/html/commandLine.ts';
import { html, numeric, page, prose, table } from '../../present/html/page.ts';
import { figureOf, noteSection, reproduction, rounded } from '../../present/html/parts.ts';
import { barePercent, percent, roundToError, zScore } from '../../results/format.ts';
import { comparisonTitle, shareOf } from '../../results/headline.ts';
import { namesOf } from '../../results/names.ts';
import type { Measurement } from '../../results/schema.ts';
import { version } from '../../version.ts';
import { comparison } from './figure.ts';
import { notesOf } from './notes.ts';

/** A short report that puts several measurements side by side. */
export function comparisonHtml(measurements: readonly Measurement[]): string {
  const names = namesOf(measurements);
  const rows = measurements.map((m, row) => [
    html`<code>${names[row]}</code>`,
    prose(shareOf(m.maxFraction)),
    prose(m.maxFraction.theory === null ? '–' : percent(m.maxFraction.theory, m.maxFraction.theoryError)),
    html`${zScore(m.maxFraction.z)}`,
    prose(barePercent(1 / m.classes)),
    rounded(roundToError(m.agreement.mean, m.agreement.standardError)),
    html`${zScore(m.agreement.z)}`,
  ]);
  const columns = [{ title: 'network' }, ...numeric('favourite', 'theory', 'z', 'fair guess', 'agreement', 'z')];
  const commands = measurements.map((m) => commandLineOf(m.experiment).replaceAll(' \\\n ', ''));
  return page({
    kicker: 'what networks guess before they have learned anything',
    title: `${comparisonTitle(measurements)}.`,
    firstguess: measurements[0]?.provenance.firstguess ?? version,
    body: html`${figureOf(comparison(measurements), 800)}
${table('Favourite and agreement of each network', columns, rows)}
${noteSection(notesOf(measurements))}
${reproduction(commands.join('\n'))}`,
  });
}
