import { type Html, html, numeric, prose, table } from '../../present/html/page.ts';
import { besideTheory, plotOf, rounded } from '../../present/html/parts.ts';
import { classFindingOf } from '../../results/classFinding.ts';
import { roundToError } from '../../results/format.ts';
import type { Estimate } from '../../results/schema.ts';
import { confusionPanels, confusionTitle, type Guessed, hasConfusion, isNarrow } from './confusion.ts';

/** What the guesses say of the true classes: the finding, heat maps where classes are few, and the numbers. */
export function classSection(m: Guessed): Html {
  const { byClass } = m;
  if (!byClass) return html``;
  const { information, sameClass, otherClass, chance } = byClass;
  const by = roundToError(chance.mean, chance.standardError);
  const rows = [
    row('information', 'mutual information of guess and true class in nats, that of chance removed', information),
    [html`chance<small>the same with shuffled labels</small>`, rounded(by), html`–`, html`–`],
    ...(sameClass ? [row('same class', 'two points of one class get the same guess', sameClass)] : []),
    row('other class', 'two points of different classes get the same guess', otherClass),
  ];
  const columns = [{ title: 'quantity' }, ...numeric('measured', 'theory', 'z')];
  return html`<h2>What the guess says about the true class</h2>
<p>${prose(classFindingOf({ ...m, byClass }))}</p>
${maps(m)}
${table('Guesses and true classes', columns, rows)}`;
}

function maps(m: Guessed): Html {
  if (!hasConfusion(m)) return html``;
  const panels = confusionPanels(m).map((panel) => {
    const picture = plotOf(panel, isNarrow(m) ? 368 : 760);
    return isNarrow(m) ? html`<div>${picture}</div>` : html`<div class="scroll wide" tabindex="0">${picture}</div>`;
  });
  return html`<p>${prose(confusionTitle(m))}. <span class="muted">Outputs of different networks have nothing to do with each other, so guesses are ranked by their popularity with each network.</span></p>
<figure>${isNarrow(m) ? html`<div class="pair">${panels}</div>` : html`${panels}`}</figure>`;
}

function row(name: string, meaning: string, estimate: Estimate): Html[] {
  return [html`${name}<small>${meaning}</small>`, ...besideTheory(estimate)];
}
