import type { Word } from './word.ts';

/**
 * Names of layers and activations in PyTorch 2, Keras 3, Flax 0.8 and TensorFlow.js 4: what they are here, or what to write
 * instead. Case and "_" count only where two frameworks mean different things; "nn." and the like are left out.
 */

const formula = (text: string): Word => ({ layer: `activation("${text}")`, positional: [] });
const plain = (layer: string): Word => ({ layer, positional: [] });
const same = (word: Word, ...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, word]));

const KERAS_EPS = { eps: 1e-3 };
const NO_EFFECT = 'leave it out: it does nothing in evaluation, and has no weights';
const GATED = 'it multiplies two halves of its input, which no layer here does; silu or gelu is the usual plain choice';
const RECURRENT = 'only lstm(64) and gru(64) are recurrent layers here; selectToken(-1) takes the last output';
const ONE_DIMENSION =
  'tokens are not pooled in windows here; conv1d(16, 3, stride=2) takes every second place, and meanTokens the mean of all';
const THREE_DIMENSIONS = 'volumes are not among the data here; images have conv, maxPool and avgPool';
const GROWS = 'images are enlarged by upsample(2), which repeats pixels, or by convTranspose(16, 2, stride=2)';
const LOSS = 'leave it out: a guess is the largest output, whatever the loss';
const PREPROCESS = 'it belongs to --preprocess: standardize, minmax, unitNorm, resize, grayscale and others';
const MERGE =
  'write a branch beside its input: residual(dense(64), relu, dense(64)) adds them, concat(…) sets them side by side; parallel(conv(8, 1), (conv(4, 1), relu, conv(8, 3, padding=1))) joins several branches';
const RESHAPE = 'shapes follow from the layers; flatten makes a vector, patchEmbedding(4, 48) tokens of an image';
const PADDING = 'images are padded with zeros: pad(1), or the padding of the layer after it, conv(16, 3, padding=1)';
const ZOO = 'it is not among the presets: resnet9, resnet18, vgg11, lenet, paperCnn, vit, mixer, mlp, resmlp';
const TRANSFORMERS =
  'write its blocks: tokenEmbedding(1000, 64), positionalEmbedding, 4*(transformer(64, 4)), meanTokens, dense(10)';

