import type { Layer, Part } from '../../../network/layer.ts';
import { activations } from '../../../network/layers/activations.ts';
import { concat } from '../../../network/layers/blocks/concat.ts';
import { gate } from '../../../network/layers/blocks/gate.ts';
import { parallel } from '../../../network/layers/blocks/parallel.ts';
import { residual } from '../../../network/layers/blocks/residual.ts';
import { repeat } from '../../../network/network.ts';
import { layerOf, type Piece } from '../piece.ts';
import { compressed } from './compressed.ts';
import { dominators, inOrder } from './dominators.ts';

/** A layer of the network, blocks with all that is inside them. */
export interface Segment {
  /** Undefined where the notation has no word for it. */
  readonly layer?: Layer;
  /** Those with weights in the order in which our graph takes them. */
  readonly pieces: readonly Piece[];
  /** The last of them. */
  readonly end: Piece;
  /** What the notation has no word for, in it. */
  readonly missing: readonly Missing[];
}

export interface Missing {
  /** The value of the file that cannot be said. */
  readonly value: string;
  readonly why: string;
  /** Whether it may be missing only because something before it is. */
  readonly mayFollow: boolean;
}

/**
 * The layers in a row from the input to a piece.
 * @param layerAt the layer of a piece, if it is one
 */
export function segmentsTo(top: Piece, layerAt: Search['layerAt'] = layerOf): Segment[] {
  const [root] = inOrder(top);
  return between(root, top, { layerAt, nearest: dominators(top), known: new Map() });
}

interface Search {
  readonly layerAt: (piece: Piece) => Layer | undefined;
  /** Where all that leads to a piece parts. */
  readonly nearest: ReadonlyMap<Piece, Piece>;
  /** Each piece is looked at once: branches that cross would be many otherwise. */
  readonly known: Map<Piece, Segment>;
}

function between(start: Piece, end: Piece, search: Search): Segment[] {
  const segments: Segment[] = [];
  for (let at = end; at !== start; ) {
    const before = at.from.length > 1 ? search.nearest.get(at)! : (at.from[0] ?? start);
    const segment = search.known.get(at) ?? segmentOf(at, before, search);
    search.known.set(at, segment);
    segments.push(segment);
    at = before;
  }
  return segments.reverse();
}

function segmentOf(piece: Piece, before: Piece, search: Search): Segment {
  const { does } = piece;
  const layer = search.layerAt(piece);
  if (layer) return { layer, pieces: [piece], end: piece, missing: [] };
  const branches = piece.from.map((from) => between(before, from, search));
  const inside = branches.flat();
  const missing = [...new Set(inside.flatMap((segment) => segment.missing)), ...shared(piece, branches)];
  if (missing.length === 0 && does.kind === 'sum') return sumOf(piece, branches);
  if (missing.length === 0 && does.kind === 'concat') return concatOf(piece, branches);
  if (missing.length === 0 && does.kind === 'product') return productOf(piece, branches);
  return { pieces: [], end: piece, missing: [...missing, ...whyNot(piece)] };
}

/** Branches that part and meet in other ways than blocks do: the notation would draw their common layers more than once. */
function shared({ value }: Piece, branches: readonly Segment[][]): Missing[] {
  const pieces = branches.flat().flatMap((segment) => segment.pieces);
  if (new Set(pieces).size === pieces.length) return [];
  return [{ value, why: 'its branches have layers in common', mayFollow: true }];
}

/** Sums and branches have a word whenever what they join has. */
function whyNot({ does, value }: Piece): Missing[] {
  if (does.kind === 'nameless') return [{ value, why: does.why, mayFollow: !does.isCertain }];
  if (does.kind === 'sum' || does.kind === 'concat' || does.kind === 'product') return [];
  return [{ value, why: 'a part of attention or of a norm whose rest is missing', mayFollow: true }];
}

/** residual: the longer branch is the branch, the other the shortcut. */
function sumOf(piece: Piece, branches: readonly Segment[][]): Segment {
  const [branch, shortcut] = branches.toSorted((a, b) => weightOf(b) - weightOf(a));
  if (branch.length === 0) {
    const why = 'the notation has no word for a sum of a value with itself';
    return { pieces: [], end: piece, missing: [{ value: piece.value, why, mayFollow: false }] };
  }
  const skip = shortcut.length === 0 ? {} : { shortcut: partsOf(shortcut) };
  const layer = residual(...partsOf(branch), skip);
  return { layer, pieces: [...branch, ...shortcut].flatMap(({ pieces }) => pieces), end: piece, missing: [] };
}

/** concat where the first of two branches is what both take; else parallel. */
function concatOf(piece: Piece, branches: readonly Segment[][]): Segment {
  const [first, second] = branches;
  const pieces = branches.flat().flatMap((segment) => segment.pieces);
  const isBesideInput = branches.length === 2 && first.length === 0 && second.length > 0;
  const layer = isBesideInput ? concat(...partsOf(second)) : parallel(...branches.map(asOnePart));
  return { layer, pieces, end: piece, missing: [] };
}

/** gate, where one of the two is what both take. */
function productOf(piece: Piece, branches: readonly Segment[][]): Segment {
  const [branch, other] = branches.toSorted((a, b) => b.length - a.length);
  const [start] = piece.from.filter((_, i) => branches[i].length === 0);
  if (other.length > 0 || String(start?.shape) !== String(piece.shape)) {
    const why = 'the notation has no word for the product of two branches';
    return { pieces: [], end: piece, missing: [{ value: piece.value, why, mayFollow: false }] };
  }
  return { layer: gate(...partsOf(branch)), pieces: branch.flatMap(({ pieces }) => pieces), end: piece, missing: [] };
}

function asOnePart(branch: readonly Segment[]): Part {
  if (branch.length === 0) return activations.linear();
  const parts = partsOf(branch);
  return parts.length === 1 ? parts[0] : repeat(1, ...parts);
}

function weightOf(branch: readonly Segment[]): number {
  return branch.reduce((sum, { pieces }) => sum + pieces.length, 0);
}

/** The layers of segments that all have a name, with what repeats written once. */
export function partsOf(segments: readonly Segment[]): Part[] {
  return compressed(segments.map(({ layer }) => layer!));
}
