import { claimPicture } from '../../claims/claimFigure.ts';
import { type Html, html, numeric, page, prose, table } from '../../present/html/page.ts';
import { figureOf, noteSection, reproduction, warningIf } from '../../present/html/parts.ts';
import { duration, fixed, plain, plural } from '../../results/format.ts';
import { capital } from '../../results/words.ts';
import { version } from '../../version.ts';
import type { ReproducedClaim, Reproduction } from './schema.ts';
import { detailsOf, figuresOf } from './shown.ts';

/** A claim as a page of its own: verdict, figures, every comparison and every measurement. */
export function claimHtml(claim: ReproducedClaim): string {
  const { title, statement, source, refutedBy, verdict, summary, threshold, effort } = claim;
  const { numbers, notes, alone } = detailsOf(claim);
  const comparisons = claim.checks.flatMap((check) => check.comparisons);
  const figures = figuresOf(claim).map(
    (shown) => html`<h2>${capital(shown.heading)}</h2>\n${figureOf(claimPicture(claim, shown), 860)}`,
  );
  return page({
    kicker: `claim ${claim.claim}, ${effort}`,
    title: `${title}: ${verdict}`,
    lead: statement,
    firstguess: version,
    body: html`<p>${prose(summary)}</p>
<p class="muted">Source: ${prose(source)}. It would be refuted by ${prose(uncapital(refutedBy))}</p>
${figures}
<h2>Checks</h2>
<p class="muted">Each difference must be clear of its bounds by ${fixed(threshold, 1)} standard errors, so that chance decides wrongly in any of ${plural(comparisons.length, 'comparison')} together once in 100 runs at most.</p>
${checksTable(claim)}
${numbers}
${noteSection([...claim.notes, ...notes])}
${reproduction(`firstguess reproduce ${claim.name}${effort === 'quick' ? ' --quick' : ''}`)}
${alone === null ? html`` : html`<p>One measurement alone:</p>\n<pre><code>${alone}</code></pre>`}`,
  });
}

/** All claims with their verdicts, each with a link to its page. */
export function reproductionHtml({ claims, status, seconds, firstguess }: Reproduction): string {
  const rows = claims.map(({ claim, name, title, verdict, summary }) => [
    html`${claim}`,
    html`<a href="${name}.html">${prose(title)}</a><small>${prose(summary)}</small>`,
    html`${verdict}`,
  ]);
  const columns = [{ title: '', narrow: true }, { title: 'claim' }, { title: 'verdict' }];
  return page({
    kicker: 'reproduction',
    title: 'Verdicts',
    lead: `${plural(claims.length, 'experiment')} in ${duration(seconds)}.`,
    firstguess,
    body: html`${warningIf(status === 'interrupted', '; what is missing was not reached')}
${table('Claims and their verdicts', columns, rows)}`,
  });
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
  return table('Checks', [{ title: 'check' }, { title: 'verdict' }, ...numeric('difference allowed')], rows);
}

/** The text with its first letter as inside a sentence. */
function uncapital(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
