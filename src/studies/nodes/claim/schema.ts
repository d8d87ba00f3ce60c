import { z } from 'zod';
import { checkSchema } from '../../../claims/checkSchema.ts';
import { header } from '../../../claims/header.ts';
import { conditions, effort, run } from '../../../claims/runs.ts';
import { list, map, text } from '../../../claims/yamlParts.ts';

/**
 * An experiment that looks at the nodes of networks: how they are spread over the data, at one draw of the weights and over
 * many. Checks speak of the nodes at the output, or at the last dense layer before it: `at: output`, `at: hidden`.
 */

/** What is known of a layer's nodes, in units of √q; see `NodeDistributions`. */
const quantities = [
  'shift',
  'within',
  'ratio',
  'lasting',
  // Of Kolmogorov and Smirnov between two nodes: at one draw, and pooled over all beyond what symmetric nodes have.
  'distance',
  'pooledDistance',
] as const;
export type NodeQuantity = (typeof quantities)[number];

/** Where nodes are looked at. */
export const nodePlaces = ['output', 'hidden'] as const;

export const nodesFileSchema = map({
  ...header(z.literal('nodes'), map(effort)),
  ...conditions,
  runs: list(run, 'runs'),
  /** Runs that stand side by side in the figure. */
  show: list(text, 'labels of runs'),
  expect: list(checkSchema(quantities), 'checks'),
});

export type NodesFile = z.infer<typeof nodesFileSchema>;
