import { Html, html, keyLine, page, prose, table } from '../../present/html/page.ts';
import { firstSentence, footer, noteSection } from '../../present/html/parts.ts';
import { svgText } from '../../present/svg/svg.ts';
import { byCustomProperties } from '../../present/svg/theme.ts';
import { plain } from '../../results/format.ts';
import { type PhaseShown, phaseKey, phasePlot, phaseTitle } from './figure.ts';
import type { PhaseDiagram, PhaseLine } from './schema.ts';
import { pointSentence } from './summary.ts';

const palette = byCustomProperties;

/** A phase diagram as a single HTML page that stands alone. */
export function phaseHtml(diagram: PhaseDiagram): string {
  const { summary, network, data, lines, points, notes, limit, y } = diagram;
  const [headline, rest] = firstSentence(summary);
  const body = html`<header>
<p class="kicker">firstguess · phase diagram</p>
<h1>${prose(headline)}</h1>
${rest ? html`<p class="lead">${prose(rest)}</p>` : html``}
<pre><code>${network}</code></pre>
</header>
<h2>At the output</h2>
<p class="muted">The bias ratio γ of the outputs on ${data}, by theory of infinite width. Below 1 networks are neutral: most guess nearly evenly. From 1 on they are prejudiced: most have a clear favourite.</p>
${picture(diagram, 'gamma')}
${
  limit
    ? html`<h2>In the limit of depth</h2>
<p class="muted">χ₁ is the factor by which a small difference of two inputs grows in one repetition. At the edge of chaos, χ₁ = 1, it neither grows nor fades, and deep networks train best.</p>
${picture(diagram, 'chi1')}`
    : html``
}
${y ? lines.map((line) => lineSection(diagram, line)) : html``}
${points.length > 0 ? html`<h2>Points</h2>\n${points.map((point) => html`<p>${prose(pointSentence(point))}</p>\n`)}` : html``}
${noteSection(notes)}
${footer(diagram)}`;
  return page(headline, body);
}

function picture(diagram: PhaseDiagram, shown: PhaseShown): Html {
  const svg = svgText((document) => phasePlot(diagram, shown, { document, palette, width: 860 }));
  return html`<figure aria-label="${phaseTitle(diagram, shown)}">${keyLine(phaseKey(diagram, shown, { palette }))}<div class="scroll wide" tabindex="0">${new Html(svg)}</div></figure>`;
}

const TITLES: Record<PhaseLine['kind'], string> = {
  edge: 'The edge of chaos, χ₁ = 1',
  neutral: 'Where γ = 1 at the output',
  neutralLimit: 'Where γ = 1 in the limit of depth',
};

/** Points of a line in a table at most. */
const MOST_POINTS = 12;

function lineSection({ x, y }: PhaseDiagram, { kind, points }: PhaseLine): Html {
  const step = Math.ceil(points.length / MOST_POINTS);
  const rows = points
    .filter((_, k) => k % step === 0)
    .map((point) => [html`${plain(point.y)}`, html`${plain(point.x, 10)}`]);
  const columns = [
    { title: y?.parameter ?? '', numeric: false },
    { title: x.parameter, numeric: true },
  ];
  return html`<h2>${TITLES[kind]}</h2>\n${table(TITLES[kind], columns, rows)}\n`;
}
