import { type ClaimFigure, claimPlot } from '../../claims/claimFigure.ts';
import { Html, html, keyLine, page, prose, table } from '../../present/html/page.ts';
import { footer, noteSection } from '../../present/html/parts.ts';
import { svgText } from '../../present/svg/svg.ts';
import { byCustomProperties } from '../../present/svg/theme.ts';
import { duration, fixed, plain, plural } from '../../results/format.ts';
import { capital } from '../../results/words.ts';
import { version } from '../../version.ts';
import type { ReproducedClaim, Reproduction } from './schema.ts';
import { detailsOf, figuresOf } from './shown.ts';

const palette = byCustomProperties;

/** A claim as a page of its own: verdict, figures, every comparison and every measurement. */
export function claimHtml(claim: ReproducedClaim): string {
  const { title, statement, source, refutedBy, verdict, summary, threshold, effort } = claim;
  const { numbers, notes, alone } = detailsOf(claim);
  const comparisons = claim.checks.flatMap((check) => check.comparisons);
  const body = html`<header>
<p class="kicker">firstguess · claim ${claim.claim}, ${effort}</p>
<h1>${prose(title)}: ${verdict}</h1>
<p class="lead">${prose(statement)}</p>
</header>
<p>${prose(summary)}</p>
<p class="muted">Source: ${prose(source)}. It would be refuted by ${prose(uncapital(refutedBy))}</p>
${figuresOf(claim).map((shown) => picture(claim, shown))}
<h2>Checks</h2>
<p class="muted">Each difference must be clear of its bounds by ${fixed(threshold, 1)} standard errors, so that chance decides wrongly in any of ${plural(comparisons.length, 'comparison')} together once in 100 runs at most.</p>
${checksTable(claim)}
${numbers}
${noteSection([...claim.notes, ...notes])}
<h2>How to reproduce</h2>
<pre><code>firstguess reproduce ${claim.name}${effort === 'quick' ? ' --quick' : ''}</code></pre>
${alone === null ? html`` : html`<p>One measurement alone:</p>\n<pre><code>${alone}</code></pre>`}
${footer({ firstguess: version })}`;
  return page(`${title}: ${verdict}`, body);
}

/** All claims with their verdicts, each with a link to its page. */
export function reproductionHtml({ claims, status, seconds, firstguess }: Reproduction): string {
  const title = 'What became of the claims';
  const rows = claims.map(({ claim, name, title: what, verdict, summary }) => [
    html`${claim}`,
    html`<a href="${name}.html">${prose(what)}</a><small>${prose(summary)}</small>`,
    html`${verdict}`,
  ]);
  const body = html`<header>
<p class="kicker">firstguess · reproduction</p>
<h1>${title}</h1>
<p class="lead">${plural(claims.length, 'experiment')} in ${duration(seconds)}.</p>
</header>
${status === 'interrupted' ? html`<p class="warn">This run was interrupted; what is missing was not reached.</p>` : html``}
${table('Claims and their verdicts', [{ title: '', narrow: true }, { title: 'claim' }, { title: 'verdict' }], rows)}
<footer>firstguess ${firstguess}</footer>`;
  return page(title, body);
}

function picture(claim: ReproducedClaim, shown: ClaimFigure): Html {
  const svg = svgText((document) => claimPlot(claim, shown, { document, palette, width: 860 }));
  return html`<h2>${capital(shown.heading)}</h2>
<figure>${keyLine(shown.key({ palette }))}<div class="scroll wide" tabindex="0">${new Html(svg)}</div></figure>`;
}

function checksTable({ checks }: ReproducedClaim): Html {
  const rows = checks.flatMap(({ text, verdict, comparisons }) => [
    [html`<b>${text}</b>`, html`<b>${verdict}</b>`, html``],
    ...comparisons.map((one) => [
      html`${one.text}`,
      html`${one.verdict}`,
      html`${one.least === null ? '' : plain(one.least, 2)} … ${one.most === null ? '' : plain(one.most, 2)}`,
    ]),
  ]);
  return table(
    'Checks',
    [{ title: 'check' }, { title: 'verdict' }, { title: 'difference allowed', numeric: true }],
    rows,
  );
}

/** The text with its first letter as inside a sentence. */
function uncapital(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
