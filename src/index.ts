/** firstguess in Node: the API of `api.ts`, measuring on worker threads, and run folders. */
export * from './api.ts';
export type { ExplainOptions } from './explain/explain.ts';
export { load } from './load/load.ts';
export type { PreprocessingOptions } from './preprocessing/plan.ts';
export type { ExplainedLayer, Explanation, Worth } from './results/explanationSchema.ts';
export {
  dataSummaryJsonSchema,
  explanationJsonSchema,
  finitePredictionJsonSchema,
  measurementJsonSchema,
  phaseJsonSchema,
  predictionJsonSchema,
  preprocessingJsonSchema,
  reproductionJsonSchema,
} from './results/jsonSchema.ts';
export type { ComparedPipeline, ComparedResult, PreprocessingComparison } from './results/preprocessingSchema.ts';
export { comparePreprocessing } from './run/comparePreprocessing.ts';
export { explain } from './run/explain.ts';
export { measure, type ResumeOptions, type RunOptions, resume } from './run/measure.ts';
