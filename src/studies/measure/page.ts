import { commandLineOf } from '../../present/html/commandLine.ts';
import { type Html, html, numeric, page, prose, table } from '../../present/html/page.ts';
import {
  facts,
  figureOf,
  keyOf,
  notation,
  noteSection,
  plotOf,
  reproduction,
  tableOf,
  warningIf,
} from '../../present/html/parts.ts';
import { phaseName } from '../../present/text/limits.ts';
import { quantities } from '../../present/text/quantities.ts';
import type { Cell } from '../../present/text/table.ts';
import { choiceInWords } from '../../results/choiceInWords.ts';
import { traceOf } from '../../results/finding.ts';
import { barePercent, count, duration, percentParts, plain, plural, roundToError } from '../../results/format.ts';
import { isArgmax } from '../../results/headFinding.ts';
import { firstSentence } from '../../results/headline.ts';
import { phaseInWords } from '../../results/phase.ts';
import type { Measurement } from '../../results/schema.ts';
import { pointsOf } from '../../results/words.ts';
import { classSection } from './classSection.ts';
import { guessLawPanels } from './guessLaw.ts';
import { layerTrace } from './layerTrace.ts';
import { layerTable, quantityTable } from './tables.ts';

/**
 * A report of one measurement as a single HTML page: finding, key numbers, tables, figures, experiment and how to repeat
 * it. It asks nothing of the network, follows the reader's colour scheme, and prints.
 */
export function reportHtml(measurement: Measurement): string {
  const { summary, network, status, initialisations, notes, prediction, experiment, provenance, head } = measurement;
  const [title, lead] = firstSentence(summary);
  const drawn = ` after ${plural(initialisations, 'initialisation')}; its errors account for that`;
  return page({
    kicker: 'what a network guesses before it has learned anything',
    title,
    lead,
    subject: network,
    firstguess: provenance.firstguess,
    body: html`${warningIf(status === 'interrupted', drawn)}
${isArgmax(head) ? keyNumbers(measurement) : ''}
${numbers(measurement)}
${isArgmax(head) ? guessLawSection(measurement) : ''}
${isArgmax(head) ? classSection(measurement) : ''}
${layerSection(measurement)}
${limitSection(measurement)}
${noteSection([...notes, ...prediction.notes, ...(isArgmax(head) ? choiceInWords(prediction) : [])])}
${experimentSection(measurement)}
${reproduction(commandLineOf(experiment), 'The same seed draws the same weights on every machine, whatever the number of workers.')}`,
  });
}

export function keyNumbers(m: Measurement): Html {
  const { maxFraction, gamma, agreement, classes } = m;
  const favourite = percentParts(maxFraction.mean, maxFraction.standardError);
  const bias = roundToError(gamma.mean, gamma.standardError);
  const ratio = maxFraction.mean * classes;
  return html`<dl class="cards">
<div class="card"><dt>Favourite class</dt><dd class="big">${favourite.value} %</dd>
<dd><div class="meter" aria-hidden="true"><i style="width: ${percentOf(maxFraction.mean)}"></i><b style="left: ${percentOf(1 / classes)}"></b></div></dd>
<dd class="small">${favourite.error ? `± ${favourite.error}, ` : ''}${ratio.toFixed(1)} times a fair guess of ${prose(barePercent(1 / classes))}</dd></div>
<div class="card"><dt>Agreement</dt><dd class="big">${plain(100 * agreement.mean, 3)} %</dd>
<dd><div class="meter" aria-hidden="true"><i style="width: ${percentOf(agreement.mean)}"></i><b style="left: ${percentOf(1 / classes)}"></b></div></dd>
<dd class="small">two inputs get the same guess; ${prose(barePercent(1 / classes))} without bias</dd></div>
<div class="card"><dt>Bias ratio γ</dt><dd class="big">${bias.value}</dd>
<dd class="small">${bias.error ? `± ${bias.error}, ` : ''}${phaseInWords(gamma.mean >= 1 ? 'prejudiced' : 'neutral')}</dd></div>
<div class="card"><dt>Networks drawn</dt><dd class="big">${count(m.initialisations * m.readouts)}</dd>
<dd class="small">${plural(m.initialisations, 'initialisation')} × ${plural(m.readouts, 'readout')}, ${plural(m.points, 'point')} each</dd></div>
</dl>`;
}

function percentOf(share: number): string {
  return `${(100 * Math.min(1, Math.max(0, share))).toFixed(2)}%`;
}

