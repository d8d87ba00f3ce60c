import type { Activation } from '../../activations/activation.ts';
import { isOdd } from '../../activations/odd.ts';
import { EntrySampler, type Factors, type SampleMoments } from './entries.ts';
import { type Comparison, Field, type Known, type SpatialLaw } from './field.ts';
import { activatedLaw } from './law.ts';
import { type Displacements, entriesOf, inPlace, Planes, type Size, stepsBehind, unionOf } from './planes.ts';

/** Points of a quadrature times entries to sample: few points each where many entries share the work. */
const SAMPLES = 1e5;
const FEWEST_POINTS = 64;
const MOST_POINTS = 4096;
/**
 * This many entries are the many pairs of pixels of a global pooling later on. Their mean differs little between two
 * images, and it is the difference that counts: all comparisons take the same random numbers, and a few points do.
 */
const MANY_ENTRIES = 1e4;
const POINTS_OF_MANY = 16;
/** Variances decide over everything that follows, and there are few of them. */
const LEAST_FOR_VARIANCES = 512;

/** Of the pixels of one image: √Q with Q = E f(p)², and what brings f(p) and s(p) to mean square 1, 0 where they are 0. */
interface Units {
  readonly roots: Float64Array;
  readonly factors: readonly Factors[];
}

/** A field whose activation is wanted, and the activation. */
export interface Activating {
  readonly sum: Field;
  readonly phi: Activation;
}

/**
 * A field of which only its law is known: f(p) = F(g₁, g₂ …) of several Gaussian fields or several pixels of them. Each
 * entry of its covariances is a Gaussian integral over all of these for two places p, q, done by antithetic scrambled
 * Sobol points. Sampled are mean squares Q and spreads of units brought to mean square 1, so that errors vanish where two
 * units coincide, and a faint unit beside a strong one has no larger ones than others:
 *
 *   K(p, q) = √(Q_p Q_q) (1 − ½ E (f(p)/√Q_p − f(q)/√Q_q)²).
 *
 * Where f = φ(s), the same moments of s, whose covariances are known, serve as control variates: φ leaves much of a
 * residual sum as it is. One regression coefficient serves all entries of a comparison. Source: docs/theory §11.
 */
export class SampledField extends Field {
  readonly inputs: readonly Field[];
  readonly law: SpatialLaw;
  readonly origins: ReadonlySet<Field>;
  private readonly units = new Map<number, Units>();
  private readonly pixels: readonly (readonly Int32Array[])[];

  private constructor(
    private readonly drawn: SpatialLaw,
    readonly size: Size,
    readonly odd: boolean,
    private readonly activating?: Activating,
  ) {
    super();
    this.law = activating ? activatedLaw(drawn, activating.phi) : drawn;
    this.inputs = [...new Set(activating ? [...drawn.parts, activating.sum] : drawn.parts)];
    this.origins = new Set(this.inputs.flatMap((input) => [...input.origins]));
    this.pixels = Array.from({ length: size[0] * size[1] }, (_, place) => drawn.pixels(place));
  }

  static ofLaw(law: SpatialLaw, size: Size): SampledField {
    return new SampledField(law, size, false);
  }

  /** @param law of the sum */
  static activated(activating: Activating, law: SpatialLaw): SampledField {
    const { sum, phi } = activating;
    return new SampledField(law, sum.size, sum.odd && isOdd(phi), activating);
  }

  override get sampled(): boolean {
    return true;
  }

  /** How many Gaussian variables a unit depends on. */
  get variables(): number {
    return this.pixels.reduce((most, lists) => Math.max(most, total(lists)), 0);
  }

  stepsOf(input: Field, wanted: Displacements): Displacements {
    return this.drawn.parts
      .map((part, k) => (part === input ? stepsBehind(wanted, this.drawn.reach[k], input.size) : inPlace))
      .reduce(unionOf, input === this.activating?.sum ? wanted : inPlace);
  }

  override aroundOf(input: Field): Displacements {
    return this.stepsOf(input, inPlace);
  }

