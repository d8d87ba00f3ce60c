import { z } from 'zod';
import { headQuantityNames } from '../laws/heads/headCounter.ts';
import { headWords } from '../setup/outputHead.ts';
import { estimateSchema, maybeNumber } from './values.ts';

const described = {
  kind: z.enum(headWords).describe('what the outputs are read as'),
  sizes: z.array(z.int()).optional().describe('of several heads: the classes of each'),
  bias: z.array(z.number()).optional().describe('fixed biases of the outputs, where any is not 0'),
};
const named = {
  name: z.enum(headQuantityNames),
  part: z.int().optional().describe('of one head, label or class, counted from 0'),
};

export const predictedHeadSchema = z.object({
  ...described,
  quantities: z.array(
    z.object({
      ...named,
      value: maybeNumber.describe('null where it is only measured'),
      error: z.number().optional().describe('standard error, where theory sampled the value'),
    }),
  ),
});

export const measuredHeadSchema = z.object({
  ...described,
  quantities: z.array(estimateSchema.extend(named)),
});

export type PredictedHead = z.infer<typeof predictedHeadSchema>;
export type MeasuredHead = z.infer<typeof measuredHeadSchema>;
