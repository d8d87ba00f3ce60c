import { checkOptions } from '../../notation/checkOptions.ts';
import { discreteSampler } from '../../numerics/sampling/discreteSampler.ts';
import { checkShape, type Dataset, dataset } from '../dataset.ts';
import { checkDrawn, checkOption, type DrawnOptions, drawnRandom, written } from './generated.ts';

export interface TokensOptions extends DrawnOptions {
  /** Tokens of a point. */
  readonly length: number;
  /** How many token ids there are, 1 to 2²⁰. */
  readonly vocabulary: number;
  /** How steeply frequencies fall with rank: 1, Zipf's law of words, unless given; 0 makes all equally frequent. */
  readonly exponent?: number;
}

const MAX_VOCABULARY = 2 ** 20;

/**
 * Texts of random words, for `tokenEmbedding`, drawn from a seed: vectors of token ids 0 … vocabulary − 1, each drawn
 * independently with a probability ∝ 1/(id + 1)^exponent (G. K. Zipf, 1949). Two tokens are the same with probability
 * Σp², all that two texts have in common.
 *
 * @returns bytes for up to 256 ids, else float32, which holds them exactly; without labels
 * @throws UserError `bad-argument` for options out of their range
 */
export function tokens(options: TokensOptions): Dataset {
  checkOptions('tokens', options ?? null, ['length', 'vocabulary', 'exponent', 'points', 'seed']);
  const { length, vocabulary, exponent = 1, points = 1000, seed = 0 } = options;
  const shape = checkShape([length], 'tokens');
  checkDrawn('tokens', shape, points, seed);
  const sound = Number.isInteger(vocabulary) && vocabulary >= 1 && vocabulary <= MAX_VOCABULARY;
  checkOption('tokens', 'vocabulary', vocabulary, sound, `a whole number from 1 to ${MAX_VOCABULARY}`);
  checkOption('tokens', 'exponent', exponent, Number.isFinite(exponent) && exponent >= 0, 'a number of at least 0');

  // Engines may round powers differently, which moves the limits between ids by 1e-16: no draw comes so close.
  const frequencies = Float64Array.from({ length: vocabulary }, (_, id) => (id + 1) ** -exponent);
  const draw = discreteSampler(frequencies, drawnRandom(seed));
  const values = vocabulary <= 256 ? new Uint8Array(points * length) : new Float32Array(points * length);
  for (let i = 0; i < values.length; i++) values[i] = draw();
  const name = written(
    'tokens',
    ['length', length],
    ['vocabulary', vocabulary],
    ['exponent', exponent, 1],
    ['points', points, 1000],
    ['seed', seed, 0],
  );
  return dataset(values, { shape, name, vocabulary });
}