  covariances(wanted: Displacements, comparison: Comparison, known: Known): Planes {
    const { first, second } = comparison;
    const [one, other] = [this.unitsOf(first, known), this.unitsOf(second, known)];
    const planes = new Planes(this.size, wanted);
    const spreads = new Regression(planes.values.length);
    const entries = entriesOf(this.size, wanted);
    const sampler = this.sampler(pointsFor(entries), comparison, known, entries >= MANY_ENTRIES);
    const expected = this.activating && spreadsOf(this.activating.sum, known);
    planes.eachRun((start, p, q, length) => {
      if (first === second && p === q) return sampler.skip(length);
      for (let k = 0; k < length; k++) {
        const [a, b] = [one.factors[p + k], other.factors[q + k]];
        const moments = sampler.spread(p + k, q + k, a, b);
        spreads.set(start + p + k, moments, expected ? expected(p + k, q + k, a, b) : 0);
      }
    });
    const regressed = spreads.values();
    planes.eachRun((start, p, q, length) => {
      for (let k = 0; k < length; k++) {
        const scale = one.roots[p + k] * other.roots[q + k];
        planes.values[start + p + k] = scale * (1 - regressed[start + p + k]);
      }
    });
    return planes;
  }

  means(image: number, known: Known): Float64Array {
    const sampler = this.sampler(this.pointsForVariances, { first: image, second: image }, known);
    return Float64Array.from(this.pixels, (_, p) => sampler.mean(p));
  }

  cost(wanted: Displacements): number {
    const entries = entriesOf(this.size, wanted);
    const { variables } = this;
    // A point takes two rows of the factor; an entry its matrix of both units, and the factor.
    const point = 10 + variables * (variables + 4);
    return entries * (pointsFor(entries) * point + 45 * variables * (2 * variables + 1));
  }

  private get pointsForVariances(): number {
    return Math.max(LEAST_FOR_VARIANCES, pointsFor(this.pixels.length / 4));
  }

  private unitsOf(image: number, known: Known): Units {
    const found = this.units.get(image);
    if (found) return found;
    const sampler = this.sampler(this.pointsForVariances, { first: image, second: image }, known, true);
    const regression = new Regression(this.pixels.length);
    const variances = this.activating && known.own(this.activating.sum, image).diagonal();
    this.pixels.forEach((_, p) => {
      regression.set(p, sampler.square(p), variances ? variances[p] / 2 : 0);
    });
    const roots = regression.values().map((half) => Math.sqrt(Math.max(0, 2 * half)));
    const factors = Array.from(roots, (root, p) => ({
      value: root > 0 ? 1 / root : 0,
      control: variances && variances[p] > 0 ? 1 / Math.sqrt(variances[p]) : 0,
    }));
    const units = { roots, factors };
    this.units.set(image, units);
    return units;
  }

  private sampler(points: number, comparison: Comparison, known: Known, shared = false): EntrySampler {
    const { drawn, activating, pixels, depth } = this;
    return new EntrySampler(drawn, activating?.phi, pixels, points, depth, comparison, known, shared);
  }
}

/** ½ E (a s(p) − b s(q))² of a field with known covariances, where a² E s(p)² is 1, or 0 where s(p) is. */
function spreadsOf(field: Field, known: Known): (p: number, q: number, a: Factors, b: Factors) => number {
  const across = known.planes(field);
  const share = ({ control }: Factors) => (control > 0 ? 0.5 : 0);
  return (p, q, a, b) => share(a) + share(b) - a.control * b.control * across.between(p, q);
}

/** Means of many quantities with a control variate each, all with one coefficient. */
class Regression {
  private readonly raw: Float64Array;
  private readonly excess: Float64Array;
  private product = 0;
  private square = 0;

  constructor(count: number) {
    this.raw = new Float64Array(count);
    this.excess = new Float64Array(count);
  }

  set(at: number, { value, control, product, controlSquare }: SampleMoments, expected: number): void {
    this.raw[at] = value;
    this.excess[at] = control - expected;
    this.product += product;
    this.square += controlSquare;
  }

  values(): Float64Array {
    const slope = this.square > 0 ? this.product / this.square : 0;
    return this.raw.map((value, at) => value - slope * this.excess[at]);
  }
}

/** A power of two. */
function pointsFor(entries: number): number {
  if (entries >= MANY_ENTRIES) return POINTS_OF_MANY;
  return 2 ** Math.ceil(Math.log2(Math.min(MOST_POINTS, Math.max(FEWEST_POINTS, SAMPLES / entries))));
}

function total(lists: readonly { readonly length: number }[]): number {
  return lists.reduce((sum, { length }) => sum + length, 0);
}
