/**
 * The public API that runs everywhere: that of `predict.ts`, and what draws networks. `index.ts` adds what needs Node: files,
 * worker threads, run folders. `browser.ts` adds measuring in Web Workers.
 *
 * @packageDocumentation
 */
export * from './predict.ts';

// What measurements take and hold (measuring itself: index.ts and browser.ts)

export type { MeasureOptions, Progress } from './measure/plan/plan.ts';
export type { Estimate, Experiment, MeasuredLayer, Measurement } from './results/schema.ts';

// Take the favourite class away

export { type NeutraliseOptions, neutraliseNetwork } from './studies/neutralise/networkRun.ts';
export type { Neutralisation } from './studies/neutralise/schema.ts';
// What scores of another program hold (scoring itself: index.ts and browser.ts)

export type { ScoredArray, ScoreOptions } from './studies/score/run.ts';
export type { Score, ScoredStep } from './studies/score/schema.ts';

// Ask about single nodes

export { type NodesOptions, nodes } from './studies/nodes/run.ts';
export type { NodeDistributions, NodeLayer } from './studies/nodes/schema.ts';

// Take a network to other programs

export { type ExportOptions, exportNetwork } from './export/exportNetwork.ts';
export type { ExportFormat } from './export/formats.ts';
