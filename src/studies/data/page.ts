import { commandLine } from '../../present/html/commandLine.ts';
import { type Html, html, numeric, page, prose, table } from '../../present/html/page.ts';
import { facts, figureOf, noteSection, plotOf, reproduction, tableOf, widthOf } from '../../present/html/parts.ts';
import type { Thumbnails } from '../../present/svg/thumbnails.ts';
import type { Cell } from '../../present/text/table.ts';
import { NEGLIGIBLE_GAMMA } from '../../results/finding.ts';
import { count, fixed, plain, plural } from '../../results/format.ts';
import { firstSentence } from '../../results/headline.ts';
import { pointOptions } from '../../setup/options.ts';
import { contactSheet, contactSheetScale, contactSheetTitle } from './contactSheet.ts';
import { classesText, directionsText, distributionRows, oddities, pairText } from './numbersText.ts';
import { overlapSpectrum } from './overlapSpectrum.ts';
import type { DataSummary } from './schema.ts';
import { agreementTable, distributionTable } from './tables.ts';

/**
 * Data as theory sees them, as a single HTML page that stands alone.
 * @param thumbnails null for points that are not images
 */
export function dataSummaryHtml(summary: DataSummary, thumbnails: Thumbnails | null): string {
  const [title, lead] = firstSentence(summary.summary);
  return page({
    kicker: 'data as theory sees them',
    title,
    lead,
    subject: summary.preprocess === 'none' ? summary.data : `${summary.data} · ${summary.preprocess}`,
    firstguess: summary.firstguess,
    body: html`${summary.tokens ? html`` : numberSections(summary, thumbnails)}
${theorySection(summary)}
${noteSection([...oddities(summary), ...summary.notes])}
${origin(summary)}
${reproduction(commandLineOf(summary))}`,
  });
}

/** What the sizes of the numbers come to; those of token ids mean nothing. */
function numberSections(summary: DataSummary, thumbnails: Thumbnails | null): Html {
  return html`${keyNumbers(summary)}
${overlapSection(summary)}
${thumbnails ? imageSection(thumbnails, summary) : html``}
${distributionSection(summary)}`;
}

function keyNumbers({ moments: { cov, spread }, overlaps, directions }: DataSummary): Html {
  const { gamma } = overlaps;
  return html`<dl class="cards">
<div class="card"><dt>Mean overlap</dt><dd class="big">${fixed(overlaps.all.mean, 2)}</dd>
<dd class="small">correlation of two points, ± ${plain(overlaps.all.sd, 2)} over the pairs</dd></div>
<div class="card"><dt>Bias ratio γ</dt><dd class="big">${Math.abs(gamma) < NEGLIGIBLE_GAMMA ? fixed(gamma, 2) : plain(gamma, 3)}</dd>
<dd class="small">${gamma >= 1 ? 'prejudiced: at least 1' : 'neutral: below 1'}, of a linear network; cov ${plain(cov, 3)}, spread ${plain(spread, 3)}</dd></div>
<div class="card"><dt>The mean point</dt><dd class="big">${prose(`${plain(100 * directions.meanShare, 3)} %`)}</dd>
<dd class="small">of the squared norm of a point</dd></div>
<div class="card"><dt>First component</dt><dd class="big">${prose(`${plain(100 * (directions.components[0] ?? 0), 3)} %`)}</dd>
<dd class="small">of the variance along one direction</dd></div>
</dl>`;
}

function overlapSection(summary: DataSummary): Html {
  const { points, pairs, nearest } = summary.overlaps;
  const columns = [{ title: 'nearest pairs' }, ...numeric('overlap')];
  const rows = nearest.map((pair) => [html`${pairText(pair)}`, html`${fixed(pair.overlap, 4)}`]);
  return html`<h2>How alike the points are</h2>
<p class="muted">The overlap of two points is their correlation c = x·y/(|x| |y|), here over ${count(pairs)} pairs of ${count(points)} points. Points that overlap get the same guess more often than others, whatever the weights.</p>
${figureOf(overlapSpectrum(summary), 860)}
<p>${prose(directionsText(summary))}</p>
${rows.length > 0 ? table('The pairs that overlap most; points are counted from 0', columns, rows) : html``}`;
}

function imageSection(thumbnails: Thumbnails, summary: DataSummary): Html {
  const picture = plotOf(contactSheet(thumbnails, summary));
  return html`<h2>The images</h2>
<p class="muted">${contactSheetTitle(thumbnails)}; ${contactSheetScale(thumbnails)}.</p>
<figure style="max-width: ${widthOf(picture)}px"><div class="scroll" tabindex="0">${picture}</div></figure>`;
}

function distributionSection(summary: DataSummary): Html {
  const rows = distributionRows(summary);
  return html`<h2>Sizes</h2>
${tableOf(distributionTable(summary), { 0: (name, at) => html`${String(name)}<small>${rows[at]!.meaning}</small>` })}`;
}

function theorySection(summary: DataSummary): Html {
  const { assumption, agreements } = summary.theory;
  const lead = html`<h2>What theory takes of them</h2>
<p>${prose(assumption)}</p>`;
  if (agreements.length === 0) return lead;
  const named = (name: Cell, at: number) => html`${String(name)}<small><code>${agreements[at]!.network}</code></small>`;
  return html`${lead}
<p class="muted">Agreement is the probability that two inputs get the same guess: from the overlap of every pair, and as if every pair were the average one.</p>
${tableOf(agreementTable(summary), { 0: named })}`;
}

function origin(summary: DataSummary): Html {
  const { data, preprocess, points, available, features, classes, storage, licence, seed } = summary;
  const sizes = classes?.map(({ name, points }) => `${name} (${count(points)})`).join(', ');
  const rows: [string, Html][] = [
    [
      'Data',
      html`<code>${data}</code>${preprocess === 'none' ? html`` : html`, preprocessed by <code>${preprocess}</code>`}`,
    ],
    [
      'Points',
      html`${count(points)}${available !== null && available > points ? ` of ${count(available)}` : ''}, ${plural(features.count, 'feature')} each, stored as ${storage}`,
    ],
    ...(classes ? [['Classes', html`${classesText(summary) ?? ''}: ${sizes ?? ''}`] satisfies [string, Html]] : []),
    ...(licence ? [['Licence', html`${licence}`] satisfies [string, Html]] : []),
    ['Seed', html`${seed}`],
  ];
  return html`<h2>The data</h2>
${facts(rows)}`;
}

/** The command line that repeats the summary. */
function commandLineOf({ data, preprocess, points, available, drawn, seed }: DataSummary): string {
  const chosen = drawn || (available !== null && points < available);
  return commandLine('data', { preprocess, points: chosen ? points : undefined, seed }, pointOptions, [data]);
}
