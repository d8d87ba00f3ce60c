import { customActivation } from './families/custom.ts';
import { namedFamilies } from './families.ts';
import type { ActivationFamily } from './family.ts';

export type { ActivationFamily } from './family.ts';

/** Every activation there is; the notation, the help and the support table are generated from this list. */
export const activationFamilies: readonly ActivationFamily[] = [...namedFamilies, customActivation];
