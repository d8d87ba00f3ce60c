import { type Html, html, page, prose } from '../../present/html/page.ts';
import {
  figureOf,
  notation,
  noteSection,
  plotOf,
  reproduction,
  rounded,
  tableOf,
  warningIf,
} from '../../present/html/parts.ts';
import type { Cell } from '../../present/text/table.ts';
import { plural } from '../../results/format.ts';
import { firstSentence } from '../../results/headline.ts';
import { confusionPanels, hasConfusion, isNarrow, largestShare } from '../measure/confusion.ts';
import { bestInWords } from './best.ts';
import { preprocessingCommandLine } from './commandLine.ts';
import { shownPipeline } from './comparedValues.ts';
import { preprocessing } from './figure.ts';
import type { PreprocessingComparison } from './schema.ts';
import { pipelineTables } from './tables.ts';

/** Pipelines of preprocessing side by side, as a single HTML page that stands alone. */
export function preprocessingHtml(comparison: PreprocessingComparison): string {
  const { summary, status, networks, data, notes, firstguess } = comparison;
  const [title, lead] = firstSentence(summary);
  return page({
    kicker: 'what preprocessing does to the guesses',
    title,
    lead,
    subject: networks.join('\n'),
    firstguess,
    body: html`${warningIf(status === 'interrupted', '; what is missing was not reached')}
<h2>Agreement</h2>
<p class="muted">The probability that two inputs of ${data} get the same guess, over random initialisations.</p>
${figureOf(preprocessing(comparison, 'agreement'), 860)}
<h2>The favourite class</h2>
<p class="muted">The mean share of the data that goes to the class which gets most of it.</p>
${figureOf(preprocessing(comparison, 'maxFraction'), 860)}
<h2>Pipeline by pipeline</h2>
<p class="muted">The bias ratio γ of the data compares the mean product of two points with half their mean squared difference; that of the outputs does the same for what the network makes of them. Errors are standard errors, clustered by initialisation; z is the distance from theory in standard errors. All pipelines and networks met the same seed.</p>
${networks.map((network) => networkTables(comparison, network))}
<p>${prose(bestInWords(comparison))}</p>
${sentences(comparison)}
${confusions(comparison)}
${noteSection(notes)}
${reproduction(preprocessingCommandLine(comparison))}`,
  });
}

/** The tables of a network, with what each pipeline does to the data under its name. */
function networkTables(comparison: PreprocessingComparison, network: string): Html {
  const { pipelines, results, networks, sweep } = comparison;
  const { guesses, ratios, losses } = pipelineTables(comparison, [network]);
  const named = sweep === null ? notation : rounded;
  const remarked = (cell: Cell, row: number) => {
    const { preprocess, effects, value } = pipelines[row]!;
    const found = results.find((one) => one.preprocess === preprocess && one.network === network);
    const remark = found?.reason ?? (value === null ? effects.join('; ') : '');
    return html`${named(cell)}${remark ? html`<small>${remark}</small>` : html``}`;
  };
  const title = networks.length > 1 ? html`<h3><code>${network}</code></h3>` : html``;
  return html`${title}${tableOf(guesses, { 0: remarked })}
${tableOf(ratios, { 0: named })}
${tableOf(losses, { 0: named })}`;
}

/** The finding of each measurement in full, where there are few. */
function sentences({ results }: PreprocessingComparison): Html {
  const told = results.flatMap(({ measurement }) => (measurement ? [measurement] : []));
  if (told.length === 0 || told.length > MOST_SENTENCES) return html``;
  return html`<h2>What each network does</h2>
${told.map(
  ({ preprocess, network, summary, initialisations, readouts }) =>
    html`<p><code>${shownPipeline(preprocess)}</code>, <code>${network}</code>: ${prose(summary)} <span class="muted">${plural(initialisations, 'initialisation')} × ${plural(readouts, 'readout')}.</span></p>\n`,
)}`;
}

/** Of data with labels: how the guesses fall on the true classes after each pipeline, as small multiples. */
function confusions({ results, networks }: PreprocessingComparison): Html {
  const shown = results.flatMap(({ measurement }) => (measurement && hasConfusion(measurement) ? [measurement] : []));
  if (shown.length === 0 || shown.length > MOST_MAPS) return html``;
  const largest = Math.max(...shown.map(largestShare));
  const maps = shown.map((measurement) => {
    const of = networks.length > 1 ? html`<br><code>${measurement.network}</code>` : html``;
    const [map] = confusionPanels(measurement, largest);
    return html`<div><p><code>${shownPipeline(measurement.preprocess)}</code>${of}</p>${plotOf(map, isNarrow(measurement) ? 368 : 760)}</div>`;
  });
  return html`<h2>Class by class</h2>
<p class="muted">The share of each true class that gets the most popular guess, the second and so on. Even rows say that a guess knows nothing of the class.</p>
<figure><div class="pair">${maps}</div></figure>`;
}

const MOST_SENTENCES = 12;
const MOST_MAPS = 12;
