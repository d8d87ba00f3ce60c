/**
 * All that needs neither an engine for networks nor Node: networks, data, theory. The package has it alone as
 * `firstguess/predict`, for pages that only predict; `api.ts` adds what every platform has beside it.
 *
 * @packageDocumentation
 */

import { activations } from './network/layers/activations.ts';

// # Write a network

export { type Piece, repeat, serial } from './network/builders.ts';
export type { Initialisation, Law } from './network/init.ts';
export type { Layer, Part, PlacedLayer, Repeat } from './network/layer.ts';
export { Network } from './network/network.ts';
export { parseNetwork } from './network/notation/parse.ts';

// Layers with weights of their own

export { conv } from './network/layers/convolution/conv.ts';
export { conv1d } from './network/layers/convolution/conv1d.ts';
export { convTranspose } from './network/layers/convolution/convTranspose.ts';
export { depthwiseConv } from './network/layers/convolution/depthwiseConv.ts';
export { dense } from './network/layers/dense.ts';

// Layers around layers

export { concat } from './network/layers/blocks/concat.ts';
export { gate } from './network/layers/blocks/gate.ts';
export { parallel } from './network/layers/blocks/parallel.ts';
export { residual } from './network/layers/blocks/residual.ts';

// Pooling, shape and dropout

export { globalAvgPool } from './network/layers/convolution/globalAvgPool.ts';
export { pad } from './network/layers/convolution/pad.ts';
export { avgPool, maxPool } from './network/layers/convolution/pool.ts';
export { upsample } from './network/layers/convolution/upsample.ts';
export { dropout } from './network/layers/dropout.ts';
export { flatten } from './network/layers/flatten.ts';

// Normalisation and scale

export { layerScale } from './network/layers/layerScale.ts';
export { batchNorm } from './network/layers/norms/batchNorm.ts';
export { groupNorm, instanceNorm } from './network/layers/norms/groupNorm.ts';
export { layerNorm } from './network/layers/norms/layerNorm.ts';
export { lrn } from './network/layers/norms/lrn.ts';
export { rmsNorm } from './network/layers/norms/rmsNorm.ts';

// Tokens

export { gru } from './network/layers/recurrent/gru.ts';
export { lstm } from './network/layers/recurrent/lstm.ts';
export { attention } from './network/layers/tokens/attention.ts';
export { classToken } from './network/layers/tokens/classToken.ts';
export { meanTokens } from './network/layers/tokens/meanTokens.ts';
export { patchEmbedding } from './network/layers/tokens/patchEmbedding.ts';
export { positionalEmbedding } from './network/layers/tokens/positionalEmbedding.ts';
export { selectToken } from './network/layers/tokens/selectToken.ts';
export { tokenEmbedding } from './network/layers/tokens/tokenEmbedding.ts';
export { transpose } from './network/layers/tokens/transpose.ts';

// Activations

export type { Activation } from './activations/activation.ts';
export { activations } from './network/layers/activations.ts';

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

// Whole architectures

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

// # Choose the data

export type { Data, Dataset, DatasetOptions, Generator } from './data/dataset.ts';
export { dataset } from './data/ownData.ts';
export { parseData } from './data/parseData.ts';

// Sources

export { type BlobsOptions, blobs } from './data/sources/blobs.ts';
export { digits } from './data/sources/digits.ts';
export { type FieldsOptions, fields } from './data/sources/fields.ts';
export { type GaussianOptions, gaussian } from './data/sources/gaussian.ts';
export { type SparseOptions, sparse } from './data/sources/sparse.ts';
export { type TokensOptions, tokens } from './data/sources/tokens.ts';

// Which points, and which classes

export { choose } from './data/selections/choose.ts';
export { drop } from './data/selections/drop.ts';
export { first } from './data/selections/first.ts';
export { imbalance } from './data/selections/imbalance.ts';
export { keep } from './data/selections/keep.ts';
export { merge } from './data/selections/merge.ts';
export { parity } from './data/selections/parity.ts';
export { sample } from './data/selections/sample.ts';
export type { Selection } from './data/selections/selection.ts';

// Preprocessing

export { type DescribedStep, describePipeline } from './data/describePipeline.ts';
export { parsePreprocess } from './data/parsePreprocess.ts';
export { parsePreprocessYaml } from './data/parsePreprocessYaml.ts';
export { type Preprocess, preprocess, type Step } from './data/preprocess.ts';
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

// # Ask what the network guesses

export type { SetupOptions } from './setup/options.ts';
export { type PredictOptions, predict } from './studies/predict/run.ts';

// Its answers and what they hold

export type { FiniteOptions } from './finite/predictFinite.ts';
export type { FinitePrediction } from './results/finiteSchema.ts';
export type { BlockLimit, PredictedLayer, Prediction } from './results/schema.ts';

// # Ask about the data

export { type DataSummaryOptions, summariseData } from './studies/data/run.ts';
export type { DataSummary } from './studies/data/schema.ts';

// # Draw the phases of a plane of parameters

export { type Axis, type Parameter, type Point, parseAxis } from './depth/phase/axis.ts';
export { type PhaseOptions, phaseDiagram } from './studies/phase/run.ts';
export type { PhaseDiagram, PhaseLine, PhasePoint } from './studies/phase/schema.ts';

// # The formulas themselves

export { type PairMoments, pairMoments } from './data/pairMoments.ts';
export { edgeOfChaos, neutralityLine } from './depth/critical.ts';
export { agreement } from './laws/agreement.ts';
export { type BinaryLaw, binaryLaw } from './laws/binaryLaw.ts';
export { type FiniteBinaryLaw, finiteBinaryLaw } from './laws/finiteBinaryLaw.ts';
export { type FiniteGuessLaw, finiteGuessLaw } from './laws/finiteSize.ts';
export { type GuessLaw, guessLaw } from './laws/guessLaw.ts';
export { chi1, dualMap } from './theory/maps.ts';

// # Errors and version

export { type ErrorCode, UserError } from './errors.ts';
export { version } from './version.ts';
