import { z } from 'zod';
import { measurementSchema, number, predictionSchema } from '../../results/schema.ts';

/** How the nodes of a layer are spread over the data, by the rules of schema.ts. Lengths are in units of √q. */
const count = z.int().nonnegative();
const estimate = measurementSchema.shape.gamma;
const measured = z.object({ mean: number, standardError: number.describe('clustered by initialisation') });
const lines = z.array(z.array(z.number()));

const nodeLayerSchema = z.object({
  layer: z.string().describe('the layer in the notation'),
  position: z.int().min(1).describe('of the layer in the network'),
  isOutput: z.boolean(),
  nodes: count.describe('of one network'),
  unit: number.describe('√q: by theory, else the root mean square of the nodes at the first draw'),
  shift: estimate.describe(
    "standard deviation of the shift between two nodes' means over the data; theory √(2(c + (1 − c)/N))",
  ),
  within: estimate.describe('standard deviation of a node over the data; theory √(1 − c)'),
  ratio: estimate.describe('shift² / within²; theory 2(γ + 1/N), with γ = cov/spread'),
  lasting: measured.describe(
    'share of the variance between nodes that stays when all draws are pooled: 0 for symmetric nodes',
  ),
  pair: z
    .object({
      shift: measured.describe('of node 1 against node 2, pooled over all draws'),
      oneDraw: measured.describe('distance of Kolmogorov and Smirnov between the two at one draw'),
      pooled: z.number().describe('the same distance between the two pooled over all draws'),
      ifSymmetric: z
        .object({ mean: z.number(), deviation: z.number() })
        .describe('what that distance is when the two are swapped at random, draw by draw'),
    })
    .describe('the first two nodes'),
  densities: z
    .object({ at: z.array(z.number()), oneDraw: lines, pooled: lines })
    .describe('of the first ten nodes over the data: at the first draw, and pooled over all draws'),
});

export const nodesSchema = z.object({
  network: z.string(),
  data: z.string(),
  preprocess: z.string(),
  init: predictionSchema.shape.init,
  points: count,
  seed: count,
  initialisations: count,
  readouts: count.describe('output layers drawn on each hidden draw'),
  layers: z.array(nodeLayerSchema),
  engine: z.string(),
  seconds: z.number(),
  notes: z.array(z.string()),
});

/** The distributions of nodes over the data, at one draw of the weights and over many. */
export type NodeDistributions = z.infer<typeof nodesSchema>;
export type NodeLayer = NodeDistributions['layers'][number];
