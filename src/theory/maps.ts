import type { DualPair } from '../activations/activation.ts';
import { dual } from '../activations/dual.ts';
import { derivativeSecondMomentOf } from '../activations/moments.ts';
import { UserError } from '../errors.ts';
import { activationOf, type Layer } from '../network/layer.ts';

/**
 * The dual map of an activation for pre-activations of variance q and correlation c:
 *
 *   C = E φ(u)φ(v),   D = ½ E (φ(u) − φ(v))²
 *
 * Source: [CS], docs/theory §3.
 *
 * @param layer an activation layer, e.g. `relu()`
 * @param q variance, above 0
 * @param complement 1 − c in [0, 2], which keeps every digit near c = 1
 * @throws UserError `bad-argument` when the layer is no activation
 */
export function dualMap(layer: Layer, q: number, complement: number): DualPair {
  const spread = q * complement;
  return dual(phiOf(layer), { q, cov: q - spread, spread, complement });
}

/**
 * χ₁ = σ_w² E φ′(√q z)², the slope of the covariance map at correlation 1. Source: [DIP] eq. 5, docs/theory §3.
 *
 * @param layer an activation layer, continuous: step and sign have no χ₁
 * @throws UserError `bad-argument` when the layer is no activation; RangeError when it is discontinuous
 */
export function chi1(layer: Layer, q: number, sigmaW2: number): number {
  return sigmaW2 * derivativeSecondMomentOf(phiOf(layer), q);
}

function phiOf(layer: Layer) {
  const phi = activationOf(layer);
  if (!phi) throw new UserError('bad-argument', `${layer.definition.name} is a layer, not an activation`);
  return phi;
}
