import { activation } from './families/custom.ts';
import { namedFamilies } from './families.ts';
import type { ActivationFamily } from './family.ts';

export type { ActivationFamily } from './family.ts';

/** Every activation there is, by its name; the notation, the help and the support table are generated from this list. */
export const families = { ...namedFamilies, activation };

export const activationFamilies: readonly ActivationFamily[] = Object.values(families);
