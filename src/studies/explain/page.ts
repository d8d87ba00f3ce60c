import { commandLineOf } from '../../present/html/commandLine.ts';
import { type Html, html, numeric, page, prose, table } from '../../present/html/page.ts';
import { figureOf, noteSection, plotOf, reproduction, rounded, warningIf, widthOf } from '../../present/html/parts.ts';
import { signedPicture, signedScale } from '../../present/svg/signedPicture.ts';
import { theoryBeside } from '../../present/text/quantities.ts';
import { fixed, plain } from '../../results/format.ts';
import { firstSentence } from '../../results/headline.ts';
import { alternativeRows, alternativesMethod } from './alternativesText.ts';
import { directionRows, directionsMethod } from './dataDirectionsText.ts';
import { blame } from './figure.ts';
import { changeText, roundedGamma, roundedLn, roundedWorth } from './numbers.ts';
import type { DataDirections, ExplainedLayer, Explanation } from './schema.ts';

/** Which layers make, amplify and reduce the bias of a network, as a single HTML page that stands alone. */
export function explanationHtml(explanation: Explanation): string {
  const { summary, status, measurement, notes } = explanation;
  const [title, lead] = firstSentence(summary);
  return page({
    kicker: 'where the bias comes from',
    title,
    lead,
    subject: measurement.network,
    firstguess: measurement.provenance.firstguess,
    body: html`${warningIf(status === 'interrupted', '; what is missing was not measured')}
<p>${prose(measurement.summary)}</p>
<h2>Layer by layer</h2>
<p class="muted">The bias ratio γ compares how far the means of a layer's units are from each other with how far a unit moves over the data. A layer is worth the agreement, or ln γ, of the network minus that of the same network with something neutral in place of the layer; agreement is the probability that two inputs get the same guess.</p>
${figureOf(blame(explanation), 860)}
${layerTable(explanation)}
${alternativeSection(explanation)}
${dataSection(explanation)}
${noteSection([...notes, ...measurement.notes, ...measurement.prediction.notes])}
${reproduction(commandLineOf(measurement.experiment, 'explain'))}`,
  });
}

const ROLES = { born: '◆ bias introduced', amplifies: '▲ amplified', removes: '▼ reduced', keeps: '' } as const;

function layerTable({ layers }: Explanation): Html {
  const columns = [
    { title: 'no.', narrow: true },
    { title: 'layer' },
    ...numeric('γ measured', 'theory', 'change', 'agreement', 'worth', 'worth in ln γ'),
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
      rounded(theoryBeside(layer.theory, layer.theoryError, measured)),
      html`${changeText(layer)}`,
      html`${layer.agreement === null ? '–' : fixed(layer.agreement.mean, 3)}`,
      worthCell(layer),
      lnWorthCell(layer),
    ];
  });
  return table('What each layer does to the bias', columns, rows);
}

function worthCell({ worth }: ExplainedLayer): Html {
  if (worth === null) return html``;
  return html`${rounded(roundedWorth(worth))}<small>${plain(worth.without, 3)} without</small>`;
}

function lnWorthCell({ worth }: ExplainedLayer): Html {
  if (worth === null) return html``;
  return html`${rounded(roundedLn(worth.lnGamma))}<small>γ ${plain(worth.gammaWithout.mean, 3)} without</small>`;
}

/** The whole network, changed in one way each. */
function alternativeSection({ alternatives }: Explanation): Html {
  if (!alternatives) return html``;
  const rows = alternativeRows(alternatives).map((row) => [
    html`${row.name}`,
    rounded(row.gamma),
    rounded(row.lnGamma),
    rounded(row.agreement),
    rounded(row.favourite),
  ]);
  const titles = numeric('γ', 'change of ln γ', 'agreement', 'favourite %');
  return html`<h2>The whole network with one change</h2>
<p class="muted">${prose(alternativesMethod(alternatives))}</p>
${table('The bias of the whole network with one change', [{ title: 'network' }, ...titles], rows)}`;
}

/** Which direction of the data the bias comes from; the directions of images as pictures. */
function dataSection(explanation: Explanation): Html {
  const { data } = explanation;
  if (!data) return html``;
  const titles = numeric('γ of the data', 'γ of the network', 'share', 'agreement', 'share');
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
${table('The bias without a direction of the data', [{ title: '' }, ...titles], rows)}
${pictures(data)}`;
}

function pictures({ pictures }: DataDirections): Html {
  if (!pictures) return html``;
  const { shape, mean, component } = pictures;
  const figures = [
    { title: 'The mean image', values: mean },
    { title: 'The first principal component', values: component },
  ].map(({ title, values }) => {
    const picture = plotOf(signedPicture({ title, shape, values }));
    return html`<figure><figcaption>${title}<br><span class="muted">${signedScale(values)}</span></figcaption><div style="max-width: ${widthOf(picture)}px">${picture}</div></figure>
`;
  });
  return html`<div class="pair">${figures}</div>`;
}
