/** Our side of the cases, by the names of their files. Each is loaded only in the process that runs it. */
export const contestants = {
  agreement: () => import('./ours/agreement.ts'),
  bare: () => import('./ours/bare.ts'),
  browser: () => import('./ours/browser.ts'),
  cold: () => import('./ours/cold.ts'),
  features: () => import('./ours/features.ts'),
  finite: () => import('./ours/finite.ts'),
  growth: () => import('./ours/growth.ts'),
  honesty: () => import('./ours/honesty.ts'),
  memory: () => import('./ours/memory.ts'),
  needed: () => import('./ours/needed.ts'),
  pairs: () => import('./ours/pairs.ts'),
  phase: () => import('./ours/phase.ts'),
  precision: () => import('./ours/precision.ts'),
  predict: () => import('./ours/predict.ts'),
  raw: () => import('./ours/raw.ts'),
};
