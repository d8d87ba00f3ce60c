import type { Activation } from '../../activations/activation.ts';
import { compose } from '../../activations/compose.ts';
import { isOdd } from '../../activations/odd.ts';
import type { Estimate } from '../../numerics/sampling/controlVariates.ts';
import { meanOf } from '../../numerics/sampling/mean.ts';
import { monotonicity } from '../maxPool/window.ts';
import { reasons } from '../reasons.ts';
import type {
  KernelResult,
  KernelScales,
  KernelState,
  KernelSummary,
  NormKind,
  PoolKind,
  Unknown,
  Window,
} from '../state.ts';
import { ActivatedField } from './activation.ts';
import { ConvolutionField } from './convolution.ts';
import { ringEstimate } from './estimate.ts';
import { type Field, isGaussian, type SpatialLaw } from './field.ts';
import { ImageField } from './images.ts';
import { activatedLaw, gaussianLaw, pooledLaw } from './law.ts';
import { NormalisedField } from './normalisation.ts';
import { placesOf, reachOf } from './planes.ts';
import { AverageField, FlatField } from './pooling.ts';
import { FEWEST_IMAGES, Population } from './population.ts';
import { SampledField } from './sampling.ts';
import { JoinedField, ScaledField, SumField } from './sums.ts';

/** A unit that depends on more Gaussian variables is not sampled. */
const MOST_VARIABLES = 128;
/** Multiplications for one answer: for more than half a minute of them there are fewer images. */
const FAIR_WORK = 1e10;
/** Two minutes and a half, with the fewest images. */
const MOST_WORK = 5e10;
/** Numbers in memory at a time: 1.5 GB. */
const MOST_NUMBERS = 2e8;

export interface SpatialOptions {
  /** Chooses the random numbers of sampled values; states of two scrambles have independent errors. Default 0. */
  readonly scramble?: number;
  /** Whether the negative of an image is as likely as the image. Default false. */
  readonly symmetric?: boolean;
  /** Multiplications for one answer above which there are fewer images. Default 1e10. */
  readonly work?: number;
  /** Multiplications for one answer above which there is none, even with the fewest images. Default 5e10. */
  readonly most?: number;
  /** Why there is none, from the multiplications that it takes. */
  readonly refusal?: (work: number) => string;
  /** Hears of multiplications that were done. */
  readonly onWork?: (multiplications: number) => void;
}

/**
 * The kernel of an infinitely wide convolutional network over a population of images, represented by some of them: each
 * is compared with itself and with six others, pixel by pixel.
 *
 * Verbs only note what is to be done. The first answer asked for, such as `summary()`, computes everything up to its
 * layer, and the answers of all layers before come with it: ask the last layer first.
 * Source: docs/theory §11.
 */
export class SpatialState implements KernelState<SpatialState> {
  readonly lazy = true;

  private constructor(
    private readonly field: Field,
    private readonly population: Population,
    private readonly symmetric: boolean,
    private readonly limits: Required<Pick<SpatialOptions, 'work' | 'most' | 'refusal'>>,
  ) {}

  /**
   * @param values of `images` images one after the other, each channels × height × width
   * @throws RangeError for fewer than 8 images, or values that do not fill them
   */
  static fromImages(
    values: Float64Array,
    images: number,
    shape: readonly [channels: number, height: number, width: number],
    {
      scramble = 0,
      symmetric = false,
      work = FAIR_WORK,
      most = MOST_WORK,
      refusal = () => TOO_LONG,
      onWork,
    }: SpatialOptions = {},
  ): SpatialState {
    if (images < FEWEST_IMAGES || values.length !== images * shape[0] * shape[1] * shape[2]) {
      throw new RangeError(`${values.length} values are not ${images} ≥ ${FEWEST_IMAGES} images of ${shape.join('×')}`);
    }
    const population = new Population(images, scramble, onWork);
    return new SpatialState(new ImageField(values, shape), population, symmetric, { work, most, refusal });
  }

  get sampled(): boolean {
    return this.field.sampled;
  }

  /** Multiplications or so until the first answer. */
  get cost(): number {
    return this.population.costOf(this.field);
  }

  /** Whether the first answer takes no more work than is allowed, as that of layers before a refused one may. */
  get affordable(): boolean {
    return this.cost <= this.limits.most;
  }

