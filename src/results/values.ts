import { z } from 'zod';

/** Infinite numbers are written as the text "Infinity"; what does not exist is null. */
export const number = z.union([z.number(), z.literal('Infinity')]).transform(Number);
export const maybeNumber = number.nullable();

export const estimateSchema = z.object({
  mean: number,
  standardError: number.describe('clustered by initialisation, on the points measured'),
  theory: maybeNumber.describe('at the measured number of points'),
  theoryError: z.number().optional(),
  z: z
    .number()
    .nullable()
    .describe('(mean - theory) / all errors together, as the normal deviate of the same probability'),
});
