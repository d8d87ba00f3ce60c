import { commandLineOf } from '../../present/html/commandLine.ts';
import { html, numeric, page, table } from '../../present/html/page.ts';
import { figureOf, noteSection, reproduction, rounded } from '../../present/html/parts.ts';
import { comparisonTitle } from '../../results/headline.ts';
import { namesOf } from '../../results/names.ts';
import type { Measurement } from '../../results/schema.ts';
import { version } from '../../version.ts';
import { cellsOf, columns, fairGuesses, notesOf } from './columns.ts';
import { comparison } from './figure.ts';

/** A short report that puts several measurements side by side. */
export function comparisonHtml(measurements: readonly Measurement[]): string {
  const names = namesOf(measurements);
  const tableOf = (caption: string, group: readonly (keyof typeof columns)[]) => {
    const rows = measurements.map((m, row) => [
      html`<code>${names[row]}</code>`,
      ...group.flatMap((name) => {
        const [measured, theory, z] = cellsOf(m, columns[name]);
        return [rounded(measured), rounded(theory), html`${z}`];
      }),
    ]);
    const titles = group.flatMap((name) => [columns[name].title, 'theory', 'z']);
    return table(caption, [{ title: 'network' }, ...numeric(...titles)], rows);
  };
  const commands = measurements.map((m) => commandLineOf(m.experiment).replaceAll(' \\\n ', ''));
  return page({
    kicker: 'what networks guess before they have learned anything',
    title: `${comparisonTitle(measurements)}.`,
    firstguess: measurements[0]?.provenance.firstguess ?? version,
    body: html`${figureOf(comparison(measurements), 800)}
<p class="muted">Errors are standard errors, clustered by initialisation; z is the distance from theory in standard errors. A fair guess is ${fairGuesses(measurements)}.</p>
${tableOf('Favourite and agreement of each network', ['favourite', 'agreement'])}
${tableOf('Bias ratio and loss of each network', ['gamma', 'loss'])}
${noteSection(notesOf(measurements))}
${reproduction(commands.join('\n'))}`,
  });
}
