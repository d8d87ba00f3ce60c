import { z } from 'zod';
import { auditSchema } from '../results/auditSchema.ts';
import { finitePredictionSchema } from '../results/finiteSchema.ts';
import { measurementSchema, predictionSchema } from '../results/schema.ts';
import { adviceSchema } from './advise/schema.ts';
import { checkSchema } from './check/schema.ts';
import { dataSummarySchema } from './data/schema.ts';
import { explanationSchema } from './explain/schema.ts';
import { exportSchema } from './export/schema.ts';
import { neutralisationSchema } from './neutralise/schema.ts';
import { nodesSchema } from './nodes/schema.ts';
import { phaseSchema } from './phase/schema.ts';
import { preprocessingSchema } from './preprocess/schema.ts';
import { reproductionSchema } from './reproduce/schema.ts';
import { scoreSchema } from './score/schema.ts';

/** JSON Schema (draft 2020-12) of what a study prints with --json and leaves in its folder. */
type JsonSchema = () => Record<string, unknown>;

/** Of result.json and `firstguess measure --json`. */
export const measurementJsonSchema = jsonSchema('measurement', measurementSchema);
/** Of `firstguess predict --json`. */
export const predictionJsonSchema = jsonSchema('prediction', predictionSchema);
/** Of `firstguess predict --finite --json`. */
export const finitePredictionJsonSchema = jsonSchema('finite prediction', finitePredictionSchema);
/** Of explanation.json and `firstguess explain --json`. */
export const explanationJsonSchema = jsonSchema('explanation', explanationSchema);
/** Of audit.json and `firstguess audit --json`. */
export const auditJsonSchema = jsonSchema('audit', auditSchema);
/** Of advice.json and `firstguess advise --json`. */
export const adviceJsonSchema = jsonSchema('advice', adviceSchema);
/** Of `firstguess check --json`. */
export const checkJsonSchema = jsonSchema('check', checkSchema);
/** Of data.json and `firstguess data --json`. */
export const dataSummaryJsonSchema = jsonSchema('data summary', dataSummarySchema);
/** Of preprocessing.json and `firstguess preprocess --json`. */
export const preprocessingJsonSchema = jsonSchema('comparison of pipelines', preprocessingSchema);
/** Of reproduction.json and `firstguess reproduce --json`. */
export const reproductionJsonSchema = jsonSchema('reproduction', reproductionSchema);
/** Of `firstguess neutralise --json`. */
export const neutralisationJsonSchema = jsonSchema('neutralisation', neutralisationSchema);
/** Of score.json and `firstguess score --json`. */
export const scoreJsonSchema = jsonSchema('score', scoreSchema);
/** Of `firstguess nodes --json`. */
export const nodesJsonSchema = jsonSchema('distributions of nodes', nodesSchema);
/** Of `firstguess export --json`. */
export const exportJsonSchema = jsonSchema('export', exportSchema);
/** Of phase.json and `firstguess phase --json`. */
export const phaseJsonSchema = jsonSchema('phase diagram', phaseSchema);

function jsonSchema(what: string, schema: z.ZodType): JsonSchema {
  return () => ({ title: `firstguess ${what}`, ...z.toJSONSchema(schema, { io: 'input' }) });
}