export const words: Readonly<Record<string, Word>> = {
  // Fully connected
  ...same(
    { layer: 'dense', positional: ['inputs', 'units', 'bias'], inputsFrom: 2 },
    'Linear',
    'LazyLinear',
    'nnxLinear',
  ),
  Dense: { layer: 'dense', positional: ['units', 'activation', 'bias'] },
  ...same(
    { layer: 'dense', positional: ['units'] },
    'fc',
    'FullyConnected',
    'fully_connected',
    'DenseGeneral',
    'InnerProduct',
  ),
  Bilinear: 'a product of two inputs is not among the layers here',
  ...same({ layer: 'flatten', positional: ['', ''] }, 'Flatten', 'ravel'),
  Identity: plain('linear'),

  // Convolutions and pools
  ...same(
    {
      layer: 'conv',
      positional: ['inputs', 'channels', 'kernel', 'stride', 'padding', 'dilation', 'groups', 'bias'],
      inputsFrom: 3,
    },
    'Conv2d',
    'LazyConv2d',
  ),
  ...same({ layer: 'conv', positional: ['channels', 'kernel', 'stride', 'padding'] }, 'Conv2D', 'Convolution2D'),
  Conv: { layer: 'conv', positional: ['channels', 'kernel', 'stride', 'padding'], defaults: { padding: 'same' } },
  DepthwiseConv2D: { layer: 'depthwiseConv', positional: ['kernel', 'stride', 'padding'] },
  ...same('write it as two layers: depthwiseConv(3, padding=1), conv(16, 1)', 'SeparableConv2D', 'SeparableConv2d'),
  ...same(
    {
      layer: 'conv1d',
      positional: ['inputs', 'channels', 'kernel', 'stride', 'padding', 'dilation'],
      inputsFrom: 3,
    },
    'Conv1d',
    'LazyConv1d',
  ),
  Conv1D: { layer: 'conv1d', positional: ['channels', 'kernel', 'stride', 'padding'] },
  ...same(ONE_DIMENSION, 'MaxPool1d', 'AvgPool1d', 'MaxPooling1D', 'AveragePooling1D'),
  ...same(THREE_DIMENSIONS, 'Conv3d', 'Conv3D', 'MaxPool3d', 'AvgPool3d', 'MaxPooling3D', 'BatchNorm3d'),
  ...same(
    {
      layer: 'convTranspose',
      positional: ['inputs', 'channels', 'kernel', 'stride', 'padding', 'outputPadding'],
      inputsFrom: 3,
    },
    'ConvTranspose2d',
    'LazyConvTranspose2d',
  ),
  ...same({ layer: 'convTranspose', positional: ['channels', 'kernel', 'stride'] }, 'Conv2DTranspose', 'Deconv'),
  ...same({ layer: 'upsample', positional: ['scale'], defaults: { scale: 2 } }, 'UpSampling2D'),
  ...same(
    GROWS,
    'UpsamplingNearest2d',
    'PixelShuffle',
    'Interpolate',
    'UpsamplingBilinear2d',
    'ConvTranspose1d',
    'MaxUnpool2d',
  ),
  ...same({ layer: 'maxPool', positional: ['size', 'stride', 'padding'] }, 'MaxPool2d', 'MaxPool2D', 'max_pooling'),
  MaxPooling2D: { layer: 'maxPool', positional: ['size', 'stride', 'padding'], defaults: { size: 2 } },
  AveragePooling2D: { layer: 'avgPool', positional: ['size', 'stride', 'padding'], defaults: { size: 2 } },
  AvgPool2d: { layer: 'avgPool', positional: ['size', 'stride', 'padding'], defaults: { countPadding: 'true' } },
  ...same({ layer: 'avgPool', positional: ['size', 'stride', 'padding'] }, 'AvgPool2D', 'AveragePool', 'mean_pool'),
  ...same({ layer: 'globalAvgPool', positional: ['size'], onlyOne: 'size' }, 'AdaptiveAvgPool2d'),
  ...same(
    { layer: 'globalAvgPool', positional: [''] },
    'GlobalAveragePooling2D',
    'GlobalAvgPool2D',
    'GlobalAveragePool',
    'GAP',
  ),
  ...same(
    'only the mean is taken over whole images: globalAvgPool',
    'GlobalMaxPooling2D',
    'GlobalMaxPool2D',
    'GlobalMaxPool',
    'AdaptiveMaxPool2d',
  ),
  ...same(plain('meanTokens'), 'GlobalAveragePooling1D', 'MeanPooling', 'AdaptiveAvgPool1d'),
  ...same('random pools are not among the layers here; maxPool(2) or avgPool(2)', 'FractionalMaxPool2d', 'LPPool2d'),
  ...same({ layer: 'pad', positional: ['sides'], defaults: { sides: 1 } }, 'ZeroPadding2D'),
  ZeroPad2d: 'write pad(1), or pad((top, left, bottom, right))',
  ...same(PADDING, 'ConstantPad2d'),
  ...same(
    'images are padded with zeros only: conv(16, 3, padding=1)',
    'ReflectionPad2d',
    'ReplicationPad2d',
    'CircularPad2d',
  ),
  ...same(
    RESHAPE,
    'Reshape',
    'View',
    'Unflatten',
    'Permute',
    'Squeeze',
    'Unsqueeze',
    'Rearrange',
    'Fold',
    'Unfold',
    'RepeatVector',
  ),
  Cropping2D: 'images are taken whole; --preprocess resize(24x24) makes them smaller',

  // Normalisation
  ...same(
    { layer: 'batchNorm', positional: ['', 'eps'] },
    'BatchNorm2d',
    'BatchNorm1d',
    'BatchNorm',
    'BN',
    'LazyBatchNorm2d',
    'SyncBatchNorm',
  ),
  BatchNormalization: { layer: 'batchNorm', positional: ['', ''], defaults: KERAS_EPS },
  ...same({ layer: 'layerNorm', positional: ['', 'eps'] }, 'LayerNorm', 'LN'),
  LayerNormalization: { layer: 'layerNorm', positional: ['', 'eps'], defaults: KERAS_EPS },
  GroupNorm: { layer: 'groupNorm', positional: ['groups', '', 'eps'] },
  GroupNormalization: { layer: 'groupNorm', positional: ['groups', ''], defaults: KERAS_EPS },
  ...same({ layer: 'instanceNorm', positional: ['', 'eps'] }, 'InstanceNorm2d', 'InstanceNorm'),
  RMSNorm: { layer: 'rmsNorm', positional: ['', 'eps'], defaults: { eps: 1.1920929e-7 } },
  ...same(
    { layer: 'rmsNorm', positional: ['', 'eps'], defaults: { eps: 1e-6 } },
    'RMSNormalization',
    'LlamaRMSNorm',
    'T5LayerNorm',
  ),
  LocalResponseNorm: { layer: 'lrn', positional: ['size', 'alpha', 'beta', 'k'] },
  ...same(
    'it is not among the layers here; batchNorm, layerNorm, rmsNorm, groupNorm, instanceNorm and lrn are',
    'UnitNormalization',
  ),
  ...same(
    'it changes how weights are learned; before training a dense or conv with its own sigmaW2 stands for it',
    'WeightNorm',
    'SpectralNorm',
    'spectral_normalization',
  ),

  // Dropout
  ...same({ layer: 'dropout', positional: ['rate'], defaults: { rate: 0.5 } }, 'Dropout'),
  ...same(
    NO_EFFECT,
    'Dropout1d',
    'Dropout2d',
    'SpatialDropout2D',
    'SpatialDropout1D',
    'AlphaDropout',
    'FeatureAlphaDropout',
  ),
  ...same(
    NO_EFFECT,
    'GaussianDropout',
    'GaussianNoise',
    'DropPath',
    'StochasticDepth',
    'DropBlock',
    'ActivityRegularization',
    'Masking',
  ),

  // Tokens
  Embedding: { layer: 'tokenEmbedding', positional: ['vocabulary', 'dim'] },
  Embed: { layer: 'tokenEmbedding', positional: ['vocabulary', 'dim'] },
  ...same('write tokenEmbedding(1000, 32), meanTokens', 'EmbeddingBag'),
  ...same(plain('positionalEmbedding'), 'PositionEmbedding', 'pos_embed', 'PositionalEncoding', 'AddPositionEmbs'),
  ...same({ layer: 'attention', positional: ['inputs', 'heads'], inputsFrom: 1 }, 'MultiheadAttention'),
  ...same({ layer: 'attention', positional: ['heads'] }, 'SelfAttention', 'MultiHeadDotProductAttention'),
  ...same('write attention(4), with dim= heads × key_dim', 'MultiHeadAttention', 'MHA'),
  ...same(
    'attention here is self-attention with weights of its own: attention(4)',
    'ScaledDotProductAttention',
    'CrossAttention',
    'AdditiveAttention',
    'GroupQueryAttention',
    'GroupedQueryAttention',
  ),
  ...same(
    'write transformer(64, 4): features of a token, then heads',
    'TransformerEncoderLayer',
    'TransformerBlock',
    'EncoderBlock',
    'TransformerEncoder',
  ),
  ...same(
    'there is no masked or cross attention here; transformer(64, 4) is a block of an encoder',
    'TransformerDecoderLayer',
    'TransformerDecoder',
    'TransformerDecoderBlock',
  ),
  ...same({ layer: 'patchEmbedding', positional: ['patch', 'dim'] }, 'PatchEmbed', 'PatchEmbedding'),
  ...same(plain('classToken'), 'cls_token', 'ClassToken', 'CLS'),
  LSTM: 'write lstm(64), with an output for every token, and selectToken(-1) after it for the last alone',
  GRU: 'write gru(64), with an output for every token, and selectToken(-1) after it for the last alone',
  ...same(
    RECURRENT,
    'RNN',
    'SimpleRNN',
    'LSTMCell',
    'GRUCell',
    'RNNCell',
    'ConvLSTM2D',
    'Bidirectional',
    'Mamba',
    'S4',
  ),

  // Activations
  ...same(plain('relu'), 'ReLU', 'rectifier', 'max0'),
  ...same({ layer: 'leakyRelu', positional: ['slope', ''] }, 'LeakyReLU', 'lrelu'),
  PReLU: { layer: 'leakyRelu(0.25)', positional: ['', ''] },
  RReLU: { layer: 'leakyRelu(0.22916666666666666)', positional: [] },
  ReLU6: plain('relu6'),
  ...same(plain('silu'), 'SiLU', 'Swish', 'swish1'),
  ...same(plain('hardSwish'), 'Hardswish', 'h_swish', 'hard_silu'),
  ...same(plain('hardSigmoid'), 'Hardsigmoid', 'h_sigmoid'),
  Hardtanh: plain('hardTanh'),
  ...same(plain('gelu'), 'GELU', 'gelu_exact'),
  ...same(plain('geluTanh'), 'gelu_new', 'gelu_pytorch_tanh', 'gelu_approximate', 'gelu_fast'),
  ...same(formula('x * sigmoid(1.702 * x)'), 'quick_gelu', 'QuickGELU', 'gelu_sigmoid'),
  // JAX approximates unless told otherwise, and divides by √(variance + 1e-6).
  ...same(plain('geluTanh'), 'jax.nn.gelu', 'flax.linen.gelu', 'linen.gelu'),
  ...same({ layer: 'layerNorm', positional: [], defaults: { eps: 1e-6 } }, 'flax.linen.LayerNorm', 'linen.LayerNorm'),
  Mish: plain('mish'),
  ELU: { layer: 'elu', positional: ['scale', ''] },
  SELU: plain('selu'),
  CELU: plain('elu'),
  Tanh: plain('tanh'),
  ...same(plain('sigmoid'), 'Sigmoid', 'logistic', 'expit'),
  Softplus: plain('softplus'),
  Softsign: plain('softsign'),
  LogSigmoid: formula('-softplus(-x)'),
  Tanhshrink: formula('x - tanh(x)'),
  Softshrink: formula('x > 0.5 ? x - 0.5 : min(0, x + 0.5)'),
  Hardshrink: formula('abs(x) > 0.5 ? x : 0'),
  ...same(formula('relu(x)^2'), 'relu_squared', 'ReLUSquared', 'squared_relu', 'relu2'),
  ...same(plain('exp'), 'Exponential'),
  ...same(plain('sin'), 'Sine', 'SIREN'),
  ...same(plain('abs'), 'absolute'),
  ...same(formula('cos(x)'), 'Cos', 'Cosine'),
  snake: formula('x + sin(x)^2'),
  ...same(formula('x / (1 + exp(-x))^2'), 'dswish'),
  Threshold: 'write it as a formula: activation("x > 0.1 ? x : 0")',
  ...same(
    'write it as a formula: activation("…"), for instance activation("x * tanh(x)")',
    'Lambda',
    'ActivationLayer',
  ),
  ...same(
    'leave it out: it keeps the order of the outputs, so that the largest stays the largest',
    'Softmax',
    'LogSoftmax',
    'Softmax2d',
    'softmax_layer',
  ),
  ...same(
    'leave it out: the class of the largest output is the guess; theory and measurement take it themselves',
    'argmax',
    'Argmax',
  ),
  ...same('small outputs turned around are no activation of single units; the guess is the largest output', 'Softmin'),
  ...same(GATED, 'GLU', 'SwiGLU', 'GeGLU', 'ReGLU', 'gated_mlp', 'bilinear_glu'),
  ...same('the largest of groups of units is a pool: dense(128), maxPool(2)', 'Maxout'),

  // Around a network
  ...same(
    MERGE,
    'Add',
    'Concatenate',
    'Concat2',
    'Skip',
    'SkipConnection',
    'Shortcut',
    'Multiply',
    'Average',
    'Maximum',
    'Subtract',
    'Dot',
  ),
  ...same('leave it out: the shape of the data is the input', 'Input', 'InputLayer', 'InputSpec'),
  ...same(LOSS, 'CrossEntropyLoss', 'NLLLoss', 'MSELoss', 'BCELoss', 'BCEWithLogitsLoss', 'Loss'),
  ...same(PREPROCESS, 'Normalization', 'Normalize', 'Rescaling', 'Resizing', 'CenterCrop', 'ToTensor', 'standardize'),
  ...same(
    'the data are taken as they are; --preprocess flip and noise are the changes there are',
    'RandomFlip',
    'RandomCrop',
    'RandomRotation',
    'RandomZoom',
  ),
  ...same('write layers one after another: dense(64), relu', 'ModuleList', 'ModuleDict', 'Module', 'Model', 'Block'),
  ...same(
    'not among the layers here; networks are trees of layers, with residual(…), concat(…) and parallel(…)',
    'GraphConv',
    'GCNConv',
    'MoE',
    'MixtureOfExperts',
    'KAN',
    'CapsuleLayer',
  ),
  ...same(
    'write it as a gate, for 16 channels gate(globalAvgPool, dense(4), relu, dense(16), sigmoid)',
    'SqueezeExcitation',
    'SqueezeExcite',
    'SE',
  ),

  // Architectures
  ...same(
    'only the basic block is here: resnet18; blocks with bottlenecks are not',
    'resnet34',
    'resnet50',
    'resnet101',
    'resnet152',
    'wide_resnet50_2',
    'resnext50_32x4d',
    'ResNet',
  ),
  ...same('write the preset of eleven layers, vgg11', 'vgg13', 'vgg16', 'vgg19', 'VGG'),
  ...same(
    ZOO,
    'alexnet',
    'googlenet',
    'inception',
    'inception_v3',
    'densenet',
    'densenet121',
    'mobilenet',
    'mobilenet_v2',
    'mobilenet_v3_small',
    'efficientnet',
    'efficientnet_b0',
    'squeezenet',
    'shufflenet',
    'convnext',
    'convnext_tiny',
    'regnet',
    'swin',
    'swin_t',
    'unet',
    'yolo',
    'xception',
    'nasnet',
  ),
  ...same(TRANSFORMERS, 'bert', 'gpt', 'gpt2', 'llama', 't5', 'roberta', 'TransformerModel'),
  ...same('write vit(patch=16, width=768, depth=12, heads=12)', 'vit_b_16', 'vit_base', 'ViT_B', 'VisionTransformer'),
  ...same('write vit(patch=16, width=384, depth=12, heads=6)', 'vit_small', 'deit', 'vit_s_16'),
  ...same(plain('lenet'), 'LeNet5', 'LeNet_5'),
  ...same(plain('mixer'), 'MLPMixer'),
  ...same(
    'name its width and depth: mlp(width=512, depth=3)',
    'DNN',
    'FFN',
    'FeedForward',
    'MLPBlock',
    'mlp_block',
    'perceptron',
  ),
};
