import type { Activation } from '../../activations/activation.ts';
import { compose } from '../../activations/compose.ts';
import type { MaxPool } from '../maxPool/pooledDual.ts';
import { affineOf } from '../pair/affineActivation.ts';
import { activationMap, type DatasetKernel, mappedMeans, type UnitMap } from './activation.ts';
import { meansOfPoints } from './points.ts';
import { kernelOfToken, ofToken } from './tokens.ts';

/** Units of one kind among others, as the parts of a mixture are. */
interface Part {
  readonly law: DatasetLaw<Part>;
  readonly norms: Float64Array;
}

/**
 * What is known of the units of all inputs.
 *
 * - `points`: the data themselves; an activation acts on their values.
 * - `gaussian`: pre-activations, jointly Gaussian over all points, of mean 0.
 * - `pointwise`: φ of such a Gaussian, not yet mixed by weights; a further activation composes with φ.
 * - `pooled`: ψ of the largest of `size` units φ(u), u of such a Gaussian.
 * - `mixture`: units of several such kinds beside each other, in given shares.
 * - `moments`: only the kernel is known, as after a sum with units that are not Gaussian.
 */
export type DatasetLaw<State extends Part> =
  | { readonly kind: 'points'; readonly values: Float64Array; readonly features: number }
  | { readonly kind: 'gaussian' }
  | { readonly kind: 'pointwise'; readonly base: DatasetKernel; readonly phi: Activation }
  | ({ readonly kind: 'pooled'; readonly base: DatasetKernel; readonly map: UnitMap } & MaxPool)
  | { readonly kind: 'mixture'; readonly parts: readonly { readonly share: number; readonly state: State }[] }
  | { readonly kind: 'moments'; readonly means: Float64Array };

/**
 * Mean over units, of every point.
 * @param norms q_i of the units
 */
export function meansOfLaw(law: DatasetLaw<Part>, norms: Float64Array): Float64Array {
  switch (law.kind) {
    case 'points':
      return meansOfPoints(law.values, law.features);
    case 'gaussian':
      return new Float64Array(norms.length);
    case 'pointwise':
      return mappedMeans(activationMap(law.phi), law.base.norms);
    case 'pooled':
      return mappedMeans(law.map, law.base.norms);
    case 'mixture': {
      const means = law.parts.map(({ share, state }) => meansOfLaw(state.law, state.norms).map((mean) => share * mean));
      return norms.map((_, i) => means.reduce((sum, part) => sum + part[i], 0));
    }
    case 'moments':
      return law.means;
  }
}

/**
 * The law of units times a factor.
 * @param norms q_i of the units before
 */
export function scaledLaw<State extends Part>(
  law: DatasetLaw<State>,
  factor: number,
  norms: Float64Array,
): DatasetLaw<State> {
  if (law.kind === 'gaussian') return law;
  if (law.kind === 'pointwise') return { ...law, phi: compose(affineOf(factor, 0), law.phi) };
  return { kind: 'moments', means: meansOfLaw(law, norms).map((mean) => factor * mean) };
}

/**
 * The law of one token of every point.
 * @param tokenOf the same token of a part of a mixture
 */
export function lawOfToken<State extends Part>(
  law: DatasetLaw<State>,
  tokens: number,
  index: number,
  tokenOf: (state: State) => State,
): DatasetLaw<State> {
  switch (law.kind) {
    case 'points': {
      const { values, features } = law;
      const first = (i: number) => (i * tokens + index) * features;
      const own = Float64Array.from({ length: values.length / tokens }, (_, k) => {
        return values[first(Math.floor(k / features)) + (k % features)];
      });
      return { ...law, values: own };
    }
    case 'gaussian':
      return law;
    case 'pointwise':
    case 'pooled':
      return { ...law, base: kernelOfToken(law.base, tokens, index) };
    case 'mixture':
      return { ...law, parts: law.parts.map(({ share, state }) => ({ share, state: tokenOf(state) })) };
    case 'moments':
      return { ...law, means: ofToken(law.means, tokens, index) };
  }
}
