import { nonNegative, positive } from '../../notation/parameters.ts';
import { drawsBiases, type Initialisation } from '../init.ts';

/** A layer's own σ_w² and σ_b², before those of the network. */
export const scaleParameters = {
  sigmaW2: positive('variance of a weight times the fan-in').optional(),
  sigmaB2: nonNegative('variance of a bias').optional(),
};

/** The same of layers whose weights may be 0, as those of a zero-initialised readout. */
export const scaleOrZeroParameters = {
  sigmaW2: nonNegative('variance of a weight times the fan-in').optional(),
  sigmaB2: scaleParameters.sigmaB2,
};

/** Whether a layer with such parameters has biases that are drawn. */
export function hasBiases({ sigmaB2 }: { readonly sigmaB2?: number }, init: Initialisation): boolean {
  return (sigmaB2 ?? init.sigmaB2 ?? (drawsBiases(init) ? 1 : 0)) !== 0;
}