function numbers(m: Measurement): Html {
  const explained = quantities(m);
  const withMeaning = (name: Cell, row: number) => html`${String(name)}<small>${explained[row]!.meaning}</small>`;
  return html`<h2>Measured against theory</h2>
<p class="muted">Errors are standard errors, clustered by initialisation; z is the distance in standard errors. Theory is that of infinitely wide layers.</p>
${tableOf(quantityTable(m), { 0: withMeaning })}
${kolmogorov(m)}`;
}

function kolmogorov({ ks }: Measurement): Html {
  if (ks === null) return html``;
  const verdict = ks.distance <= ks.critical ? 'within' : 'beyond';
  return html`<p>The whole law of the guesses lies ${plain(ks.distance, 2)} from theory (Kolmogorov–Smirnov, ${count(ks.draws)} independent draws), ${verdict} the critical ${plain(ks.critical, 2)} at level ${plain(ks.level)}.</p>`;
}

export function guessLawSection(m: Measurement): Html {
  const panels = guessLawPanels(m);
  return html`<h2>The guess law</h2>
<p class="muted">How the guesses on the ${pointsOf(m.data)} differ from one random initialisation to the next.</p>
<figure>${keyOf(panels[0])}<div class="pair">${panels.map((panel) => html`<div>${plotOf(panel, 368)}</div>`)}</div></figure>`;
}

export function layerSection(m: Measurement): Html {
  if (traceOf(m).length === 0) return html``;
  const picture = layerTrace(m);
  return html`<h2>Where the bias comes from</h2>
<p>${prose(picture.title)}. <span class="muted">The bias ratio γ compares how far the means of a layer's units are from each other with how far a unit moves over the data; traced on ${plural(m.layerDraws, 'initialisation')}.</span></p>
${figureOf(picture, 800)}
${tableOf(layerTable(m), { 1: notation })}`;
}

function limitSection({ prediction: { limits } }: Measurement): Html {
  if (limits.length === 0) return html``;
  const rows = limits.map(({ block, gamma, chi1, phase }) => [
    html`<code>${block}</code>`,
    html`${plain(gamma)}`,
    html`${plain(chi1)}`,
    html`${phase === null ? '–' : phaseName(phase)}`,
  ]);
  const columns = [{ title: 'block' }, ...numeric('γ', 'χ₁'), { title: 'phase' }];
  return html`<h2>At infinite depth</h2>
<p class="muted">What theory expects of each repeated block; χ₁ is the slope of its covariance map at correlation 1.</p>
${table('Repeated blocks at infinite depth', columns, rows)}`;
}

function experimentSection(m: Measurement): Html {
  const { scheme, law, sigmaW2, sigmaB2 } = m.experiment.init;
  const variances = [
    sigmaW2 === undefined ? '' : `, σ_w² = ${sigmaW2}`,
    sigmaB2 === undefined ? '' : `, σ_b² = ${sigmaB2}`,
  ].join('');
  const rows: [string, Html][] = [
    ['Network', html`<code>${m.network}</code>`],
    [
      'Data',
      html`<code>${m.data}</code>, ${plural(m.points, 'point')}, ${m.preprocess === 'none' ? 'as they come' : html`preprocessed by <code>${m.preprocess}</code>`}`,
    ],
    ['Initialisation', html`${scheme} scheme, ${law} weights${variances}`],
    ['Draws', html`${plural(m.initialisations, 'initialisation')} × ${plural(m.readouts, 'readout')}${correlation(m)}`],
    ['Seed', html`${m.seed}`],
    [
      'Ties',
      html`${m.tiedPoints === 0 ? 'no point had two largest outputs' : `${plural(m.tiedPoints, 'point')} had several largest outputs, over all networks`}`,
    ],
    [
      'Run',
      html`${duration(m.seconds)} on ${plural(m.provenance.workers, 'worker')} with ${m.engine}, ${timeOf(m.provenance.date)}`,
    ],
    ['Machine', html`${m.provenance.processor}, ${m.provenance.platform}, Node ${m.provenance.node.replace(/^v/, '')}`],
  ];
  return html`<h2>The experiment</h2>
${facts(rows)}`;
}

/** "2026-01-15 12:00 UTC" of an ISO date. */
export function timeOf(date: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d.*Z$/.test(date) ? `${date.slice(0, 16).replace('T', ' ')} UTC` : date;
}

function correlation({ intraClassCorrelation }: Measurement): string {
  if (intraClassCorrelation === null) return '';
  return `; readouts of one initialisation correlate by ${plain(intraClassCorrelation, 2)}`;
}
