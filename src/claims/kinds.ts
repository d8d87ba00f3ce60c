import { measurement } from '../studies/measure/claim/run.ts';
import { nodes } from '../studies/nodes/claim/run.ts';
import { phase } from '../studies/phase/claim/run.ts';
import { training } from '../studies/training/claim/run.ts';
import type { KindName } from './experimentSchema.ts';
import type { Kind } from './kind.ts';

/** A kind is its file's schema (`experiment/`), its run (here), its result's schema (`results/`), figures and page. */
export const kinds: { readonly [Name in KindName]: Kind<Name> } = { measurement, nodes, phase, training };
