import type { Rounded } from '../../results/format.ts';
import type { Measurement } from '../../results/schema.ts';
import { type Html, html, prose } from './page.ts';

/** The first sentence of a summary, and the rest. */
export function firstSentence(summary: string): [string, string] {
  const end = summary.search(/\.\s/);
  return end < 0 ? [summary, ''] : [summary.slice(0, end + 1), summary.slice(end + 1).trim()];
}

/** Notes, each once. */
export function noteSection(notes: readonly string[]): Html {
  if (notes.length === 0) return html``;
  return html`<h2>Notes</h2>
<ul class="notes">${[...new Set(notes)].map((note) => html`<li>${prose(note)}</li>`)}</ul>`;
}

/** Who wrote the page. */
export function footer({ firstguess }: Pick<Measurement['provenance'], 'firstguess'>): Html {
  return html`<footer>Written by firstguess ${firstguess}. “Bias” here is statistical: a network's preference among classes before training, not a judgement about people.</footer>`;
}

/** A value with its error in second rank. */
export function rounded({ value, error }: Rounded): Html {
  return error ? html`${value} <span class="error">±&#160;${error}</span>` : html`${value}`;
}
