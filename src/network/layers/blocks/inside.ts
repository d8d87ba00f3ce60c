import type { GraphBuilder, Shape, Tensor } from '../../../graph/graph.ts';
import { isUnknown, type KernelResult, type KernelState } from '../../../kernel/state.ts';
import type { Layer, Part, PlacedLayer, Setting } from '../../layer.ts';
import { Network } from '../../network.ts';
import { propagate } from '../../propagate.ts';

/** What layers that contain layers share: placing, running and following the layers inside. */

/** How the output of the layers inside is used: added to what they read, or otherwise. */
export type Use = 'branch' | 'other';

/** The layers inside a block, placed on its input. @throws UserError `shape` when they do not fit */
export function placeInside(body: readonly Part[], input: Shape, use: Use = 'other'): PlacedLayer[] {
  const placed = new Network(body).place(input);
  const last = use === 'branch' ? placed.findLastIndex(({ layer }) => 'sigmaW2' in layer.definition.parameters) : -1;
  return last < 0 ? placed : placed.with(last, { ...placed[last], endsBranch: true });
}

export function shapeInside(body: readonly Part[], input: Shape): Shape {
  return placeInside(body, input).at(-1)!.output;
}

/** The kernel at the end of the layers inside, reported to `setting.observe` layer by layer. */
export function kernelInside<State extends KernelState<State>>(
  body: readonly Part[],
  state: State,
  setting: Setting,
  use?: Use,
): KernelResult<State> {
  const trace = propagate(placeInside(body, setting.input, use), state, setting);
  setting.observe?.(trace);
  const { after } = trace.at(-1)!;
  return isUnknown(after) ? { reason: after.reason } : after;
}

export function graphInside(g: GraphBuilder, x: Tensor, body: readonly Part[], setting: Setting, use?: Use): Tensor {
  return placeInside(body, setting.input, use).reduce(
    (tensor, { layer, input, endsBranch }) =>
      layer.definition.graph(g, tensor, layer.args, { ...setting, input, endsBranch }),
    x,
  );
}

/** Whether any layer among the parts looks at several points at once. */
export function couples(parts: readonly Part[]): boolean {
  return some(parts, ({ definition, args }) => definition.couplesPoints?.(args) ?? false);
}

/** Whether any layer among the parts, or inside blocks there, has a property. */
export function some(parts: readonly Part[], has: (layer: Layer) => boolean): boolean {
  return parts.some((part) => {
    if (part.kind === 'repeat') return some(part.body, has);
    const inside = Object.values(part.args).filter(isParts);
    return has(part) || inside.some((parts) => some(parts, has));
  });
}

/** Layers among the arguments of a block; lists of numbers are none. */
export function isParts(value: unknown): value is readonly Part[] {
  return Array.isArray(value) && value.every((part) => typeof part === 'object');
}
