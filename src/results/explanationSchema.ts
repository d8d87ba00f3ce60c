import { z } from 'zod';
import { maybeNumber, measurementSchema, number } from './schema.ts';

/** The shape of `firstguess explain --json` and of explanation.json, by the rules of schema.ts. */
const valueSchema = z.object({
  mean: number,
  standardError: number.describe('clustered by initialisation; 0 where theory is exact'),
});

const worthSchema = z
  .object({
    ...valueSchema.shape,
    without: number.describe('agreement of the network with the stand-in'),
    standIn: z.string().describe('what took the place of the layer'),
    method: z
      .enum(['theory', 'measured'])
      .describe('theory: at infinite width; measured: on the same draws with and without the layer'),
    initialisations: z.int().nullable().describe('hidden draws that were measured without the layer; null by theory'),
  })
  .describe('agreement of the network minus its agreement with the layer neutralised');

const explainedLayerSchema = z.object({
  layer: z.string().describe('the layer in the notation'),
  gamma: valueSchema.nullable().describe('measured bias ratio after the layer; null where it was not traced'),
  theory: maybeNumber,
  agreement: valueSchema
    .nullable()
    .describe('of a readout on this layer, A_K(c) with c = gamma/(1 + gamma); from theory where nothing was traced'),
  change: valueSchema.nullable().describe('bias ratio after the layer over that before; null where there was none'),
  role: z.enum(['born', 'amplifies', 'removes', 'keeps']),
  worth: worthSchema.nullable(),
  whyNoWorth: z.string().nullable(),
});

export const explanationSchema = z.object({
  summary: z.string().describe('which layers make, amplify and remove the bias, in a few sentences'),
  status: z.enum(['complete', 'interrupted']),
  dataGamma: maybeNumber.describe('bias ratio of the data themselves'),
  layers: z.array(explainedLayerSchema).describe('in order, repetitions unrolled, up to the layer that decides'),
  seconds: z.number(),
  notes: z.array(z.string()),
  measurement: measurementSchema,
});

export type Explanation = z.infer<typeof explanationSchema>;
export type ExplainedLayer = z.infer<typeof explainedLayerSchema>;
export type Worth = z.infer<typeof worthSchema>;
export type Role = ExplainedLayer['role'];
