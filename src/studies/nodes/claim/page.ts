import type { ClaimDetails } from '../../../claims/kind.ts';
import { type Html, html, numeric, table } from '../../../present/html/page.ts';
import { besideTheory, rounded } from '../../../present/html/parts.ts';
import { roundToError } from '../../../results/format.ts';
import type { NodesClaim } from './resultSchema.ts';

/** What was found of the nodes of every run, beside theory. */
export function nodesDetails({ results }: NodesClaim): ClaimDetails {
  return {
    numbers: html`<h2>Nodes</h2>
<p class="muted">shift: standard deviation of the difference between two nodes’ means over the data; within: that of a node over the data, both in units of √q, the root mean square of a node; ratio: shift² / within²; lasting: share of the variance between nodes that stays when all draws are pooled; distance: that of Kolmogorov and Smirnov between the first two nodes at one draw; pooledDistance: the same over all draws pooled, less what nodes have that are symmetric.</p>
${nodesTable(results)}`,
    notes: results.flatMap(({ nodes }) => nodes.notes),
    alone: null,
  };
}

function nodesTable(results: NodesClaim['results']): Html {
  const rows = results.flatMap(({ label, nodes }) =>
    nodes.layers.map(({ layer, position, isOutput, shift, within, ratio, lasting, pair }) => {
      return [
        html`${label}<small><code>${nodes.network}</code></small>`,
        html`${isOutput ? 'output' : `layer ${position}`}<small><code>${layer}</code></small>`,
        ...[shift, within, ratio].flatMap(besideTheory),
        rounded(roundToError(lasting.mean, lasting.standardError)),
        rounded(roundToError(pair.oneDraw.mean, pair.oneDraw.standardError)),
        rounded(roundToError(pair.pooled - pair.ifSymmetric.mean, pair.ifSymmetric.deviation)),
      ];
    }),
  );
  const numbers = ['shift', 'within', 'ratio'].flatMap((title) => [title, 'theory', 'z']);
  const titles = numeric(...numbers, 'lasting', 'distance', 'pooledDistance');
  return table('Nodes', [{ title: 'run' }, { title: 'nodes of' }, ...titles], rows);
}
