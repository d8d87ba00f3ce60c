import { commandLineOf } from '../../present/html/commandLine.ts';
import { type Html, html, page, prose } from '../../present/html/page.ts';
import {
  figureOf,
  noteSection,
  plotOf,
  reproduction,
  rounded,
  tableOf,
  warningIf,
  widthOf,
} from '../../present/html/parts.ts';
import { signedPicture, signedScale } from '../../present/svg/signedPicture.ts';
import { plain } from '../../results/format.ts';
import { firstSentence } from '../../results/headline.ts';
import { alternativesMethod } from './alternativesText.ts';
import { directionsMethod } from './dataDirectionsText.ts';
import { blame } from './figure.ts';
import { roundedLn, roundedWorth } from './numbers.ts';
import type { DataDirections, ExplainedLayer, Explanation } from './schema.ts';
import { alternativeTable, directionTable, layerTable } from './tables.ts';

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
${layersOf(explanation)}
${alternativeSection(explanation)}
${dataSection(explanation)}
${noteSection([...notes, ...measurement.notes, ...measurement.prediction.notes])}
${reproduction(commandLineOf(measurement.experiment, 'explain'))}`,
  });
}

const ROLES = { born: '◆ bias introduced', amplifies: '▲ amplified', removes: '▼ reduced', keeps: '' } as const;

/** The table of the layers, with what they do to the bias, and what each was compared with. */
function layersOf(explanation: Explanation): Html {
  const { layers } = explanation;
  return tableOf(layerTable(explanation), {
    1: (_, at) => {
      const { layer, role, worth } = layers[at]!;
      const remark = [ROLES[role], worth && `in its place: ${worth.standIn}`].filter(Boolean).join(' · ');
      return html`<code>${layer}</code>${remark ? html`<small>${remark}</small>` : html``}`;
    },
    6: (_, at) => worthCell(layers[at]!),
    7: (_, at) => lnWorthCell(layers[at]!),
  });
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
  return html`<h2>The whole network with one change</h2>
<p class="muted">${prose(alternativesMethod(alternatives))}</p>
${tableOf(alternativeTable(alternatives))}`;
}

/** Which direction of the data the bias comes from; the directions of images as pictures. */
function dataSection(explanation: Explanation): Html {
  const { data } = explanation;
  if (!data) return html``;
  return html`<h2>Where in the data</h2>
<p class="muted">${prose(directionsMethod(explanation))}</p>
${tableOf(directionTable(data))}
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
