import { choose, type Data, type Dataset, dataset, digits, sample } from 'firstguess';
import type { Example } from '../src/network/example.ts';
import { layerDefinitions } from '../src/network/registry.ts';

/** One network of the suite that compares every layer's theory with simulations of its graph. */
export interface LayerCase {
  readonly network: string;
  readonly data: Data | string;
  readonly seed: number;
}

/** Of the examples: wide enough that finite width stays below most standard errors (about 1 % of γ at depth 3). */
export const WIDTH = 400;

/** How the networks of an example vary: by the activation that stands for φ, and by how often its layers are repeated. */
const LAW = { activations: ['relu', 'tanh', 'gelu', 'silu', 'leakyRelu(0.3)'], depths: [1, 3] };
const POINTS = { activations: ['relu', 'tanh', 'gelu'], depths: [undefined] };

/** Every example with a seed, on generated data first, in the order of the seeds. */
export function layerCases(): { readonly generated: LayerCase[]; readonly given: LayerCase[] } {
  const examples = layerDefinitions.flatMap((definition) => definition.examples);
  const on = (...kinds: readonly Example['on'][]) =>
    examples
      .filter(({ on, seed }) => kinds.includes(on) && seed !== undefined)
      .sort((a, b) => a.seed! - b.seed!)
      .flatMap(casesOf);
  return { generated: on('law'), given: on('vectors', 'tokens') };
}

/** Networks of three classes, each with its seed. */
function casesOf({ network, on, seed }: Example): LayerCase[] {
  const { activations, depths } = on === 'law' ? LAW : POINTS;
  const own = network.includes('φ') ? activations : [''];
  const networks = own.flatMap((phi) =>
    depths.map((depth) => {
      const layers = network.replaceAll('φ', phi);
      return `${depth === undefined ? layers : `${depth}*(${layers})`}, dense(3)`;
    }),
  );
  const data = dataOf(on);
  return networks.map((one, i) => ({ network: one, data, seed: seed! + i }));
}

/** Uncentred generated data, so that odd activations have a bias to carry too; else digits, as vectors or row by row. */
function dataOf(on: Example['on']): Data | string {
  if (on === 'law') return `gaussian(dim=${WIDTH}, mean=0.5)`;
  const { values } = choose(digits(), [sample(200)]) as Dataset;
  // Pre-activations of variance near 1, where activations are nonlinear.
  const pixels = Float64Array.from(values, (value) => value / 8);
  return on === 'vectors'
    ? dataset(pixels, { shape: [64], name: 'digits as vectors' })
    : dataset(pixels, { shape: [8, 8], name: 'rows of digits' });
}
