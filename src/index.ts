/** firstguess in Node: the API of `api.ts`, measuring on worker threads, and run folders. */
export * from './api.ts';
export { load } from './data/sources/files/load.ts';
export type { Audit, AuditedModel, PlannedTensor } from './results/auditSchema.ts';
export { type AdviseCall, advise } from './studies/advise/nodeRun.ts';
export type { Advice, TriedRemedy } from './studies/advise/schema.ts';
export { type AuditCall, audit } from './studies/audit/nodeRun.ts';
export { check } from './studies/check/nodeRun.ts';
export type { CheckedStart } from './studies/check/planCheck.ts';
export type { RunOptions as CheckOptions } from './studies/check/run.ts';
export type { Checked, CheckedSubject, CheckResult } from './studies/check/schema.ts';
export { type CompareOptions, type Comparison, compare } from './studies/compare/nodeRun.ts';
export { explain } from './studies/explain/nodeRun.ts';
export type { ExplainOptions } from './studies/explain/run.ts';
export type { ExplainedLayer, Explanation, Worth } from './studies/explain/schema.ts';
export { measure, type ResumeOptions, type RunOptions, resume } from './studies/measure/run.ts';
export { type NeutraliseCall, neutralise } from './studies/neutralise/nodeRun.ts';
export { comparePreprocessing } from './studies/preprocess/nodeRun.ts';
export type { PreprocessingOptions } from './studies/preprocess/plan.ts';
export type { ComparedPipeline, ComparedResult, PreprocessingComparison } from './studies/preprocess/schema.ts';
export { type ReproduceOptions, reproduce } from './studies/reproduce/nodeRun.ts';
export type { ReproducedClaim, Reproduction } from './studies/reproduce/schema.ts';
export {
  adviceJsonSchema,
  auditJsonSchema,
  checkJsonSchema,
  dataSummaryJsonSchema,
  explanationJsonSchema,
  exportJsonSchema,
  finitePredictionJsonSchema,
  measurementJsonSchema,
  neutralisationJsonSchema,
  nodesJsonSchema,
  phaseJsonSchema,
  predictionJsonSchema,
  preprocessingJsonSchema,
  reproductionJsonSchema,
  scoreJsonSchema,
} from './studies/schemas.ts';
export { type ScoreFileOptions, score } from './studies/score/nodeRun.ts';
