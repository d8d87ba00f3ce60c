import { roundToError, zScore } from '../../results/format.ts';
import type { Estimate } from '../../results/schema.ts';
import { bare, type Picture } from '../svg/picture.ts';
import { svgText } from '../svg/svg.ts';
import { byCustomProperties } from '../svg/theme.ts';
import type { DataTable } from '../tables/dataTable.ts';
import { theoryBeside } from '../text/quantities.ts';
import type { Cell } from '../text/table.ts';
import { Html, html, prose, table } from './page.ts';

/** A picture under its key, wide enough to be scrolled on small screens. */
export function figureOf(picture: Picture, width: number, label?: string): Html {
  const name = label === undefined ? html`` : html` aria-label="${label}"`;
  return html`<figure${name}>${keyOf(picture)}<div class="scroll wide" tabindex="0">${plotOf(picture, width)}</div></figure>`;
}

/** The plot of a picture alone, in the colours of the page. */
export function plotOf(picture: Picture, width?: number): Html {
  return new Html(svgText((document) => bare(picture, { document, palette: byCustomProperties, width })));
}

/** The key of a picture as a line of HTML. */
export function keyOf(picture: Picture): Html {
  const items = picture
    .key(byCustomProperties)
    .map(
      ({ label, mark, colour }) => html`<li><span class="key ${mark}" style="color: ${colour}"></span>${label}</li>`,
    );
  return html`<ul class="keys" aria-label="key">${items}</ul>`;
}

/** The pixels that a plot is wide. */
export function widthOf({ text }: Html): string {
  return /width="(\d+)"/.exec(text)?.[1] ?? '';
}

/** Notes, each once. */
export function noteSection(notes: readonly string[]): Html {
  if (notes.length === 0) return html``;
  return html`<h2>Notes</h2>
<ul class="notes">${[...new Set(notes)].map((note) => html`<li>${prose(note)}</li>`)}</ul>`;
}

/** Names with what there is to say of each. */
export function facts(rows: readonly (readonly [name: string, value: Html])[]): Html {
  return html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>`;
}

/** What a page says of a run that did not come to its end. */
export function warningIf(interrupted: boolean, text: string): Html {
  return interrupted ? html`<p class="warn">This run was interrupted${text}.</p>` : html``;
}

/** The command that gives the same numbers again. */
export function reproduction(commandLine: string, remark?: string): Html {
  return html`<h2>How to reproduce</h2>
${remark === undefined ? html`` : html`<p class="muted">${remark}</p>\n`}<pre><code>${commandLine}</code></pre>`;
}

/** A value with its error in second rank. */
export function rounded(cell: Cell): Html {
  const { value, error } = typeof cell === 'string' ? { value: cell, error: '' } : cell;
  return error ? html`${value} <span class="error">±&#160;${error}</span>` : html`${value}`;
}

/** A table, with other cells than the bare ones in the columns that have a way to be shown. */
export function tableOf(
  { caption, columns, rows }: DataTable,
  show: Readonly<Record<number, (cell: Cell, row: number) => Html>> = {},
): Html {
  const cells = rows.map((row, at) => row.map((cell, column) => show[column]?.(cell, at) ?? rounded(cell)));
  return table(caption, columns, cells);
}

/** The cell of a notation. */
export function notation(cell: Cell): Html {
  return html`<code>${String(cell)}</code>`;
}

/** Three cells: what was measured, theory, and z. */
export function besideTheory({ mean, standardError, theory, theoryError, z }: Estimate): Html[] {
  const measured = roundToError(mean, standardError);
  return [rounded(measured), rounded(theoryBeside(theory, theoryError, measured)), html`${zScore(z)}`];
}
