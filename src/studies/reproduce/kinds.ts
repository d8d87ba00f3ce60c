import { z } from 'zod';
import type { Kind } from '../../claims/kind.ts';
import { said, word } from '../../claims/yamlParts.ts';
import { remedies } from '../advise/claim/run.ts';
import type { RemediesFile } from '../advise/claim/schema.ts';
import { measurement } from '../measure/claim/run.ts';
import type { MeasurementFile } from '../measure/claim/schema.ts';
import { nodes } from '../nodes/claim/run.ts';
import type { NodesFile } from '../nodes/claim/schema.ts';
import { phase } from '../phase/claim/run.ts';
import type { PhaseFile } from '../phase/claim/schema.ts';
import { training } from '../training/claim/run.ts';
import type { TrainingFile } from '../training/claim/schema.ts';
import type { ClaimOf } from './schema.ts';

/** What files of each kind say, by the word that names it. */
interface Files {
  readonly measurement: MeasurementFile;
  readonly nodes: NodesFile;
  readonly phase: PhaseFile;
  readonly remedies: RemediesFile;
  readonly training: TrainingFile;
}

export type KindName = keyof Files;
export type FileOf<Name extends KindName> = Files[Name];

/** A claim and what it is tried by. */
export type ExperimentFile = FileOf<KindName>;

export const kinds: { readonly [Name in KindName]: Kind<Files[Name], ClaimOf<Name>> } = {
  measurement,
  nodes,
  phase,
  remedies,
  training,
};

/** What decides by which of the shapes a file is read. */
export const kindSchema = z.looseObject(
  { kind: word(Object.keys(kinds) as [KindName]).default('measurement') },
  said('a map'),
);
