import { z } from 'zod';
import { measurementFileSchema } from '../studies/measure/claim/schema.ts';
import { nodesFileSchema } from '../studies/nodes/claim/schema.ts';
import { phaseFileSchema } from '../studies/phase/claim/schema.ts';
import { trainingFileSchema } from '../studies/training/claim/schema.ts';
import { said, word } from './yamlParts.ts';

/** The kinds of experiments, each with the shape of its files. */
export const fileSchemas = {
  measurement: measurementFileSchema,
  nodes: nodesFileSchema,
  phase: phaseFileSchema,
  training: trainingFileSchema,
} as const;

export type KindName = keyof typeof fileSchemas;
export type FileOf<Name extends KindName> = z.infer<(typeof fileSchemas)[Name]>;

/** A claim and what it is tried by. */
export type ExperimentFile = FileOf<KindName>;

/** What decides by which of the shapes a file is read. */
export const kindSchema = z.looseObject(
  { kind: word(Object.keys(fileSchemas) as [KindName]).default('measurement') },
  said('a map'),
);
