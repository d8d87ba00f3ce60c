import type { ClaimDetails } from '../../../claims/kind.ts';
import { commandLineOf } from '../../../present/html/commandLine.ts';
import { html, numeric, prose, table } from '../../../present/html/page.ts';
import { rounded } from '../../../present/html/parts.ts';
import { theoryBeside } from '../../../present/text/quantities.ts';
import { plain, roundToError } from '../../../results/format.ts';
import type { PhaseClaim } from './resultSchema.ts';

/** What each diagram shows in words, and all that checks compared. */
export function phaseDetails({ diagrams, values, measured }: PhaseClaim): ClaimDetails {
  const words = diagrams.map(
    ({ label, diagram }) => html`<p><b>${label}</b> <code>${diagram.network}</code>. ${prose(diagram.summary)}</p>`,
  );
  const rows = values.map(({ label, at, quantity, mean, standardError, theory }) => {
    const shown =
      standardError > 0 ? roundToError(mean, standardError) : { value: plain(mean, 8), error: '', decimals: null };
    return [
      html`${label}`,
      html`${at ?? 'as written'}`,
      html`${quantity}`,
      rounded(shown),
      rounded(theoryBeside(theory, undefined, shown)),
    ];
  });
  const columns = [{ title: 'run' }, { title: 'at' }, { title: 'quantity' }, ...numeric('value', 'theory')];
  return {
    numbers: html`<h2>In words</h2>\n${words}\n<h2>Numbers</h2>\n${table('Numbers', columns, rows)}`,
    notes: [
      ...diagrams.flatMap(({ diagram }) => diagram.notes),
      ...measured.flatMap(({ measurement }) => measurement.notes),
    ],
    alone: measured.length > 0 ? commandLineOf(measured[0].measurement.experiment) : null,
  };
}
