/** firstguess in a browser: the API of `api.ts`, and measuring in Web Workers by WebAssembly or WebGPU. */
export * from './api.ts';
export { type BrowserMeasureOptions, measure } from './hosts/browser/measure.ts';
export { score } from './studies/score/run.ts';
