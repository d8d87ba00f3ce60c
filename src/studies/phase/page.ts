import { type Html, html, numeric, page, prose, table } from '../../present/html/page.ts';
import { figureOf, noteSection } from '../../present/html/parts.ts';
import { plain } from '../../results/format.ts';
import { firstSentence } from '../../results/headline.ts';
import { type PhaseShown, phase } from './figure.ts';
import type { PhaseDiagram, PhaseLine } from './schema.ts';
import { pointSentence } from './summary.ts';

/** A phase diagram as a single HTML page that stands alone. */
export function phaseHtml(diagram: PhaseDiagram): string {
  const { summary, network, data, lines, points, notes, limit, y, firstguess } = diagram;
  const [title, lead] = firstSentence(summary);
  return page({
    kicker: 'phase diagram',
    title,
    lead,
    subject: network,
    firstguess,
    body: html`<h2>At the output</h2>
<p class="muted">The bias ratio γ of the outputs on ${data}, by theory of infinite width. Below 1 networks are neutral: most guess nearly evenly. From 1 on they are prejudiced: most have a clear favourite.</p>
${titledFigure(diagram, 'gamma')}
${
  limit
    ? html`<h2>In the limit of depth</h2>
<p class="muted">χ₁ is the factor by which a small difference of two inputs grows in one repetition. At the edge of chaos, χ₁ = 1, it neither grows nor fades, and deep networks train best.</p>
${titledFigure(diagram, 'chi1')}`
    : html``
}
${y ? lines.map((line) => lineSection(diagram, line)) : html``}
${points.length > 0 ? html`<h2>Points</h2>\n${points.map((point) => html`<p>${prose(pointSentence(point))}</p>\n`)}` : html``}
${noteSection(notes)}`,
  });
}

function titledFigure(diagram: PhaseDiagram, shown: PhaseShown): Html {
  const picture = phase(diagram, shown);
  return figureOf(picture, 860, picture.title);
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
  const columns = [{ title: y?.parameter ?? '' }, ...numeric(x.parameter)];
  return html`<h2>${TITLES[kind]}</h2>\n${table(TITLES[kind], columns, rows)}\n`;
}
