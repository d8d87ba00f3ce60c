import { commandLineOf } from '../../present/html/commandLine.ts';
import { Html, html, keyLine, page, prose, table } from '../../present/html/page.ts';
import { firstSentence, footer, noteSection, rounded } from '../../present/html/parts.ts';
import { signedPicture, signedScale } from '../../present/svg/signedPicture.ts';
import { svgText } from '../../present/svg/svg.ts';
import { byCustomProperties } from '../../present/svg/theme.ts';
import { theoryBeside } from '../../present/text/quantities.ts';
import { fixed, plain } from '../../results/format.ts';
import { directionRows, directionsMethod } from './dataDirectionsText.ts';
import { blameKey, blamePlot } from './figure.ts';
import { changeText, roundedGamma, roundedWorth } from './numbers.ts';
import type { DataDirections, ExplainedLayer, Explanation } from './schema.ts';

const palette = byCustomProperties;

/** Which layers make, amplify and reduce the bias of a network, as a single HTML page that stands alone. */
export function explanationHtml(explanation: Explanation): string {
  const { summary, status, measurement, notes } = explanation;
  const [headline, rest] = firstSentence(summary);
  const figure = svgText((document) => blamePlot(explanation, { document, palette, width: 860 }));
  const body = html`<header>
<p class="kicker">firstguess · where the bias comes from</p>
<h1>${prose(headline)}</h1>
${rest ? html`<p class="lead">${prose(rest)}</p>` : html``}
<pre><code>${measurement.network}</code></pre>
</header>
${status === 'interrupted' ? html`<p class="warn">This run was interrupted; what is missing was not measured.</p>` : html``}
<p>${prose(measurement.summary)}</p>
<h2>Layer by layer</h2>
<p class="muted">The bias ratio γ compares how far the means of a layer's units are from each other with how far a unit moves over the data. A layer is worth the agreement of the network minus that of the same network with something neutral in place of the layer; agreement is the probability that two inputs get the same guess.</p>
<figure>${keyLine(blameKey(explanation, { palette }))}<div class="scroll wide" tabindex="0">${new Html(figure)}</div></figure>
${layerTable(explanation)}
${dataSection(explanation)}
${noteSection([...notes, ...measurement.notes, ...measurement.prediction.notes])}
<h2>How to reproduce</h2>
<pre><code>${commandLineOf(measurement.experiment, 'explain')}</code></pre>
${footer(measurement.provenance)}`;
  return page(headline, body);
}

const ROLES = { born: '◆ bias is born', amplifies: '▲ amplified', removes: '▼ reduced', keeps: '' } as const;

function layerTable({ layers }: Explanation): Html {
  const columns = [
    { title: 'no.', narrow: true },
    { title: 'layer' },
    ...['γ measured', 'theory', 'change', 'agreement', 'worth'].map((title) => ({ title, numeric: true })),
  ];
  const rows = layers.map((layer, index) => {
    const measured = roundedGamma(layer.gamma);
    const remark = [ROLES[layer.role], layer.worth && `in its place: ${layer.worth.standIn}`]
      .filter(Boolean)
      .join(' · ');
    return [
      html`${index + 1}`,
      html`<code>${layer.layer}</code>${remark ? html`<small>${remark}</small>` : html``}`,
      rounded(measured),
      rounded(theoryBeside(layer.theory, undefined, measured)),
      html`${changeText(layer)}`,
      html`${layer.agreement === null ? '–' : fixed(layer.agreement.mean, 3)}`,
      worthCell(layer),
    ];
  });
  return table('What each layer does to the bias', columns, rows);
}

function worthCell({ worth }: ExplainedLayer): Html {
  if (worth === null) return html``;
  return html`${rounded(roundedWorth(worth))}<small>${plain(worth.without, 3)} without</small>`;
}

/** Which direction of the data the bias comes from; the directions of images as pictures. */
function dataSection(explanation: Explanation): Html {
  const { data } = explanation;
  if (!data) return html``;
  const titles = ['γ of the data', 'γ of the network', 'share', 'agreement', 'share'];
  const columns = [{ title: '' }, ...titles.map((title) => ({ title, numeric: true }))];
  const rows = directionRows(data).map((row) => [
    html`${row.name}`,
    rounded(row.dataGamma),
    rounded(row.gamma),
    html`${row.gammaShare}`,
    rounded(row.agreement),
    html`${row.agreementShare}`,
  ]);
  return html`<h2>Where in the data</h2>
<p class="muted">${prose(directionsMethod(explanation))}</p>
${table('The bias without a direction of the data', columns, rows)}
${pictures(data)}`;
}

function pictures({ pictures }: DataDirections): Html {
  if (!pictures) return html``;
  const { shape, mean, component } = pictures;
  const figures = [
    { title: 'The mean image', values: mean },
    { title: 'The first principal component', values: component },
  ].map(({ title, values }) => {
    const svg = svgText((document) => signedPicture({ title, shape, values }, { document, palette }));
    const width = /width="(\d+)"/.exec(svg)?.[1] ?? '';
    return html`<figure><figcaption>${title}<br><span class="muted">${signedScale(values)}</span></figcaption><div style="max-width: ${width}px">${new Html(svg)}</div></figure>
`;
  });
  return html`<div class="pair">${figures}</div>`;
}
