/** A name of another framework that means a layer here, with its arguments read as that framework reads them. */
export interface Alias {
  /** The layer, in the notation where it has fixed arguments: "relu", 'activation("-softplus(-x)")'. */
  readonly layer: string;
  /**
   * What the framework's arguments by position are called here; "" drops one that changes nothing before training, and
   * "inputs" is one that follows from the data here. By default as the layer has them.
   */
  readonly positional?: readonly string[];
  /** By position this many arguments or more begin with the inputs, fewer do not. */
  readonly inputsFrom?: number;
  /** Arguments that the framework's own defaults stand for. */
  readonly defaults?: Readonly<Record<string, string | number>>;
  /** Sizes that must be 1, as of a global pool. */
  readonly onlyOne?: string;
}

/** An alias, or what to write instead. */
export type Word = Alias | string;

/** What frameworks call arguments, in our words; "" where they change nothing before training. */
export const argumentWords: Readonly<Record<string, string>> = {
  out_features: 'units',
  output_dim: 'units',
  n_units: 'units',
  filters: 'channels',
  out_channels: 'channels',
  kernel_size: 'kernel',
  kernelSize: 'kernel',
  pool_size: 'size',
  poolSize: 'size',
  window_shape: 'size',
  strides: 'stride',
  dilation_rate: 'dilation',
  dilationRate: 'dilation',
  kernel_dilation: 'dilation',
  feature_group_count: 'groups',
  num_groups: 'groups',
  epsilon: 'eps',
  p: 'rate',
  negative_slope: 'slope',
  negativeSlope: 'slope',
  num_heads: 'heads',
  numHeads: 'heads',
  in_features: 'inputs',
  in_channels: 'inputs',
  embed_dim: 'inputs',
  num_embeddings: 'vocabulary',
  embedding_dim: 'dim',
  count_include_pad: 'countPadding',
  output_padding: 'outputPadding',
  scale_factor: 'scale',
  hidden_size: 'units',
  input_size: 'inputs',
  ...Object.fromEntries(
    [
      ...['name', 'dtype', 'device', 'inplace', 'seed', 'trainable', 'axis', 'data_format', 'rngs', 'batch_first'],
      ...['input_shape', 'inputShape', 'input_dim', 'num_features', 'num_channels', 'normalized_shape', 'start_dim'],
      ...['momentum', 'affine', 'elementwise_affine', 'track_running_stats', 'center', 'scale', 'use_scale'],
      ...['use_running_average', 'deterministic', 'broadcast_dims', 'noise_shape', 'return_indices', 'end_dim', 'dim'],
    ].map((word) => [word, '']),
  ),
};
