import { blocks, type Drawing, finding, notes, terminalOf } from '../../present/text/drawing.ts';
import { headedTable } from '../../present/text/table.ts';
import { wrap } from '../../present/text/wrap.ts';
import { percent, plain, plusMinus, roundToError, zScore } from '../../results/format.ts';
import { effort } from '../measure/text.ts';
import type { NodeDistributions, NodeLayer } from './schema.ts';

/** Shifts below this share of a node's own spread cannot be seen. */
const SMALL = 0.1;

/** Nodes layer by layer: the finding about the output as a sentence, then shift, spread and ratio against theory. */
export function renderNodes(result: NodeDistributions, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  const last = result.layers.at(-1)!;
  const tables = result.layers.map((layer) => [
    `layer ${layer.position}, ${layer.layer}`,
    ...headedTable(['', 'measured', 'theory', 'z'], rowsOf(layer), paint),
  ]);
  return blocks([
    finding(sentence(last), width, paint),
    ...tables,
    notes(result.notes, width, paint),
    wrap(effort(result), width).map(paint.muted),
  ]);
}

function sentence({ shift, within, lasting, pair }: NodeLayer): string {
  const ratio = shift.mean / within.mean;
  const broken =
    ratio < SMALL
      ? 'At one draw of the weights the output nodes have nearly the same distribution over the data'
      : `At one draw of the weights two output nodes are shifted against each other by ${plain(ratio, 2)} times their own spread over the data`;
  const distance = plusMinus(pair.oneDraw.mean, pair.oneDraw.standardError);
  return (
    `${broken}. Their distance of Kolmogorov and Smirnov is ${distance} at one draw and ${plain(pair.pooled, 2)} over all ` +
    `draws; ${percent(Math.max(0, lasting.mean), lasting.standardError)} of the variance between nodes is the same in all draws.`
  );
}

function rowsOf({ shift, within, ratio }: NodeLayer) {
  const row = (name: string, { mean, standardError, theory, z }: NodeLayer['shift']) => [
    name,
    roundToError(mean, standardError),
    plain(theory),
    zScore(z),
  ];
  return [row('shift', shift), row('spread', within), row('shift²/spread²', ratio)];
}
