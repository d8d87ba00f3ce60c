import { z } from 'zod';
import { dataSummarySchema } from '../studies/data/schema.ts';
import { explanationSchema } from '../studies/explain/schema.ts';
import { phaseSchema } from '../studies/phase/schema.ts';
import { finitePredictionSchema } from '../studies/predict/finiteSchema.ts';
import { preprocessingSchema } from '../studies/preprocess/schema.ts';
import { reproductionSchema } from '../studies/reproduce/schema.ts';
import { measurementSchema, predictionSchema } from './schema.ts';

/** JSON Schema (draft 2020-12) of result.json and of `firstguess measure --json`. */
export function measurementJsonSchema(): Record<string, unknown> {
  return { title: 'firstguess measurement', ...z.toJSONSchema(measurementSchema, { io: 'input' }) };
}

/** JSON Schema (draft 2020-12) of `firstguess predict --json`. */
export function predictionJsonSchema(): Record<string, unknown> {
  return { title: 'firstguess prediction', ...z.toJSONSchema(predictionSchema, { io: 'input' }) };
}

/** JSON Schema (draft 2020-12) of explanation.json and of `firstguess explain --json`. */
export function explanationJsonSchema(): Record<string, unknown> {
  return { title: 'firstguess explanation', ...z.toJSONSchema(explanationSchema, { io: 'input' }) };
}

/** JSON Schema (draft 2020-12) of data.json and of `firstguess data --json`. */
export function dataSummaryJsonSchema(): Record<string, unknown> {
  return { title: 'firstguess data summary', ...z.toJSONSchema(dataSummarySchema, { io: 'input' }) };
}

/** JSON Schema (draft 2020-12) of `firstguess predict --finite --json`. */
export function finitePredictionJsonSchema(): Record<string, unknown> {
  return { title: 'firstguess finite prediction', ...z.toJSONSchema(finitePredictionSchema, { io: 'input' }) };
}

/** JSON Schema (draft 2020-12) of preprocessing.json and of `firstguess preprocess --json`. */
export function preprocessingJsonSchema(): Record<string, unknown> {
  return { title: 'firstguess comparison of pipelines', ...z.toJSONSchema(preprocessingSchema, { io: 'input' }) };
}

/** JSON Schema (draft 2020-12) of reproduction.json and of `firstguess reproduce --json`. */
export function reproductionJsonSchema(): Record<string, unknown> {
  return { title: 'firstguess reproduction', ...z.toJSONSchema(reproductionSchema, { io: 'input' }) };
}

/** JSON Schema (draft 2020-12) of phase.json and of `firstguess phase --json`. */
export function phaseJsonSchema(): Record<string, unknown> {
  return { title: 'firstguess phase diagram', ...z.toJSONSchema(phaseSchema, { io: 'input' }) };
}
