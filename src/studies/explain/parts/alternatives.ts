import { standInOf } from '../../../measure/theory/standIn.ts';
import { effectiveLaw } from '../../../network/init.ts';
import type { Layer, Part, PlacedLayer } from '../../../network/layer.ts';
import { partsInside } from '../../../network/mapLayers.ts';
import { formatLayer } from '../../../network/notation/format.ts';
import { unequalBias } from '../../../network/output.ts';
import { NO_BIASES } from '../../../network/standIn.ts';
import { sameWeights } from '../../../remedies/inNotation/weights.ts';
import { withHe } from '../../../remedies/list/heInitialisation.ts';
import { withoutBiases } from '../../../remedies/list/noBiases.ts';
import type { NotationChange } from '../../../remedies/remedy.ts';
import { layerName } from '../../../results/words.ts';
import type { Setup } from '../../../setup/setup.ts';
import type { AlternativeNetwork, Role } from '../schema.ts';
import { setupWith } from './variants.ts';

/** The whole network changed in one way. */
export interface Alternative extends Pick<AlternativeNetwork, 'change' | 'name' | 'layers'> {
  /** To be drawn: with other layers where a kind of layer is exchanged. */
  readonly setup: Setup;
}

/** A kind of layer is exchanged at once where it makes bias in at least this many places. */
const PLACES = 2;

/**
 * What may be changed in the whole network at once: no biases, where there are any; He initialisation, where weights have
 * other variances; and all layers of a kind that makes bias in several places exchanged for their stand-ins, as one of
 * many is worth little where the others do the same.
 *
 * @param roles of the layers up to the one that decides
 */
export function alternativesOf(setup: Setup, roles: readonly Role[]): Alternative[] {
  return [...otherWeights(setup), ...otherKinds(setup, roles)];
}

function otherWeights(setup: Setup): Alternative[] {
  const name = unequalBias(setup.output) ? 'without random biases' : 'without biases';
  const none = changed(setup, withoutBiases(setup)?.[0]);
  const found: Alternative[] = none ? [{ change: 'biases', name, layers: null, setup: none }] : [];
  const he = hasTokens(setup) ? undefined : changed(setup, withHe(setup)?.[0]);
  if (he && !(none && sameWeights(he, none))) {
    found.push({ change: 'he', name: 'with He initialisation', layers: null, setup: he });
  }
  return found;
}

function changed(setup: Setup, change: NotationChange | undefined): Setup | undefined {
  if (!change) return undefined;
  const { network = setup.network, init = setup.init } = change;
  const other = setupWith(setup, network.unroll(), { ...init, law: effectiveLaw(init) });
  return typeof other === 'string' ? undefined : other;
}

/** He et al. derive their variance for dense and convolutional layers. */
function hasTokens({ layers }: Setup): boolean {
  return layers.some(({ input }) => input.length === 2);
}

function otherKinds(setup: Setup, roles: readonly Role[]): Alternative[] {
  const { layers, init } = setup;
  const upToDecision = layers.slice(0, roles.length);
  const kindOf = ({ layer }: PlacedLayer) => nameOf(layer);
  const makers = upToDecision.filter((_, index) => roles[index] === 'born' || roles[index] === 'amplifies').map(kindOf);
  const kinds = [...new Set(makers)].filter((kind) => makers.filter((other) => other === kind).length >= PLACES);
  return kinds.flatMap((kind) => {
    const exchanged = upToDecision.flatMap((placed, index) => {
      const standIn = kindOf(placed) === kind ? standInOf(placed, init) : '';
      return typeof standIn === 'string' || standIn.what === NO_BIASES ? [] : [{ index, standIn }];
    });
    if (exchanged.length < PLACES) return [];
    const inPlace = new Map(exchanged.map(({ index, standIn }) => [index, standIn.layers]));
    const other = setupWith(
      setup,
      layers.flatMap(({ layer }, index) => inPlace.get(index) ?? [layer]),
    );
    if (typeof other === 'string') return [];
    const { length } = exchanged;
    const which = isInside(setup, kind) ? `the ${length} ${kind} outside blocks` : `all ${length} ${kind}`;
    const name = `${which}: ${exchanged[0].standIn.what}`;
    return [{ change: 'kind' as const, name, layers: exchanged.map(({ index }) => index + 1), setup: other }];
  });
}

/** Whether blocks have layers of a kind as well, which stay as they are. */
function isInside({ layers }: Setup, kind: string): boolean {
  const within = (parts: readonly Part[]): boolean =>
    parts.some((part) => (part.kind === 'repeat' ? within(part.body) : nameOf(part) === kind || hasInside(part)));
  const hasInside = (layer: Layer) => partsInside(layer).some(([, parts]) => within(parts));
  return layers.some(({ layer }) => hasInside(layer));
}

function nameOf(layer: Layer): string {
  return layerName(formatLayer(layer));
}
