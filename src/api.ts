/**
 * The public API that runs everywhere. `index.ts` adds measuring on worker threads and run folders (Node), `browser.ts`
 * measuring in Web Workers.
 *
 * @packageDocumentation
 */

// Theory
export type { Activation } from './activations/activation.ts';
// Data
export { type BlobsOptions, blobs } from './data/blobs.ts';
export { type Data, type Dataset, type DatasetOptions, dataset, type Generator } from './data/dataset.ts';
export { type DescribedStep, describePipeline } from './data/describePipeline.ts';
export { digits } from './data/digits.ts';
export { type FieldsOptions, fields } from './data/fields.ts';
export { type GaussianOptions, gaussian } from './data/gaussian.ts';
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
export { type SparseOptions, sparse } from './data/sparse.ts';
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
export { type TokensOptions, tokens } from './data/tokens.ts';
export { type ErrorCode, UserError } from './errors.ts';
export type { SetupOptions } from './experiment/setup.ts';
// Results
export { type PredictOptions, predict } from './finite/predict.ts';
export type { FiniteOptions } from './finite/predictFinite.ts';
export type { MeasureOptions, Progress } from './measure/plan.ts';
// Networks
export {
  abs,
  activation,
  activations,
  elu,
  erf,
  exp,
  gelu,
  geluTanh,
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
  square,
  step,
  tanh,
} from './network/activationBuilders.ts';
export { dense } from './network/dense.ts';
export { flatten } from './network/flatten.ts';
export type { Initialisation, Law, Scheme } from './network/init.ts';
export type { Layer } from './network/layer.ts';
export { attention } from './network/layers/attention.ts';
export { batchNorm } from './network/layers/batchNorm.ts';
export { classToken } from './network/layers/classToken.ts';
export { conv } from './network/layers/conv.ts';
export { depthwiseConv } from './network/layers/depthwiseConv.ts';
export { dropout } from './network/layers/dropout.ts';
export { globalAvgPool } from './network/layers/globalAvgPool.ts';
export { groupNorm, instanceNorm } from './network/layers/groupNorm.ts';
export { layerNorm } from './network/layers/layerNorm.ts';
export { meanTokens } from './network/layers/meanTokens.ts';
export { patchEmbedding } from './network/layers/patchEmbedding.ts';
export { avgPool, maxPool } from './network/layers/pool.ts';
export { positionalEmbedding } from './network/layers/positionalEmbedding.ts';
export { rmsNorm } from './network/layers/rmsNorm.ts';
export { selectToken } from './network/layers/selectToken.ts';
export { tokenEmbedding } from './network/layers/tokenEmbedding.ts';
export { transpose } from './network/layers/transpose.ts';
export { Network, type Part, type PlacedLayer, type Repeat, repeat, serial } from './network/network.ts';
export { parseNetwork } from './network/notation.ts';
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
} from './network/presets.ts';
export { type NodesOptions, nodes } from './nodes/nodes.ts';
export { type Axis, type Parameter, type Point, parseAxis } from './phase/axis.ts';
export { edgeOfChaos, neutralityLine } from './phase/critical.ts';
export { type PhaseOptions, phaseDiagram } from './phase/diagram.ts';
export type { DataSummary } from './results/dataSummarySchema.ts';
export type { FinitePrediction } from './results/finiteSchema.ts';
export type { NodeDistributions, NodeLayer } from './results/nodesSchema.ts';
export type { PhaseDiagram, PhaseLine, PhasePoint } from './results/phaseSchema.ts';
export type {
  BlockLimit,
  Estimate,
  Experiment,
  MeasuredLayer,
  Measurement,
  PredictedLayer,
  Prediction,
} from './results/schema.ts';
export { type DataSummaryOptions, summariseData } from './survey/summariseData.ts';
export { agreement } from './theory/agreement.ts';
export { type BinaryLaw, binaryLaw } from './theory/binaryLaw.ts';
export { type FiniteBinaryLaw, finiteBinaryLaw } from './theory/finiteBinaryLaw.ts';
export { type FiniteGuessLaw, finiteGuessLaw } from './theory/finiteSize.ts';
export { type GuessLaw, guessLaw } from './theory/guessLaw.ts';
export { chi1, dualMap } from './theory/maps.ts';
export { version } from './version.ts';
