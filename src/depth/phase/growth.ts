import { secondMomentOf } from '../../activations/moments.ts';
import { UserError } from '../../errors.ts';
import { activationOf, argumentsOf, type Part } from '../../network/layer.ts';
import { residual } from '../../network/layers/blocks/residual.ts';
import type { ChainMaps } from '../chain.ts';
import { type Meeting, meeting } from '../meeting.ts';
import { gammaOf } from '../moments.ts';
import type { Point } from './axis.ts';
import type { PhaseNetwork } from './phaseNetwork.ts';

/** How γ grows with depth: by the layers of infinite width, and by the closed form of two inputs that nearly coincide. */
export interface Growth {
  /** γ after one more block, as a factor; 1/χ₁ in the ordered phase. */
  readonly growth: { readonly found: number; readonly closed: number | null };
  /** d ln γ / d ln depth; p at the edge of chaos. */
  readonly power: { readonly found: number; readonly closed: number | null };
  /** (γ′^{1/p} − γ^{1/p})ᵖ over one more block, which does not feel what is left of shallow layers. */
  readonly coefficient: { readonly found: number; readonly closed: number | null };
}

/** χ₁ this close to 1 counts as the edge of chaos; published edges are given to about ten digits. */
const EDGE_TOLERANCE = 1e-6;

/**
 * Growth of γ at a depth of the repeated block. Docs/theory §4.
 *
 * @param point with its depth, or the depth as the network is written
 * @throws UserError where theory has no answer, or nothing repeats
 */
export function growthAt(network: PhaseNetwork, point: Point, maps: ChainMaps): Growth {
  const depth = point.depth ?? network.depth;
  if (depth === undefined) throw new UserError('bad-argument', 'growth with depth needs a repeated block');
  const [gamma, next] = [depth, depth + 1].map((blocks) => {
    const moments = network.output({ ...point, depth: blocks }, maps);
    if ('reason' in moments) throw new UserError('bad-argument', `theory has no answer: ${moments.reason}`);
    return gammaOf(moments);
  });
  const closed = closedGrowth(network, point, maps);
  const isOrdered = closed !== undefined && closed.slope < 1 - EDGE_TOLERANCE;
  const isEdge = closed !== undefined && Math.abs(closed.slope - 1) <= EDGE_TOLERANCE;
  const root = 1 / (closed?.power ?? 1);
  return {
    growth: { found: next / gamma, closed: isOrdered ? 1 / closed.slope : null },
    power: { found: Math.log(next / gamma) / Math.log1p(1 / depth), closed: isEdge ? closed.power : null },
    coefficient: { found: (next ** root - gamma ** root) ** (1 / root), closed: isEdge ? closed.coefficient : null },
  };
}

/**
 * The closed form of a block of one dense layer and one activation, in either order, perhaps as a residual branch of a
 * homogeneous activation, such as relu; undefined for all others.
 */
function closedGrowth(network: PhaseNetwork, point: Point, maps: ChainMaps): Meeting | undefined {
  const [only] = network.body;
  if (only?.kind !== 'layer') return undefined;
  const block = network.body.length === 1 ? argumentsOf(residual, only) : undefined;
  const found = single(block?.branch ?? network.body);
  const { sigmaW2 } = { ...network.ownPoint(['sigmaW2', 'sigmaB2']), ...point };
  if (!found || sigmaW2 === undefined) return undefined;
  if (!block) {
    const limit = network.limit(point, maps);
    const q = limit && 'q' in limit ? limit.q : undefined;
    // Where the variance never settles the activation is homogeneous, and any will do.
    if (q === undefined) return found.angular && meeting(found, { q: 1, sigmaW2 });
    return meeting(found, { q, sigmaW2 });
  }
  if (!found.angular || block.shortcut !== undefined) return undefined;
  const kept = secondMomentOf(found, 1);
  const branch = block.alpha ** 2 * sigmaW2 * kept;
  return meeting(found, { q: 1, sigmaW2: 1 / kept, share: branch / (1 + branch) });
}

/** The activation of a dense layer and an activation, if that is all there is. */
function single(parts: readonly Part[]) {
  const layers = parts.flatMap((part) => (part.kind === 'layer' ? [part] : []));
  const dense = layers.filter(({ definition, args }) => definition.mixing && args.sigmaW2 === undefined);
  const [phi] = layers.flatMap((layer) => activationOf(layer) ?? []);
  return parts.length === 2 && dense.length === 1 ? phi : undefined;
}
