import { z } from 'zod';
import { measurementSchema } from './schema.ts';

const dims = z.array(z.union([z.number(), z.string(), z.null()]));

/** A row of the plan: what becomes of one stored tensor. */
const plannedTensorSchema = z.object({
  name: z.string().describe("as the model's author knows it, such as layer1.0.conv1.weight"),
  role: z.string().describe('weight, bias, normScale …; "kept" for what is no parameter'),
  dims: z.array(z.number()).describe('as it is consumed'),
  fanIn: z.number().nullable(),
  fanOut: z.number().nullable(),
  law: z.string().describe('the law it is drawn from, in words'),
  stored: z.object({ mean: z.number(), sd: z.number() }).nullable().describe('of the numbers in the file'),
  tiedTo: z.string().optional().describe('the parameter whose numbers it shares'),
  kept: z.string().optional().describe('why it is left as it is in the file'),
});

const auditedModelSchema = z.object({
  file: z.string(),
  sha256: z.string(),
  producer: z.string().describe('what wrote the file'),
  opset: z.number().nullable(),
  inputs: z.array(z.object({ name: z.string(), type: z.string(), dims, takes: z.string() })),
  output: z.object({
    name: z.string(),
    scores: z.string().describe('the value whose largest entry is the guess: that before softmax and the like'),
    through: z.array(z.string()).describe('operators between them'),
  }),
  perPoint: z.number().describe('guesses a point: 1, or one for each anchor, token or step'),
});

const recognisedSchema = z.object({
  network: z.string().nullable().describe('the model, or its longest beginning, in the notation'),
  init: z
    .string()
    .nullable()
    .describe(
      'as --init takes it: with it the network draws its weights by the laws of the audit; null where none does',
    ),
  verified: z.boolean().describe("whether the notation with the file's weights gives the file's outputs"),
  difference: z.number().nullable().describe('the largest difference of the outputs, as a share of their scale'),
  missing: z.array(z.string()).describe('what the notation has no word for, with the names of nodes'),
});

const auditPlanSchema = z.object({
  model: auditedModelSchema,
  initialisation: z.object({
    notation: z.string().describe('as --init takes it'),
    why: z.string().describe('how it was chosen'),
  }),
  plan: z.array(plannedTensorSchema),
  notes: z.array(z.string()),
});

export const auditSchema = measurementSchema.extend({
  model: auditedModelSchema,
  initialisation: auditPlanSchema.shape.initialisation,
  plan: z.array(plannedTensorSchema),
  batch: z.enum(['free', 'single']).describe('whether all points go through together, or one after the other'),
  norm: z.enum(['batch', 'eval']).nullable().describe('statistics that batch norms use; null without any'),
  recognised: recognisedSchema.nullable(),
  stored: z
    .object({
      agreement: z.number(),
      maxFraction: z.number(),
      counts: z.array(z.number()),
    })
    .optional()
    .describe('the guesses of the model with the weights in the file, where --stored asked for them'),
});

export type PlannedTensor = z.infer<typeof plannedTensorSchema>;
export type AuditedModel = z.infer<typeof auditedModelSchema>;
export type AuditPlanResult = z.infer<typeof auditPlanSchema>;
export type Recognised = z.infer<typeof recognisedSchema>;
export type Audit = z.infer<typeof auditSchema>;
