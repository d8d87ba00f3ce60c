import { z } from 'zod';
import { deepPhases, initialisationSchema, maybeNumber, number } from '../../results/schema.ts';

/** The shape of `firstguess phase --json` and of phase.json, by the rules of schema.ts. */
export const phaseParameter = z.enum(['sigmaW2', 'sigmaB2', 'depth', 'mean', 'variance']);
const deepPhase = z.enum(deepPhases);

const axisSchema = z.object({
  parameter: phaseParameter,
  scale: z.enum(['linear', 'log']),
  values: z.array(z.number()),
});

const grid = z.array(z.array(maybeNumber));

const lineSchema = z.object({
  kind: z
    .enum(['edge', 'neutral', 'neutralLimit'])
    .describe('chi1 = 1; gamma = 1 at the output of the network; gamma = 1 in the limit of depth'),
  points: z.array(z.object({ x: z.number(), y: z.number() })),
});

const crossingSchema = z.object({ parameter: phaseParameter, value: z.number() });

const pointSchema = z.object({
  at: z.partialRecord(phaseParameter, z.number()),
  gamma: number,
  agreement: z.number(),
  maxFraction: z.number(),
  phase: z.enum(['neutral', 'prejudiced']),
  limit: z
    .object({
      gamma: number,
      chi1: z.number().nullable(),
      phase: deepPhase.nullable(),
      depthScale: maybeNumber.describe('blocks over which small differences fade or grow e-fold: 1/|ln chi1|'),
    })
    .nullable()
    .describe('null without a repeated block'),
  gradient: z
    .array(
      z.object({ parameter: phaseParameter, perUnit: z.number().describe('change of ln gamma for a step of one') }),
    )
    .describe('along each axis; empty where gamma is 0 or infinite'),
  edge: z.array(crossingSchema).describe('along each axis, where chi1 = 1 is nearest, if on the diagram'),
  neutral: z.array(crossingSchema).describe('the same for gamma = 1 at the output'),
});

export const phaseSchema = z.object({
  summary: z.string(),
  network: z.string(),
  data: z.string(),
  preprocess: z.string(),
  init: initialisationSchema,
  classes: z.int().min(2),
  block: z.string().nullable().describe('the repeated block whose limit of depth is taken'),
  depth: z.int().nullable().describe('how often the block is repeated as the network is written'),
  x: axisSchema,
  y: axisSchema.nullable().describe('null: curves over x'),
  gamma: grid.describe('bias ratio at the output, a row for each value of y; null where theory has none'),
  agreement: grid,
  maxFraction: grid,
  limit: z
    .object({ gamma: grid, chi1: grid, phase: z.array(z.array(deepPhase.nullable())) })
    .nullable()
    .describe('of the block at infinite depth'),
  lines: z.array(lineSchema),
  here: pointSchema.nullable().describe('the network as it is written, where that is on the diagram'),
  points: z.array(pointSchema).describe('those asked for with --at'),
  firstguess: z.string().describe('version'),
  seconds: z.number(),
  notes: z.array(z.string()),
});

/** A phase diagram: what a network guesses at every point of a range of two parameters. */
export type PhaseDiagram = z.infer<typeof phaseSchema>;
export type PhasePoint = PhaseDiagram['points'][number];
export type PhaseLine = PhaseDiagram['lines'][number];
