import type { Activation, DualPair } from '../activations/activation.ts';
import { dual } from '../activations/dual.ts';
import { derivativeSecondMomentOf } from '../activations/moments.ts';
import { UserError } from '../errors.ts';
import { activationOf, type Layer } from '../network/layer.ts';
import { parseNetwork } from '../network/notation/parse.ts';

/**
 * The dual map of an activation for pre-activations of variance q and correlation c:
 *
 *   C = E φ(u)φ(v),   D = ½ E (φ(u) − φ(v))²
 *
 * Source: [CS], docs/theory §3.
 *
 * @param layer an activation layer, e.g. `relu()` or "relu"
 * @param q variance, above 0
 * @param complement 1 − c in [0, 2], which keeps every digit near c = 1
 * @throws UserError `bad-argument` when the layer is no activation, or a number out of range
 */
export function dualMap(layer: Layer | string, q: number, complement: number): DualPair {
  const phi = phiOf(layer);
  checkRange('q', q, q > 0, 'a number above 0');
  checkRange('the complement 1 − c', complement, complement >= 0 && complement <= 2, 'in [0, 2]');
  const spread = q * complement;
  return dual(phi, { q, cov: q - spread, spread, complement });
}

/**
 * χ₁ = σ_w² E φ′(√q z)², the slope of the covariance map at correlation 1. Source: [DIP] eq. 5, docs/theory §3.
 *
 * @param layer an activation layer, continuous: step and sign have no χ₁
 * @throws UserError `bad-argument` when the layer is no activation, or a number out of range; RangeError when it is
 *   discontinuous
 */
export function chi1(layer: Layer | string, q: number, sigmaW2: number): number {
  const phi = phiOf(layer);
  checkRange('q', q, q > 0, 'a number above 0');
  checkRange('sigmaW2', sigmaW2, sigmaW2 >= 0, 'a number of at least 0');
  return sigmaW2 * derivativeSecondMomentOf(phi, q);
}

function phiOf(given: Layer | string): Activation {
  const layers = typeof given === 'string' ? parseNetwork(given, 'the activation').unroll() : [given];
  const phi = layers.length === 1 && layers[0]?.kind === 'layer' ? activationOf(layers[0]) : undefined;
  if (phi) return phi;
  const name = layers.length === 1 ? (layers[0]?.definition?.name ?? String(given)) : `"${given}"`;
  throw new UserError('bad-argument', `${name} is not an activation`, [], 'give one, for instance relu() or "relu"');
}

function checkRange(name: string, value: number, sound: boolean, range: string): void {
  if (sound && Number.isFinite(value)) return;
  throw new UserError('bad-argument', `${name} must be ${range}, not ${value}`);
}