  /** At each pixel alike: a convolution of kernel size 1. */
  affine(sigmaW2: number, sigmaB2: number): KernelResult<SpatialState> {
    return this.convolve(onePixel, sigmaW2, sigmaB2);
  }

  convolve(window: Window, sigmaW2: number, sigmaB2: number): KernelResult<SpatialState> {
    return this.next(new ConvolutionField(this.field, window, sigmaW2, sigmaB2));
  }

  activate(phi: Activation): KernelResult<SpatialState> {
    return this.next(activated(this.field, phi));
  }

  poolImage(kind: PoolKind, window: Window): KernelResult<SpatialState> {
    return this.next(pooled(this.field, kind, window));
  }

  poolGlobally(): KernelResult<SpatialState> {
    return this.next(pooled(this.field, 'average', { ...onePixel, size: this.field.size }));
  }

  flatten(): KernelResult<SpatialState> {
    const [height, width] = this.field.size;
    return height * width === 1 ? this : this.next(new FlatField(this.field));
  }

  pool(kind: PoolKind, size: number): KernelResult<SpatialState> {
    return { reason: `measured only: ${kind} pooling over ${size} units of a vector after images` };
  }

  scale(factor: number): KernelResult<SpatialState> {
    return factor === 1 ? this : this.next(new ScaledField(this.field, factor));
  }

  /** A sum with a skip that is not Gaussian stays known by its law, from which activations on it are sampled. */
  add(other: SpatialState): KernelResult<SpatialState> {
    return this.next(sum(this.field, other.field));
  }

  join(other: SpatialState, share: number): KernelResult<SpatialState> {
    return this.next(
      new JoinedField([
        { share: 1 - share, field: this.field },
        { share, field: other.field },
      ]),
    );
  }

  normalise(kind: NormKind, epsilon: number): KernelResult<SpatialState> {
    if (kind === 'batch') return batchOfImages;
    return this.next(normalised(this.field, this.field, kind, epsilon));
  }

  /** Means over the sampled pairs; those over pixels are taken first, as if the image were flattened here. */
  summary(): KernelSummary {
    const { norms, covs } = this.population.valuesOf(this.field);
    const complements = this.complements();
    const cov = meanOf(covs);
    const correlation = 1 - meanOf(complements);
    const spread = meanOf(this.population.pairs.map(({ first, second }) => (norms[first] + norms[second]) / 2)) - cov;
    return { cov, spread, gamma: correlation / meanOf(complements), correlation };
  }

  /** The mean square of a unit for every image followed. */
  get variances(): Float64Array {
    return this.population.valuesOf(this.field).norms;
  }

  /** 1 − c of every sampled pair of images; 0 between images without variance, 1 between such and others. */
  complements(): Float64Array {
    const { norms, covs } = this.population.valuesOf(this.field);
    return Float64Array.from(this.population.pairs, ({ first, second }, pair) => {
      const scale = Math.sqrt(norms[first] * norms[second]);
      if (scale === 0) return norms[first] === norms[second] ? 0 : 1;
      return Math.min(2, Math.max(0, 1 - covs[pair] / scale));
    });
  }

  /**
   * The population mean of a function of 1 − c over pairs of images, with the error of having seen some images only.
   * Sampled kernels add to it: average the answers of two scrambles.
   *
   * @param of from 1 − c in [0, 2], such as the agreement A_K
   */
  estimate(of: (complement: number) => number): Estimate {
    const mirrored = this.symmetric && this.field.odd;
    const values = this.complements().map((o) => (mirrored ? (of(o) + of(2 - o)) / 2 : of(o)));
    return ringEstimate(values, this.population.pairs, this.population.images);
  }

  /** Means over the sampled pairs, with the error of having seen some images only. */
  scales(): KernelScales {
    const { population, field } = this;
    const { norms, covs } = population.valuesOf(field);
    const mirrored = this.symmetric && field.odd;
    const over = (values: Float64Array) => ringEstimate(values, population.pairs, population.images);
    // The mirror image of one of two images turns the sign of their covariance.
    const kept = mirrored ? covs.map(() => 0) : covs;
    const means = Float64Array.from(population.pairs, ({ first, second }) => (norms[first] + norms[second]) / 2);
    const spreads = means.map((mean, pair) => mean - kept[pair]);
    return { cov: over(kept), spread: over(spreads), complement: this.estimate((complement) => complement) };
  }

