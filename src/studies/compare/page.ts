import { commandLineOf } from '../../present/html/commandLine.ts';
import { html, page } from '../../present/html/page.ts';
import { figureOf, notation, noteSection, reproduction, tableOf } from '../../present/html/parts.ts';
import { comparisonTitle } from '../../results/headline.ts';
import type { Measurement } from '../../results/schema.ts';
import { version } from '../../version.ts';
import { type columns, comparisonTable, fairGuesses, notesOf } from './columns.ts';
import { comparison } from './figure.ts';

/** A short report that puts several measurements side by side. */
export function comparisonHtml(measurements: readonly Measurement[]): string {
  const titled = (caption: string, group: readonly (keyof typeof columns)[]) =>
    tableOf(comparisonTable(measurements, caption, group), { 0: notation });
  const commands = measurements.map((m) => commandLineOf(m.experiment).replaceAll(' \\\n ', ''));
  return page({
    kicker: 'what networks guess before they have learned anything',
    title: `${comparisonTitle(measurements)}.`,
    firstguess: measurements[0]?.provenance.firstguess ?? version,
    body: html`${figureOf(comparison(measurements), 800)}
<p class="muted">Errors are standard errors, clustered by initialisation; z is the distance from theory in standard errors. A fair guess is ${fairGuesses(measurements)}.</p>
${titled('Favourite and agreement of each network', ['favourite', 'agreement'])}
${titled('Bias ratio and loss of each network', ['gamma', 'loss'])}
${noteSection(notesOf(measurements))}
${reproduction(commands.join('\n'))}`,
  });
}
