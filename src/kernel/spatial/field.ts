import { type Displacements, inPlace, type Planes, type Reach, type Size } from './planes.ts';

/** Two images, by number, whose units are compared; an image with itself where they agree. */
export interface Comparison {
  readonly first: number;
  readonly second: number;
}

/**
 * A unit as a function of independent Gaussian fields: f(p) = F(g₁ at some pixels, g₂ at some pixels …). Such is
 * φ(g), the maximum of φ(g) over a window, or a residual sum φ(g₁) + g₂, which is no longer Gaussian and whose
 * activation must be sampled over both fields jointly. Docs/theory §11.
 */
export interface SpatialLaw {
  /** g₁, g₂ … */
  readonly parts: readonly Field[];
  /** Which pixels of each part a unit looks at. */
  readonly reach: readonly Reach[];
  /** The same for one unit, without those outside an image; in the order in which `value` takes them. */
  pixels(place: number): readonly Int32Array[];
  /**
   * F for many samples at once.
   * @param columns for each part and each of its pixels a column of samples, which may be overwritten
   * @param taken how many columns of each part have been used, moved on by those used here
   */
  value(place: number, columns: readonly (readonly Float64Array[])[], taken: Int32Array): Float64Array;
}

/**
 * What one channel of a layer looks like at infinite width: a random function f(p) over the pixels of every image, the
 * channels being independent draws of it. A field knows how its covariances follow from those of its inputs; fields
 * form the graph of the network, and nothing is computed before an answer is asked for. Then it is known which
 * displacements are needed of each field (docs/theory §11), and pairs of images pass through one after the other, so
 * that only the planes of one pair are in memory.
 */
export abstract class Field {
  abstract readonly inputs: readonly Field[];
  abstract readonly size: Size;
  /**
   * How f follows from Gaussian fields, pixel by pixel; undefined where only covariances are known.
   */
  abstract readonly law: SpatialLaw | undefined;
  /** The layers of weights that f is made of: two fields with none in common are independent given their inputs. */
  abstract readonly origins: ReadonlySet<Field>;
  /** Whether −x in place of x gives −f, so that an image and its negative are on a par. */
  abstract readonly odd: boolean;

  /** Whether covariances are sampled, here or before. */
  get sampled(): boolean {
    return this.inputs.some((input) => input.sampled);
  }

  /** Number of layers behind, which gives every sampling field its own random numbers. */
  get depth(): number {
    this.knownDepth ??= 1 + Math.max(0, ...this.inputs.map((input) => input.depth));
    return this.knownDepth;
  }
  private knownDepth?: number;

  /** Which displacements of an input the given ones of this field follow from. */
  abstract stepsOf(input: Field, wanted: Displacements): Displacements;

  /** Which covariances within one image of an input the comparison of two images takes. */
  aroundOf(_input: Field): Displacements {
    return inPlace;
  }

  abstract covariances(wanted: Displacements, comparison: Comparison, known: Known): Planes;

  /** E f(p) of one image, over channels. */
  abstract means(image: number, known: Known): Float64Array;

  /** Multiplications or so that a comparison costs, beyond those of its inputs. */
  abstract cost(wanted: Displacements): number;
}

/** What a field may look up while it computes. */
export interface Known {
  /** Covariances of an input in the present comparison. */
  planes(input: Field): Planes;
  /** Covariances of a field within one image, for the displacements of `aroundOf`. */
  own(field: Field, image: number): Planes;
  /** Chooses the random numbers of sampled values. */
  readonly scramble: number;
}

/** Whether f is Gaussian of mean 0, as after weights: then it is a part of laws itself. */
export function isGaussian(field: Field): boolean {
  return field.law?.parts.length === 1 && field.law.parts[0] === field;
}
