import type { DrawnTensor } from '../graph/graph.ts';
import type { PlacedLayer } from '../network/layer.ts';

/** A layer of a network, with the weights that its own graph draws. */
export interface Place {
  readonly placed: PlacedLayer;
  /** Where it stands, from the outside inwards: "layer3.branch.layer1.dense". */
  readonly path: string;
  /** In the order in which they are drawn; those of layers inside it are theirs. */
  readonly weights: readonly DrawnTensor[];
}
