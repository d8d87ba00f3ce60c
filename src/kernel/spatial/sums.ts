import { affineOf } from '../pair/affineActivation.ts';
import { type Comparison, Field, isGaussian, type Known, type SpatialLaw } from './field.ts';
import { activatedLaw, gaussianLaw, sumLaw } from './law.ts';
import { type Displacements, entriesOf, type Planes, type Size, weightedSum } from './planes.ts';

/** f + g for a Gaussian branch g that is independent of f: kernels add. Docs/theory §7. */
export class SumField extends Field {
  readonly inputs: readonly Field[];
  readonly size: Size;
  readonly law: SpatialLaw | undefined;
  readonly origins: ReadonlySet<Field>;

  constructor(
    private readonly skip: Field,
    private readonly branch: Field,
  ) {
    super();
    this.inputs = [skip, branch];
    this.size = skip.size;
    this.origins = new Set([...skip.origins, ...branch.origins]);
    this.law = isGaussian(skip) ? gaussianLaw(this) : skip.law && sumLaw(skip.law, branch);
  }

  get odd(): boolean {
    return this.skip.odd && this.branch.odd;
  }

  stepsOf(_input: Field, wanted: Displacements): Displacements {
    return wanted;
  }

  covariances(wanted: Displacements, _: Comparison, known: Known): Planes {
    return weightedSum(
      wanted,
      this.inputs.map((input) => ({ weight: 1, planes: known.planes(input) })),
    );
  }

  means(image: number, known: Known): Float64Array {
    return this.skip.means(image, known);
  }

  cost(wanted: Displacements): number {
    return 14 * entriesOf(this.size, wanted);
  }
}

/** a f. */
export class ScaledField extends Field {
  readonly inputs: readonly Field[];
  readonly size: Size;
  readonly law: SpatialLaw | undefined;

  constructor(
    private readonly input: Field,
    private readonly factor: number,
  ) {
    super();
    this.inputs = [input];
    this.size = input.size;
    this.law = isGaussian(input) ? gaussianLaw(this) : input.law && activatedLaw(input.law, affineOf(factor, 0));
  }

  get origins(): ReadonlySet<Field> {
    return this.input.origins;
  }

  get odd(): boolean {
    return this.input.odd;
  }

  stepsOf(_input: Field, wanted: Displacements): Displacements {
    return wanted;
  }

  covariances(wanted: Displacements, _: Comparison, known: Known): Planes {
    return weightedSum(wanted, [{ weight: this.factor ** 2, planes: known.planes(this.input) }]);
  }

  means(image: number, known: Known): Float64Array {
    return this.input.means(image, known).map((mean) => this.factor * mean);
  }

  cost(wanted: Displacements): number {
    return 7 * entriesOf(this.size, wanted);
  }
}

/** Channels of several kinds side by side, in shares that sum to 1: kernels are means over channels. Docs/theory §7. */
export class JoinedField extends Field {
  readonly inputs: readonly Field[];
  readonly size: Size;
  readonly law = undefined;
  readonly origins: ReadonlySet<Field>;

  constructor(readonly parts: readonly { readonly share: number; readonly field: Field }[]) {
    super();
    this.inputs = parts.map(({ field }) => field);
    this.size = this.inputs[0].size;
    this.origins = new Set(this.inputs.flatMap((field) => [...field.origins]));
  }

  get odd(): boolean {
    return this.inputs.every((field) => field.odd);
  }

  stepsOf(_input: Field, wanted: Displacements): Displacements {
    return wanted;
  }

  covariances(wanted: Displacements, _: Comparison, known: Known): Planes {
    return weightedSum(
      wanted,
      this.parts.map(({ share, field }) => ({ weight: share, planes: known.planes(field) })),
    );
  }

  means(image: number, known: Known): Float64Array {
    const means = new Float64Array(this.size[0] * this.size[1]);
    for (const { share, field } of this.parts) {
      field.means(image, known).forEach((mean, p) => {
        means[p] += share * mean;
      });
    }
    return means;
  }

  cost(wanted: Displacements): number {
    return 7 * this.parts.length * entriesOf(this.size, wanted);
  }
}
