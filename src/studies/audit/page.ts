import { type Html, html, page, prose } from '../../present/html/page.ts';
import { facts, noteSection, reproduction, tableOf, warningIf } from '../../present/html/parts.ts';
import { quantities } from '../../present/text/quantities.ts';
import type { Cell } from '../../present/text/table.ts';
import type { Audit } from '../../results/auditSchema.ts';
import { duration, plural } from '../../results/format.ts';
import { firstSentence } from '../../results/headline.ts';
import { guessLawSection, keyNumbers, layerSection, timeOf } from '../measure/page.ts';
import { auditCommandLine } from './commandLine.ts';
import { auditTable, planTable } from './tables.ts';
import { drawnInWords, modelInWords, recognitionInWords } from './words.ts';

/** A report of one audit as a single HTML page: finding, numbers, layers, what was drawn, and how to repeat it. */
export function auditHtml(audit: Audit): string {
  const { summary, model, status, initialisations, notes, prediction, provenance, experiment } = audit;
  const [title, lead] = firstSentence(summary);
  const drawn = ` after ${plural(initialisations, 'initialisation')}; its errors account for that`;
  return page({
    kicker: 'what the architecture of a model guesses before training',
    title,
    lead,
    subject: model.file,
    firstguess: provenance.firstguess,
    body: html`${warningIf(status === 'interrupted', drawn)}
${keyNumbers(audit)}
${numbers(audit)}
${guessLawSection(audit)}
${layerSection(audit)}
${recognition(audit)}
${planSection(audit)}
${noteSection([...notes, ...prediction.notes])}
${experimentSection(audit)}
${reproduction(auditCommandLine(experiment), 'The same seed draws the same weights on every machine, whatever the number of workers.')}`,
  });
}

function numbers(audit: Audit): Html {
  const explained = quantities(audit);
  const withMeaning = (name: Cell, row: number) => html`${String(name)}<small>${explained[row]!.meaning}</small>`;
  const table = auditTable(audit);
  return html`<h2>${table.caption}</h2>
<p class="muted">Errors are standard errors over initialisations.</p>
${tableOf(table, { 0: withMeaning })}`;
}

function recognition(audit: Audit): Html {
  const words = recognitionInWords(audit);
  return words === ''
    ? html``
    : html`<h2>In the notation</h2>
<p>${prose(words)}</p>`;
}

function planSection(audit: Audit): Html {
  const code = (cell: Cell) => html`<code>${String(cell)}</code>`;
  return html`<h2>What was drawn</h2>
<p>${prose(drawnInWords(audit))}.</p>
<details><summary>${plural(audit.plan.length, 'tensor')}</summary>${tableOf(planTable(audit.plan), { 0: code })}</details>`;
}

function experimentSection(audit: Audit): Html {
  const { model, data, points, preprocess, initialisations, batch, norm, seed, provenance, engine, seconds } = audit;
  const rows: [string, Html][] = [
    ['Model', html`${prose(modelInWords(model, audit.classes))}`],
    ['File', html`<code>${model.sha256.slice(0, 16)}…</code> (SHA-256)`],
    [
      'Data',
      html`<code>${data}</code>, ${plural(points, 'point')}, ${preprocess === 'none' ? 'as they come' : html`preprocessed by <code>${preprocess}</code>`}`,
    ],
    [
      'Draws',
      html`${plural(initialisations, 'initialisation')}, ${batch === 'free' ? 'all points together' : 'point by point'}`,
    ],
    ...(norm === null
      ? []
      : [
          [
            'Batch norm',
            html`${norm === 'batch' ? 'statistics of the points' : 'fresh running statistics, 0 and 1'}`,
          ] as [string, Html],
        ]),
    ['Seed', html`${seed}`],
    [
      'Run',
      html`${duration(seconds)} on ${plural(provenance.workers, 'worker')} with ${engine}, ${timeOf(provenance.date)}`,
    ],
    ['Machine', html`${provenance.processor}, ${provenance.platform}, Node ${provenance.node.replace(/^v/, '')}`],
  ];
  return html`<h2>The experiment</h2>
${facts(rows)}`;
}
