/** firstguess in Node: the API of `api.ts`, measuring on worker threads, and run folders. */
export * from './api.ts';
export { measurementJsonSchema, predictionJsonSchema } from './results/jsonSchema.ts';
export { measure, type ResumeOptions, type RunOptions, resume } from './run/measure.ts';
