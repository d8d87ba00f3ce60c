import { choose, type Data, type Dataset, dataset, digits, sample } from 'firstguess';

/** One network of the suite that holds every layer's theory to simulations of its own graph. */
export interface LayerCase {
  readonly network: string;
  readonly data: Data | string;
  readonly seed: number;
}

/** Wide enough that finite width stays below most standard errors (about 1 % of γ at depth 3). */
export const WIDTH = 400;
const DEPTHS = [1, 3];
const ACTIVATIONS = ['relu', 'tanh', 'gelu', 'silu', 'leakyRelu(0.3)'];

/** Hidden blocks with an activation φ, every kind of layer that has a kernel among them. */
const BLOCKS: readonly ((phi: string) => string)[] = [
  (phi) => `dense(${WIDTH}), ${phi}`,
  (phi) => `dense(${2 * WIDTH}), ${phi}, maxPool(2)`,
  (phi) => `dense(${2 * WIDTH}), maxPool(2), ${phi}`,
  (phi) => `dense(${2 * WIDTH}), ${phi}, avgPool(2)`,
  (phi) => `dense(${WIDTH}), batchNorm, ${phi}`,
  (phi) => `dense(${WIDTH}), layerNorm, ${phi}`,
  (phi) => `dense(${WIDTH}), ${phi}, layerNorm`,
  (phi) => `dense(${WIDTH}), ${phi}, rmsNorm`,
  (phi) => `dense(${WIDTH}), residual(${phi}, dense(${WIDTH}))`,
  (phi) => `dense(${WIDTH}), residual(rmsNorm, dense(${WIDTH}), ${phi}, dense(${WIDTH}), alpha=0.7), layerNorm`,
  (phi) => `dense(${WIDTH}), concat(${phi}, dense(${WIDTH}))`,
  (phi) => `dense(${WIDTH}), ${phi}, dropout(0.3)`,
];

/** Uncentred data, so that odd activations have a bias to carry too. */
const DATA = `gaussian(dim=${WIDTH}, mean=0.5)`;

/** 12 blocks × 5 activations × 2 depths = 120 networks of three classes, a seed each. */
export function layerCases(): LayerCase[] {
  const networks = BLOCKS.flatMap((block) =>
    ACTIVATIONS.flatMap((phi) => DEPTHS.map((depth) => `${depth}*(${block(phi)}), dense(3)`)),
  );
  return networks.map((network, i) => ({ network, data: DATA, seed: 5000 + i }));
}

/** Blocks whose theory over given points is not that of an exchangeable pair. */
const VECTOR_BLOCKS: readonly ((phi: string) => string)[] = [
  (phi) => `dense(${2 * WIDTH}), ${phi}, maxPool(2)`,
  (phi) => `dense(${4 * WIDTH}), maxPool(4), ${phi}`,
  (phi) => `dense(${2 * WIDTH}), ${phi}, avgPool(2)`,
  (phi) => `dense(${WIDTH}), ${phi}, layerNorm`,
  (phi) => `dense(${WIDTH}), groupNorm(2), ${phi}, rmsNorm`,
  (phi) => `dense(${WIDTH}), concat(${phi}, dense(${WIDTH})), ${phi}`,
  (phi) => `dense(${WIDTH}), residual(${phi}, dense(${WIDTH}), alpha=0.7)`,
];

/** Networks on the rows of an image as tokens. */
const TOKEN_BLOCKS: readonly ((phi: string) => string)[] = [
  (phi) => `dense(${WIDTH}), ${phi}, meanTokens`,
  (phi) => `dense(${WIDTH}), ${phi}, flatten`,
  (phi) => `dense(${WIDTH}), flatten, ${phi}`,
  (phi) => `dense(${WIDTH}), layerNorm, ${phi}, dense(${WIDTH}), ${phi}, meanTokens, dense(${WIDTH}), ${phi}`,
  (phi) => `dense(${WIDTH}), positionalEmbedding(sigma2=1), ${phi}, selectToken(3)`,
];

/** 7 blocks on vectors and 5 on tokens × relu, tanh, gelu: 36 networks of three classes on digits, a seed each. */
export function givenPointsCases(): LayerCase[] {
  const { values } = choose(digits(), [sample(200)]) as Dataset;
  // Pre-activations of variance near 1, where activations bend.
  const pixels = Float64Array.from(values, (value) => value / 8);
  const vectors = dataset(pixels, { shape: [64], name: 'digits as vectors' });
  const rows = dataset(pixels, { shape: [8, 8], name: 'rows of digits' });
  const on = (data: Data, blocks: typeof BLOCKS) =>
    blocks.flatMap((block) => ['relu', 'tanh', 'gelu'].map((phi) => ({ network: `${block(phi)}, dense(3)`, data })));
  return [...on(vectors, VECTOR_BLOCKS), ...on(rows, TOKEN_BLOCKS)].map((one, i) => ({ ...one, seed: 6000 + i }));
}
