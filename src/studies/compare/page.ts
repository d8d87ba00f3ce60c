import { commandLineOf } from '../../present/html/commandLine.ts';
import { Html, html, keyLine, page, prose, table } from '../../present/html/page.ts';
import { footer, rounded } from '../../present/html/parts.ts';
import { svgText } from '../../present/svg/svg.ts';
import { byCustomProperties as palette } from '../../present/svg/theme.ts';
import { barePercent, percent, roundToError, zScore } from '../../results/format.ts';
import { namesOf } from '../../results/names.ts';
import type { Measurement } from '../../results/schema.ts';
import { comparisonKey, comparisonPlot, comparisonTitle } from './figure.ts';

/** A short report that puts several measurements side by side. */
export function comparisonHtml(measurements: readonly Measurement[]): string {
  const names = namesOf(measurements);
  const title = `${comparisonTitle(measurements)}.`;
  const rows = measurements.map((m, row) => [
    html`<code>${names[row]}</code>`,
    prose(percent(m.maxFraction.mean, m.maxFraction.standardError)),
    prose(m.maxFraction.theory === null ? '–' : percent(m.maxFraction.theory, m.maxFraction.theoryError)),
    html`${zScore(m.maxFraction.z)}`,
    prose(barePercent(1 / m.classes)),
    rounded(roundToError(m.agreement.mean, m.agreement.standardError)),
    html`${zScore(m.agreement.z)}`,
  ]);
  const columns = ['network', 'favourite', 'theory', 'z', 'fair guess', 'agreement', 'z'];
  const figure = svgText((document) => comparisonPlot(measurements, { document, palette }));
  const body = html`<header>
<p class="kicker">firstguess · what networks guess before they have learned anything</p>
<h1>${prose(title)}</h1>
</header>
<figure>${keyLine(comparisonKey(measurements, { palette }))}<div class="scroll wide" tabindex="0">${new Html(figure)}</div></figure>
${table(
  'Favourite and agreement of each network',
  columns.map((name, index) => ({ title: name, numeric: index > 0 })),
  rows,
)}
<h2>How to reproduce</h2>
<pre><code>${measurements.map((m) => commandLineOf(m.experiment).replaceAll(' \\\n ', '')).join('\n')}</code></pre>
${measurements.length > 0 ? footer(measurements[0].provenance) : html``}`;
  return page(title, body);
}
