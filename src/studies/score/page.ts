import { commandLine } from '../../present/html/commandLine.ts';
import { type Html, html, page, prose } from '../../present/html/page.ts';
import { facts, figureOf, noteSection, reproduction, tableOf } from '../../present/html/parts.ts';
import type { Picture } from '../../present/svg/picture.ts';
import type { DataTable } from '../../present/tables/dataTable.ts';
import { quantities } from '../../present/text/quantities.ts';
import type { Cell } from '../../present/text/table.ts';
import { firstSentence } from '../../results/headline.ts';
import { capital } from '../../results/words.ts';
import { classSection } from '../measure/classSection.ts';
import { biasCurves, popularityCurves } from './biasCurves.ts';
import type { Score } from './schema.ts';
import { options } from './study.ts';
import { popularityTable, scoreTable } from './tables.ts';
import { effortInWords, readInWords } from './words.ts';

/** Scores as a single HTML page: finding, curves over training, numbers, classes, what to do, and how to repeat it. */
export function scoreHtml(score: Score): string {
  const { summary, file, firstguess, notes, steps, classes, initialisations } = score;
  const [title, lead] = firstSentence(summary);
  return page({
    kicker: 'what networks guess whose outputs another program computed',
    title,
    lead,
    subject: file,
    firstguess,
    body: html`${curves('The bias over training', biasCurves(score))}
${curves('Classes in the order of their popularity at the first step', popularityCurves(score))}
${numbers(score)}
${steps.length > 1 ? popularity(popularityTable(score)) : ''}
${classSection({ byClass: steps[0].byClass, data: '', classes, initialisations })}
<h2>What to do</h2>
<ul class="notes">${score.advice.map((line) => html`<li>${prose(`${capital(line)}.`)}</li>`)}</ul>
${noteSection(notes)}
<h2>What was read</h2>
${facts([
  ['Scores', html`${prose(readInWords(score))}`],
  ['Networks', html`${prose(effortInWords(score))}`],
])}
${reproduction(scoreCommandLine(score))}`,
  });
}

function curves(heading: string, picture: Picture | undefined): Html {
  if (picture === undefined) return html``;
  return html`<h2>${heading}</h2>
${figureOf(picture, 800)}`;
}

function numbers(score: Score): Html {
  const table = scoreTable(score);
  const explained = score.steps.length > 1 ? [] : quantities({ ...score.steps[0], classes: score.classes });
  const withMeaning = (name: Cell, row: number) =>
    html`${String(name)}${explained[row] ? html`<small>${explained[row].meaning}</small>` : ''}`;
  return html`<h2>${table.caption}</h2>
<p class="muted">Errors are standard errors over initialisations.</p>
${tableOf(table, { 0: withMeaning })}`;
}

function popularity(table: DataTable): Html {
  return html`<h2>Class by class</h2>
<p class="muted">${table.caption}.</p>
${tableOf(table)}`;
}

/** The command that gives the same numbers again. */
function scoreCommandLine({ file, kind, axes, classes, labels, seed, ties, steps }: Score): string {
  const numbers = steps.map(({ step }) => step);
  const given = {
    kind,
    axes: axes.join(','),
    classes: kind === 'guesses' ? classes : undefined,
    labels: labels ?? undefined,
    steps: numbers.every((step, at) => step === at) ? undefined : numbers.join(','),
    seed,
    ties,
  };
  return commandLine('score', given, Object.assign({}, ...Object.values(options)), [file]);
}
