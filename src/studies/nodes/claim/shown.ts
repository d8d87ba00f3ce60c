import type { Shown } from '../../../claims/kind.ts';
import { nodesFigure } from '../figure.ts';
import { nodesDetails } from './page.ts';
import type { NodesClaim } from './resultSchema.ts';

export const nodes: Shown<NodesClaim> = { figures: (claim) => [nodesFigure(claim)], details: nodesDetails };
