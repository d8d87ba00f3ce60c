import type { Model } from '../../engine/onnx/read/model.ts';
import { titleOf } from '../../engine/onnx/read/problems.ts';
import type { Shape } from '../../graph/graph.ts';
import type { Layer } from '../../network/layer.ts';
import { Network } from '../../network/network.ts';
import type { ModelGraph } from '../graph/modelGraph.ts';
import type { AuditPlan } from '../plan/auditPlan.ts';
import type { AnyTensor, Runtime } from '../runtime.ts';
import { arranged } from './arranged.ts';
import { viewOf } from './fileView.ts';
import { operators } from './operators/index.ts';
import type { Order } from './order.ts';
import { layerOf, type Piece } from './piece.ts';
import { Reader } from './reader.ts';
import type { Source } from './source.ts';
import { type Missing, partsOf, type Segment, segmentsTo } from './structure/segments.ts';

/** A user's model as our notation has it: all of it, or as far as it goes from the input on. */
export interface Recognised {
  /** In the notation; null if not even the first layer has a word there. */
  readonly network: string | null;
  /** Whether the network goes as far as the scores. */
  readonly isWhole: boolean;
  /** The value of the file after each layer, by index of the unrolled network. */
  readonly layers: readonly { readonly layer: number; readonly value: string }[];
  /** What the notation has no word for, node by node, and weights that layers share. Theory is of the same network only without. */
  readonly missing: readonly string[];
  /** Of a point, channels first. */
  readonly input: Shape;
  /** Where the entries of the data lie in our input, where the file takes images with channels last. */
  readonly inputOrder: Order;
  /** Its layers, those inside blocks too, in the order in which our graph takes their weights. */
  readonly pieces: readonly Piece[];
  /** Where the weights of our graph are in the file, in its order. */
  readonly sources: readonly Source[];
  /** The network with other layers in place of those of some pieces, such as the same with variances of their own. */
  withLayers(layers: ReadonlyMap<Piece, Layer>): Network;
  /** The value of the file that our output is, and where its entries lie there. */
  readonly end: { readonly value: string; readonly order: Order };
}

/**
 * Reads a model as a network in our notation. Only `transplant` can tell whether they are the same.
 *
 * @param model that of the plan, with a free batch if it can be freed
 * @param feeds a few points, which go through together
 */
export async function recognise(
  model: Model,
  plan: AuditPlan,
  feeds: Readonly<Record<string, AnyTensor>>,
  runtime: Runtime,
): Promise<Recognised> {
  const file = await viewOf(model, plan, feeds, runtime);
  const reader = new Reader(file);
  for (const node of file.graph.model.nodes) {
    const isRead = file.graph.classOfNode(node) === 'data' && !file.picked(node.outputs[0]);
    if (isRead) reader.read(node, node.domain === '' ? operators.get(node.op) : undefined);
  }
  const { scores } = plan.head;
  const top = reader.attempt(scores, () => arranged(reader, scores));
  const segments = segmentsTo(top.piece);
  const missing = segments.flatMap((segment) => segment.missing);
  const prefix = longestBeginning(segments);
  const pieces = prefix.flatMap((segment) => segment.pieces);
  const isWhole = prefix.length === segments.length;
  const end = isWhole ? { value: scores, order: top.order } : endOf(reader, prefix);
  return {
    network: prefix.length === 0 ? null : new Network(partsOf(prefix)).toString(),
    isWhole,
    layers: prefix.map(({ end: { value } }, layer) => ({ layer, value })),
    missing: [...said(file.graph, missing), ...sharedWeights(pieces)],
    input: reader.input.shape,
    inputOrder: reader.of(reader.input.value).order,
    pieces,
    sources: pieces.flatMap((piece) => piece.sources),
    withLayers: (layers) =>
      new Network(
        partsOf(segmentsTo(top.piece, (piece) => layers.get(piece) ?? layerOf(piece)).slice(0, prefix.length)),
      ),
    end,
  };
}

/** What is missing, without what may follow from other things that are. */
function said(graph: ModelGraph, missing: readonly Missing[]): string[] {
  const first = missing.filter(({ mayFollow }) => !mayFollow);
  const shown = first.length > 0 ? first : missing;
  return [...new Set(shown.map(({ value, why }) => `${titleOfValue(graph, value)}: ${why}`))];
}

/** Parameters of several layers, their own or by a tie: theory, and our own draws, have each layer by itself. */
function sharedWeights(pieces: readonly Piece[]): string[] {
  const names = pieces.flatMap(({ sources }) => {
    const own = sources.flatMap(({ of }) => (of && 'role' in of ? [of.tiedTo?.name ?? of.name] : []));
    return [...new Set(own)];
  });
  const shared = new Set(names.filter((name, i) => names.indexOf(name) < i));
  if (shared.size === 0) return [];
  return [`several layers share weights, and the notation draws each by itself: ${[...shared].join(', ')}`];
}

/** The node that makes a value, or the input that it is. */
function titleOfValue(graph: ModelGraph, value: string): string {
  const maker = graph.maker(value);
  return maker ? titleOf(maker) : `input "${value}"`;
}

/** Up to the first segment that the notation has no word for. */
function longestBeginning(segments: readonly Segment[]): readonly Segment[] {
  const end = segments.findIndex(({ layer }) => layer === undefined);
  return end < 0 ? segments : segments.slice(0, end);
}

function endOf(reader: Reader, prefix: readonly Segment[]): Recognised['end'] {
  const piece = prefix.at(-1)?.end ?? reader.input;
  const found = arranged(reader, piece.value);
  return { value: piece.value, order: found.piece === piece ? found.order : undefined };
}
