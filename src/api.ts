/**
 * The public API that runs everywhere. `index.ts` adds measuring on worker threads and run folders (Node), `browser.ts`
 * measuring in Web Workers.
 *
 * @packageDocumentation
 */

export type { Layer, Part, PlacedLayer, Repeat } from './network/layer.ts';

import { activations } from './network/layers/activations.ts';

/** Builders of activation layers; `activations` holds them all, `gaussian` (exp(−x²)) too, whose name here is that of data. */
export const {
  abs,
  activation,
  elu,
  erf,
  exp,
  gelu,
  geluTanh,
  hardSigmoid,
  hardSwish,
  hardTanh,
  leakyRelu,
  linear,
  mish,
  relu,
  relu6,
  selu,
  sigmoid,
  sign,
  silu,
  sin,
  softplus,
  softsign,
  square,
  step,
  tanh,
} = activations;

// Theory
export type { Activation } from './activations/activation.ts';
export { type Data, type Dataset, type DatasetOptions, dataset, type Generator } from './data/dataset.ts';
export { type DescribedStep, describePipeline } from './data/describePipeline.ts';
export { type PairMoments, pairMoments } from './data/pairMoments.ts';
export { parseData } from './data/parseData.ts';
export { parsePreprocess } from './data/parsePreprocess.ts';
export { parsePreprocessYaml } from './data/parsePreprocessYaml.ts';
export { type Preprocess, preprocess, type Step } from './data/preprocess.ts';
export { choose } from './data/selections/choose.ts';
export { drop } from './data/selections/drop.ts';
export { first } from './data/selections/first.ts';
export { imbalance } from './data/selections/imbalance.ts';
export { keep } from './data/selections/keep.ts';
export { merge } from './data/selections/merge.ts';
export { parity } from './data/selections/parity.ts';
export { sample } from './data/selections/sample.ts';
export type { Selection } from './data/selections/selection.ts';
// Data
export { type BlobsOptions, blobs } from './data/sources/blobs.ts';
export { digits } from './data/sources/digits.ts';
export { type FieldsOptions, fields } from './data/sources/fields.ts';
export { type GaussianOptions, gaussian } from './data/sources/gaussian.ts';
export { type SparseOptions, sparse } from './data/sources/sparse.ts';
export { type TokensOptions, tokens } from './data/sources/tokens.ts';
export {
  type CenterOptions,
  center,
  clip,
  flip,
  grayscale,
  type MinmaxOptions,
  minmax,
  noise,
  none,
  type PcaOptions,
  pca,
  resize,
  type StandardizeOptions,
  scale,
  shift,
  standardize,
  unitNorm,
  type WhitenOptions,
  whiten,
} from './data/steps/index.ts';
export { edgeOfChaos, neutralityLine } from './depth/critical.ts';
export { type Axis, type Parameter, type Point, parseAxis } from './depth/phase/axis.ts';
export { type ErrorCode, UserError } from './errors.ts';
export type { FiniteOptions } from './finite/predictFinite.ts';
export { agreement } from './laws/agreement.ts';
export { type BinaryLaw, binaryLaw } from './laws/binaryLaw.ts';
export { type FiniteBinaryLaw, finiteBinaryLaw } from './laws/finiteBinaryLaw.ts';
export { type FiniteGuessLaw, finiteGuessLaw } from './laws/finiteSize.ts';
export { type GuessLaw, guessLaw } from './laws/guessLaw.ts';
export type { MeasureOptions, Progress } from './measure/plan/plan.ts';
export type { Initialisation, Law, Scheme } from './network/init.ts';
// Networks
export { activations } from './network/layers/activations.ts';
export { conv } from './network/layers/convolution/conv.ts';
export { depthwiseConv } from './network/layers/convolution/depthwiseConv.ts';
export { globalAvgPool } from './network/layers/convolution/globalAvgPool.ts';
export { avgPool, maxPool } from './network/layers/convolution/pool.ts';
export { dense } from './network/layers/dense.ts';
export { dropout } from './network/layers/dropout.ts';
export { flatten } from './network/layers/flatten.ts';
export { layerScale } from './network/layers/layerScale.ts';
export { batchNorm } from './network/layers/norms/batchNorm.ts';
export { groupNorm, instanceNorm } from './network/layers/norms/groupNorm.ts';
export { layerNorm } from './network/layers/norms/layerNorm.ts';
export { rmsNorm } from './network/layers/norms/rmsNorm.ts';
export { attention } from './network/layers/tokens/attention.ts';
export { classToken } from './network/layers/tokens/classToken.ts';
export { meanTokens } from './network/layers/tokens/meanTokens.ts';
export { patchEmbedding } from './network/layers/tokens/patchEmbedding.ts';
export { positionalEmbedding } from './network/layers/tokens/positionalEmbedding.ts';
export { selectToken } from './network/layers/tokens/selectToken.ts';
export { tokenEmbedding } from './network/layers/tokens/tokenEmbedding.ts';
export { transpose } from './network/layers/tokens/transpose.ts';
export { Network, repeat, serial } from './network/network.ts';
export { parseNetwork } from './network/notation/parse.ts';
export {
  lenet,
  mixer,
  mlp,
  paperCnn,
  resmlp,
  resnet9,
  resnet18,
  transformer,
  vgg11,
  vit,
} from './network/presets/presets.ts';
export type { FinitePrediction } from './results/finiteSchema.ts';
export type {
  BlockLimit,
  Estimate,
  Experiment,
  MeasuredLayer,
  Measurement,
  PredictedLayer,
  Prediction,
} from './results/schema.ts';
export type { SetupOptions } from './setup/options.ts';
export { type DataSummaryOptions, summariseData } from './studies/data/run.ts';
export type { DataSummary } from './studies/data/schema.ts';
export { type NodesOptions, nodes } from './studies/nodes/run.ts';
export type { NodeDistributions, NodeLayer } from './studies/nodes/schema.ts';
export { type PhaseOptions, phaseDiagram } from './studies/phase/run.ts';
export type { PhaseDiagram, PhaseLine, PhasePoint } from './studies/phase/schema.ts';
// Results
export { type PredictOptions, predict } from './studies/predict/run.ts';
export { chi1, dualMap } from './theory/maps.ts';
export { version } from './version.ts';
