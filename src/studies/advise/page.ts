import { type Html, html, page } from '../../present/html/page.ts';
import { figureOf, noteSection, reproduction, tableOf, warningIf } from '../../present/html/parts.ts';
import { firstSentence } from '../../results/headline.ts';
import { version } from '../../version.ts';
import { adviceCommand, reproduceCommand } from './commandLine.ts';
import { remediesFigure } from './figure.ts';
import type { Advice, TriedRemedy } from './schema.ts';
import { adviceTable, changeInWords, groupsFor } from './table.ts';
import { CAVEAT } from './text.ts';

/** Lines to write are shown of this many remedies. */
const SHOWN = 5;

/** What to change about a biased start, as a single HTML page that stands alone. */
export function adviceHtml(advice: Advice): string {
  const { summary, status, subject, notes, remedies } = advice;
  const [title, lead] = firstSentence(summary);
  return page({
    kicker: 'what to change about the first guess',
    title,
    lead,
    subject,
    firstguess: version,
    body: html`${warningIf(status === 'interrupted', '; remedies that are missing were not tried')}
${figureOf(remediesFigure(advice), 860)}
<p class="muted">All were measured on the same initialisations; ${changeInWords(advice)}. Remedies that remove as much, in tenths, are ordered by how little they change. The thin line is the network as it is.</p>
${Object.entries(groupsFor(advice.goal)).map(([caption, shown]) => tableOf(adviceTable(advice, caption, shown)))}
<p>${CAVEAT}</p>
<h2>How to write it</h2>
${remedies
  .filter(({ paste }) => paste !== null)
  .slice(0, SHOWN)
  .map(pasted)}
${refusals(remedies)}
${noteSection(notes)}
${reproduction(adviceCommand(advice))}`,
  });
}

function pasted(remedy: TriedRemedy): Html {
  const { pytorch, keras, flax } = remedy.paste!;
  const lines = [
    ['PyTorch', pytorch],
    ['Keras', keras],
    ['Flax', flax],
  ].map(([framework, text]) => html`<p class="muted">${framework}</p><pre>${text}</pre>`);
  const tried =
    remedy.experiments.length > 0
      ? html`<p>What it does to other networks: <code>${reproduceCommand(remedy)}</code></p>`
      : '';
  return html`<h3>${remedy.title}</h3><p>${remedy.where ?? ''}</p>${tried}${lines}`;
}

function refusals(remedies: readonly TriedRemedy[]): Html {
  const refused = remedies.filter(({ applies }) => !applies);
  if (refused.length === 0) return html``;
  return html`<h2>What does not apply</h2>
<ul>${refused.map(({ name, why }) => html`<li>${name}: ${why!}</li>`)}</ul>`;
}
