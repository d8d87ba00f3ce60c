import { customActivation } from './custom.ts';
import { namedFamilies } from './families.ts';
import type { ActivationFamily } from './family.ts';

export type { Activation, DualPair, GaussianPair } from './activation.ts';
export type { ActivationFamily, ActivationParameter, ParameterKind } from './family.ts';

/** Every activation there is; the notation, the help and the support table are generated from this list. */
export const activationFamilies: readonly ActivationFamily[] = [...namedFamilies, customActivation];