  private next(field: Field | Unknown): KernelResult<SpatialState> {
    if ('reason' in field) return field;
    if (field instanceof SampledField && field.variables > MOST_VARIABLES) return tooManyUnits;
    const state = new SpatialState(field, this.population, this.symmetric, this.limits);
    this.population.follow(field);
    // Only where pixels come together is it known how many displacements are needed of the layers before.
    if (field.size[0] * field.size[1] > 1) return state;
    const { population, limits } = this;
    population.limit(field, limits.work);
    if (population.memoryOf(field) > MOST_NUMBERS) return tooLarge;
    const cost = population.costOf(field);
    return cost > limits.most ? { reason: limits.refusal(cost) } : state;
  }
}

const batchOfImages: Unknown = {
  reason: 'measured only: BatchNorm divides every channel by a deviation of its own, which is not a kernel map',
};
const TOO_LONG = 'measured only: theory would take minutes, for all the pairs of pixels that later layers combine';
const tooLarge: Unknown = {
  reason: 'measured only: theory would take gigabytes, for all the pairs of pixels that later layers combine',
};
const tooManyUnits: Unknown = {
  reason: `measured only: theory samples units that depend on at most ${MOST_VARIABLES} others`,
};

const onePixel: Window = { size: [1, 1], stride: [1, 1], padding: [0, 0, 0, 0], dilation: [1, 1] };

function activated(field: Field, phi: Activation): Field | Unknown {
  if (field instanceof ImageField) return field.activated(phi, field.odd && isOdd(phi));
  if (field instanceof JoinedField) return inEachPart(field, (part) => activated(part, phi));
  // An activation commutes with reading pixels as a vector.
  if (field instanceof FlatField) return whereKnown(activated(field.input, phi), (inner) => new FlatField(inner));
  if (field instanceof ActivatedField) return new ActivatedField(field.base, compose(phi, field.phi));
  if (isGaussian(field)) return new ActivatedField(field, phi);
  if (!field.law) return reasons.notGaussian;
  return SampledField.activated({ sum: field, phi }, field.law);
}

function pooled(field: Field, kind: PoolKind, window: Window): Field | Unknown {
  if (field instanceof ImageField) return field.pooled(kind, window);
  if (field instanceof JoinedField) return inEachPart(field, (part) => pooled(part, kind, window));
  if (kind === 'average') return new AverageField(field, window);
  if (!field.law) return reasons.maxOfUnknown;
  const places = placesOf(window, field.size);
  const largest = (law: SpatialLaw) => pooledLaw(law, 'max', reachOf(window), places, field.size);
  // A rising φ commutes with the maximum and is then taken once.
  const rising = field instanceof ActivatedField && monotonicity(field.phi) === 'increasing';
  const law = rising ? activatedLaw(largest(gaussianLaw(field.base)), field.phi) : largest(field.law);
  return SampledField.ofLaw(law, places);
}

function sum(skip: Field, branch: Field): Field | Unknown {
  const dependent = [...branch.origins].some((origin) => skip.origins.has(origin));
  if (!isGaussian(branch) || dependent) return reasons.branchWithoutWeights;
  if (skip instanceof JoinedField) return inEachPart(skip, (part) => sum(part, branch));
  return new SumField(skip, branch);
}

function normalised(field: Field, whole: Field, kind: NormKind, epsilon: number): Field | Unknown {
  if (field instanceof ImageField) return field.normalised(kind, epsilon);
  if (field instanceof JoinedField) return inEachPart(field, (part) => new NormalisedField(part, whole, kind, epsilon));
  return new NormalisedField(field, whole, kind, epsilon);
}

function inEachPart({ parts }: JoinedField, change: (field: Field) => Field | Unknown): Field | Unknown {
  const changed = parts.map(({ share, field }) => ({ share, field: change(field) }));
  const unknown = changed.map(({ field }) => field).find((field) => 'reason' in field);
  if (unknown) return unknown;
  return new JoinedField(changed as readonly { readonly share: number; readonly field: Field }[]);
}

function whereKnown(field: Field | Unknown, then: (field: Field) => Field): Field | Unknown {
  return 'reason' in field ? field : then(field);
}
