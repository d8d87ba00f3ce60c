/** firstguess in Node: the API of `api.ts`, measuring on worker threads, and run folders. */
export * from './api.ts';
export { load } from './data/sources/files/load.ts';
export type { Audit, AuditedModel, PlannedTensor } from './results/auditSchema.ts';
export { type AuditCall, audit } from './studies/audit/nodeRun.ts';
export { type CompareOptions, type Comparison, compare } from './studies/compare/nodeRun.ts';
export { explain } from './studies/explain/nodeRun.ts';
export type { ExplainOptions } from './studies/explain/run.ts';
export type { ExplainedLayer, Explanation, Worth } from './studies/explain/schema.ts';
export { measure, type ResumeOptions, type RunOptions, resume } from './studies/measure/run.ts';
export { comparePreprocessing } from './studies/preprocess/nodeRun.ts';
export type { PreprocessingOptions } from './studies/preprocess/plan.ts';
export type { ComparedPipeline, ComparedResult, PreprocessingComparison } from './studies/preprocess/schema.ts';
export { type ReproduceOptions, reproduce } from './studies/reproduce/nodeRun.ts';
export type { ReproducedClaim, Reproduction } from './studies/reproduce/schema.ts';
export {
  auditJsonSchema,
  dataSummaryJsonSchema,
  explanationJsonSchema,
  exportJsonSchema,
  finitePredictionJsonSchema,
  measurementJsonSchema,
  nodesJsonSchema,
  phaseJsonSchema,
  predictionJsonSchema,
  preprocessingJsonSchema,
  reproductionJsonSchema,
} from './studies/schemas.ts';
