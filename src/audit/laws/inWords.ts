import { sizeOf, type WeightLaw } from '../../graph/graph.ts';
import { CUT_VARIANCE } from '../../network/schemes/scheme.ts';
import type { ParameterLaw } from '../run/auditAssignment.ts';

/**
 * A law in words: "U(±0.125)", "N(0, 0.02²)", "zeros", "orthogonal, gain 1", "that of tok.weight, transposed".
 * @param dims of the parameter
 */
export function inWords(law: ParameterLaw, dims: readonly number[]): string {
  switch (law.law) {
    case 'constant':
      return constantInWords(law.value);
    case 'stored':
      return 'as stored';
    case 'tied':
      return `that of ${law.to}${law.transposed ? ', transposed' : ''}`;
    case 'blocks':
      return blocksInWords(law.rows, dims);
    default:
      return law.variance === 0 ? 'zeros' : drawnInWords(law, dims[0] ?? 1, sizeOf(dims) / (dims[0] ?? 1));
  }
}

function drawnInWords({ law, variance }: WeightLaw, rows: number, columns: number): string {
  const sd = Math.sqrt(variance);
  switch (law) {
    case 'uniform':
      return `U(±${short(Math.sqrt(3) * sd)})`;
    case 'gaussian':
      return `N(0, ${short(sd)}²)`;
    case 'truncated':
      return `N(0, ${short(sd / Math.sqrt(CUT_VARIANCE))}²) cut at ±2 sd`;
    case 'orthogonal':
      return `orthogonal, gain ${short(sd * Math.sqrt(Math.max(rows, columns)))}`;
  }
}

type Blocks = Extract<ParameterLaw, { law: 'blocks' }>['rows'];

/** One law for all blocks is named once; else each block is named with its rows, counted from 1. */
function blocksInWords(blocks: Blocks, dims: readonly number[]): string {
  const width = sizeOf(dims) / blocks.reduce((rows, { count }) => rows + count, 0);
  const words = blocks.map(({ law, count }) =>
    law.law === 'constant' ? constantInWords(law.value) : drawnInWords(law, count, width),
  );
  if (new Set(words).size === 1) return blocks.length === 1 ? words[0] : `${words[0]}, in ${blocks.length} blocks`;
  let row = 1;
  return blocks
    .map(({ count }, i) => {
      const first = row;
      row += count;
      return `${words[i]} in ${first}–${row - 1}`;
    })
    .join(', ');
}

function constantInWords(value: number): string {
  if (value === 0) return 'zeros';
  return value === 1 ? 'ones' : `all ${short(value)}`;
}

/** Four digits tell two laws apart. */
function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
