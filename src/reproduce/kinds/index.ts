import type { KindName } from '../../experiment/experimentSchema.ts';
import type { Kind } from './kind.ts';
import { measurement } from './measurement.ts';
import { nodes } from './nodes.ts';
import { phase } from './phase.ts';
import { training } from './training.ts';

/** A kind is its file's schema (`experiment/`), its run (here), its result's schema (`results/`), figures and page. */
export const kinds: { readonly [Name in KindName]: Kind<Name> } = { measurement, nodes, phase, training };
