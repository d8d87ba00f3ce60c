import { UserError } from '../../errors.ts';
import type { Shape } from '../../graph/graph.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { normals } from '../../numerics/sampling/seeded.ts';
import { checkShape, type Dataset, dataset, formatShape } from '../dataset.ts';
import { checkDrawn, checkOption, type DrawnOptions, drawnRandom, written } from './generated.ts';

export interface FieldsOptions extends DrawnOptions {
  /** Channels, rows and columns of an image, at most 1024 rows and columns; 1×16×16 unless given. */
  readonly shape?: Shape;
  /** ℓ, over how many pixels an image is alike; 2 unless given. 0 is white noise. */
  readonly length?: number;
  /** Mean of every pixel; 0 unless given. */
  readonly mean?: number;
  /** Variance of every pixel; 1 unless given. */
  readonly variance?: number;
}

const MAX_SIDE = 1024;

/**
 * Images without edges or objects, but smooth: Gaussian random fields drawn from a seed, channels independent.
 *
 *   E x_p x_p' = mean² + variance·ρ(Δrow)·ρ(Δcolumn),   ρ(r) = e^(−r²/2ℓ²)
 *
 * so that neighbouring pixels are correlated by e^(−1/2ℓ²), 0.8825 at ℓ = 2. Images wrap around at their edges: on a
 * side of n pixels, ρ(r) is the sum over all r + mn, divided by that for r = 0; this differs once n is below some 8ℓ.
 * Two images have cov = mean² and spread = variance, as independent pixels have; what differs is how far pairs stray
 * from that, and what convolutions and pools see.
 *
 * @returns float32 values, the same on every machine; without labels
 * @throws UserError `bad-argument` for options out of their range or points that are not images
 */
export function fields(options: FieldsOptions = {}): Dataset {
  checkOptions('fields', options, ['shape', 'length', 'mean', 'variance', 'points', 'seed']);
  const { length = 2, mean = 0, variance = 1, points = 1000, seed = 0 } = options;
  const shape = [...checkShape(options.shape ?? [1, 16, 16], 'fields')];
  const [channels, rows, columns] = shape;
  if (shape.length !== 3 || rows > MAX_SIDE || columns > MAX_SIDE) {
    const remedy = `give channels, rows and columns, sides up to ${MAX_SIDE}: for instance shape=3x32x32`;
    throw new UserError('bad-argument', `fields cannot have points of shape ${formatShape(shape)}`, [], remedy);
  }
  checkDrawn('fields', shape, points, seed);
  checkOption('fields', 'length', length, Number.isFinite(length) && length >= 0, 'a number of pixels, at least 0');
  checkOption('fields', 'mean', mean, Number.isFinite(mean), 'a finite number');
  checkOption('fields', 'variance', variance, Number.isFinite(variance) && variance >= 0, 'a number of at least 0');

  const { normal } = drawnRandom(seed);
  const alongColumn = smoothing(rows, length);
  const alongRow = smoothing(columns, length);
  const sd = Math.sqrt(variance);
  const pixels = rows * columns;
  const values = new Float32Array(points * channels * pixels);
  for (let image = 0; image < points * channels; image++) {
    const noise = normals(pixels, normal);
    const field = smooth(smooth(noise, columns, 1, alongRow), rows, columns, alongColumn);
    for (let p = 0; p < pixels; p++) values[image * pixels + p] = mean + sd * field[p];
  }
  const name = written(
    'fields',
    ['shape', shape.join('x'), '1x16x16'],
    ['length', length, 2],
    ['mean', mean, 0],
    ['variance', variance, 1],
    ['points', points, 1000],
    ['seed', seed, 0],
  );
  return dataset(values, { shape, name });
}

interface Weight {
  readonly offset: number;
  readonly weight: number;
}

/**
 * Weights k_t whose smoothing of white noise on a ring of n pixels gives variance 1 and the autocorrelation ρ: the
 * square root of its spectrum,
 *
 *   k_t ∝ Σ_f √λ_f cos(2πft/n),   λ_f = Σ_m exp(−½(2πℓ(f/n + m))²),   Σ_t k_t² = 1
 *
 * where the sum over m, Poisson's for the periodic sum of e^(−r²/2ℓ²), has positive terms alone.
 */
function smoothing(side: number, length: number): Weight[] {
  // Here ρ(1) < e^(−50): white noise, for which the sum over m would grow without bound.
  if (length < 0.1) return [{ offset: 0, weight: 1 }];
  const terms = Math.ceil(2 + 1.5 / length); // the first left out is below e^(−½·9²)
  const roots = Float64Array.from({ length: side }, (_, f) => {
    let power = 0;
    for (let m = -terms; m <= terms; m++) power += Math.exp(-0.5 * (2 * Math.PI * length * (f / side + m)) ** 2);
    return Math.sqrt(power);
  });
  const norm = Math.sqrt(roots.reduce((sum, root) => sum + root * root, 0) * side);
  const weights: Weight[] = [];
  for (let offset = 0; offset < side; offset++) {
    const exact = roots.reduce(
      (sum, root, f) => sum + root * Math.cos((2 * Math.PI * ((f * offset) % side)) / side),
      0,
    );
    // Engines may round exp and cos differently; on this grid they agree. It also spares the far tail.
    const weight = Math.round((exact / norm) * 2 ** 30) / 2 ** 30;
    if (weight !== 0) weights.push({ offset, weight });
  }
  return weights;
}

/** Sums along one axis of an image, around its edge; pixels next to each other on that axis lie `step` apart. */
function smooth(image: Float64Array, side: number, step: number, weights: readonly Weight[]): Float64Array {
  return image.map((_, p) => {
    const place = Math.floor(p / step) % side;
    const start = p - place * step;
    let sum = 0;
    for (const { offset, weight } of weights) sum += weight * image[start + ((place + offset) % side) * step];
    return sum;
  });
}
