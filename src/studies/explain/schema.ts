import { z } from 'zod';
import { maybeNumber, measurementSchema, number } from '../../results/schema.ts';

/** The shape of `firstguess explain --json` and of explanation.json, by the rules of schema.ts. */
const valueSchema = z.object({
  mean: number,
  standardError: number.describe('clustered by initialisation; 0 where theory is exact'),
});

const worthSchema = z
  .object({
    ...valueSchema.shape,
    lnGamma: valueSchema
      .nullable()
      .describe(
        'ln gamma of the network minus that with the stand-in; null where either gamma is negligible or infinite',
      ),
    without: number.describe('agreement of the network with the stand-in'),
    gammaWithout: valueSchema.describe('bias ratio of the network with the stand-in'),
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
  theoryError: number.optional().describe('standard error, where theory sampled the value'),
  agreement: valueSchema
    .nullable()
    .describe('of a readout on this layer, A_K(c) with c = gamma/(1 + gamma); from theory where nothing was traced'),
  change: valueSchema.nullable().describe('bias ratio after the layer over that before; null where there was none'),
  role: z.enum(['born', 'amplifies', 'removes', 'keeps']),
  worth: worthSchema.nullable(),
  whyNoWorth: z.string().nullable(),
});

const directionSchema = z.object({
  without: z.enum(['nothing', 'mean', 'component', 'both']).describe('what was taken out of the points'),
  dataGamma: maybeNumber.describe('bias ratio of the points before the first layer'),
  gamma: valueSchema.describe('bias ratio of the outputs'),
  agreement: valueSchema.describe('probability that two different points get the same guess'),
  gammaShare: valueSchema
    .nullable()
    .describe('1 − gamma without / gamma; below 0 where the bias is larger without; null without a bias to speak of'),
  agreementShare: valueSchema
    .nullable()
    .describe('the same of agreement − 1/classes; null where agreement is hardly more than that'),
});

const dataDirectionsSchema = z
  .object({
    meanShare: number.describe('share of the mean point in the squared norm of the points'),
    componentShare: number
      .nullable()
      .describe('share of the first principal component in the variance; null for generated data'),
    points: z.int().nullable().describe('how many points were looked at; null: an infinite population'),
    method: z.enum(['theory', 'measured']).describe('theory: at infinite width; measured: the same draws each time'),
    initialisations: z.int().nullable().describe('hidden draws of each measurement; null by theory'),
    directions: z.array(directionSchema).describe('the points as they are, then without one direction or both'),
    pictures: z
      .object({
        shape: z.array(z.int()).describe('[channels, height, width], at most three channels and 32 pixels a side'),
        mean: z.array(number).describe('the mean image, to four digits'),
        component: z.array(number).describe('the first principal component, of length 1 before it was made smaller'),
      })
      .nullable()
      .describe('of images, to be looked at; null for other points'),
  })
  .describe('the same network on the same points without their mean and without their first principal component');

const alternativeSchema = z.object({
  change: z.enum(['nothing', 'biases', 'he', 'kind']).describe('what was changed in the whole network'),
  name: z.string().describe('the change in words'),
  layers: z.array(z.int()).nullable().describe('numbers of the layers exchanged for their stand-ins; else null'),
  gamma: valueSchema,
  lnGamma: valueSchema
    .nullable()
    .describe(
      'change of ln gamma from the network as it is; null for itself, and where either gamma is negligible or infinite',
    ),
  agreement: valueSchema,
  maxFraction: valueSchema.nullable().describe('share of the favourite class; null where theory does not give it'),
});

const alternativesSchema = z
  .object({
    method: z.enum(['theory', 'measured']).describe('theory: at infinite width; measured: the same draws each time'),
    initialisations: z.int().nullable().describe('hidden draws of each network; null by theory'),
    networks: z.array(alternativeSchema).describe('the network as it is, then changed in one way each'),
  })
  .describe('the whole network without biases, with He initialisation, or with all layers of a kind exchanged');

export const explanationSchema = z.object({
  summary: z.string().describe('which layers make, amplify and remove the bias, in a few sentences'),
  status: z.enum(['complete', 'interrupted']),
  dataGamma: maybeNumber.describe('bias ratio of the data themselves'),
  layers: z.array(explainedLayerSchema).describe('in order, repetitions unrolled, up to the layer that decides'),
  alternatives: alternativesSchema
    .optional()
    .describe('the whole network changed in one way; absent where there is nothing to change, and without `worth`'),
  data: dataDirectionsSchema
    .optional()
    .describe('which direction of the data the bias comes from; absent for a law of mean 0, and without `worth`'),
  seconds: z.number(),
  notes: z.array(z.string()),
  measurement: measurementSchema,
});

export type Explanation = z.infer<typeof explanationSchema>;
export type ExplainedLayer = z.infer<typeof explainedLayerSchema>;
export type Worth = z.infer<typeof worthSchema>;
export type Alternatives = z.infer<typeof alternativesSchema>;
export type AlternativeNetwork = Alternatives['networks'][number];
export type DataDirections = z.infer<typeof dataDirectionsSchema>;
export type Direction = DataDirections['directions'][number];
export type Role = ExplainedLayer['role'];
