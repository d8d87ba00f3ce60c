import { z } from 'zod';
import { exportFormats } from '../../export/formats.ts';
import { weightLaws } from '../../network/init.ts';

/** The shape of `firstguess export --json`. */
export const exportSchema = z.object({
  firstguess: z.string().describe('version'),
  written: z.string().describe('path of the file'),
  format: z.enum(exportFormats),
  bytes: z.int().positive(),
  network: z.string().describe('in the notation'),
  init: z.string().describe('in words, with what was given beside it'),
  seed: z.int().nonnegative(),
  draw: z
    .int()
    .positive()
    .nullable()
    .describe('which initialisation of the seed; null for sources, which hold no weights'),
  shape: z.array(z.int().positive()).describe('of one point'),
  outputs: z.int().positive().describe('numbers that come out for each point'),
  parameters: z
    .array(
      z.object({
        name: z.string().describe('of the layer and the weight, as in net.onnx'),
        shape: z.array(z.int().positive()),
        law: z.enum(weightLaws),
        variance: z.number().nonnegative().describe('of an entry'),
      }),
    )
    .describe('all that is drawn, in the order in which it is drawn'),
  notes: z.array(z.string()),
});

export type Exported = z.infer<typeof exportSchema>;
