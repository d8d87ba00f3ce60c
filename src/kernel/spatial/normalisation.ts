import { meanOf } from '../../numerics/sampling/mean.ts';
import type { NormKind } from '../state.ts';
import { type Comparison, Field, isGaussian, type Known, type SpatialLaw } from './field.ts';
import { gaussianLaw } from './law.ts';
import { type Displacements, entriesOf, inPlace, type Planes, type Size, weightedSum } from './planes.ts';

/**
 * Every image to mean square 1 over all channels and pixels, for `layer` after taking away its mean μ: a number per
 * image at infinite width, q̄ − μ² with q̄ the mean over pixels of K(p, p).
 * Source: docs/theory §6, over pixels (derived here).
 */
export class NormalisedField extends Field {
  readonly inputs: readonly Field[];
  readonly size: Size;
  readonly law: SpatialLaw | undefined;
  private readonly factors = new Map<number, { readonly centre: number; readonly factor: number }>();

  /** @param whole all channels that share the statistics, of which `input` may be a part */
  constructor(
    private readonly input: Field,
    private readonly whole: Field,
    private readonly kind: NormKind,
    private readonly epsilon: number,
  ) {
    super();
    this.inputs = input === whole ? [input] : [input, whole];
    this.size = input.size;
    this.law = isGaussian(input) && (kind === 'rms' || input === whole) ? gaussianLaw(this) : undefined;
  }

  get origins(): ReadonlySet<Field> {
    return this.input.origins;
  }

  get odd(): boolean {
    return this.inputs.every((input) => input.odd);
  }

  stepsOf(input: Field, wanted: Displacements): Displacements {
    return input === this.input ? wanted : inPlace;
  }

  covariances(wanted: Displacements, { first, second }: Comparison, known: Known): Planes {
    const [one, other] = [this.statistics(first, known), this.statistics(second, known)];
    const weight = one.factor * other.factor;
    const planes = weightedSum(wanted, [{ weight, planes: known.planes(this.input) }]);
    if (one.centre === 0 && other.centre === 0) return planes;
    const [means, others] = [this.input.means(first, known), this.input.means(second, known)];
    planes.eachRun((start, p, q, length) => {
      for (let k = 0; k < length; k++) {
        const shift = one.centre * (other.centre - others[q + k]) - means[p + k] * other.centre;
        planes.values[start + p + k] += weight * shift;
      }
    });
    return planes;
  }

  means(image: number, known: Known): Float64Array {
    const { centre, factor } = this.statistics(image, known);
    return this.input.means(image, known).map((value) => factor * (value - centre));
  }

  cost(wanted: Displacements): number {
    return 14 * entriesOf(this.size, wanted);
  }

  private statistics(image: number, known: Known) {
    const found = this.factors.get(image);
    if (found) return found;
    const squares = known.own(this.whole, image).diagonal();
    const centre = this.kind === 'layer' ? meanOf(this.whole.means(image, known)) : 0;
    const variance = Math.max(0, meanOf(squares) - centre * centre);
    const statistics = { centre, factor: 1 / Math.sqrt(variance + this.epsilon) };
    this.factors.set(image, statistics);
    return statistics;
  }
}
