import type { Activation } from '../../activations/activation.ts';
import { meanOf, secondMomentOf } from '../../activations/moments.ts';
import { isOdd } from '../../activations/odd.ts';
import { PairTable } from '../table/pairTable.ts';
import { type Comparison, Field, type Known } from './field.ts';
import { activatedLaw, gaussianLaw } from './law.ts';
import { type Displacements, entriesOf, Planes, type Size } from './planes.ts';

/** Of the pixels of one image. */
interface Moments {
  /** log q, 0 where q = 0. */
  readonly logs: Float64Array;
  /** √q and √Q with Q = E φ(√q z)². */
  readonly roots: Float64Array;
  readonly newRoots: Float64Array;
}

/**
 * φ of a Gaussian field: every entry of its covariances, two variances and a correlation, goes through the dual map.
 * A pixel of variance 0, such as one that sees only zeros, turns into the constant φ(0). Docs/theory §10, §11.
 */
export class ActivatedField extends Field {
  readonly inputs: readonly Field[];
  readonly size: Size;
  readonly law;
  private readonly table: PairTable;
  private readonly moments = new Map<number, Moments>();

  constructor(
    readonly base: Field,
    readonly phi: Activation,
  ) {
    super();
    this.inputs = [base];
    this.size = base.size;
    this.law = activatedLaw(gaussianLaw(base), phi);
    this.table = new PairTable(phi);
  }

  get origins(): ReadonlySet<Field> {
    return this.base.origins;
  }

  get odd(): boolean {
    return this.base.odd && isOdd(this.phi);
  }

  stepsOf(_input: Field, wanted: Displacements): Displacements {
    return wanted;
  }

  covariances(wanted: Displacements, { first, second }: Comparison, known: Known): Planes {
    const before = known.planes(this.base);
    const planes = new Planes(this.size, wanted);
    const [one, other] = [this.momentsOf(first, known), this.momentsOf(second, known)];
    const [own, others] = [this.table.stencils(one.logs), this.table.stencils(other.logs)];
    const source = before.values;
    const { values } = planes;
    const constant = this.phi.value(0);
    const sameImage = first === second;
    planes.eachRun((start, p0, q0, length, dy, dx) => {
      const from = before.start(dy, dx);
      const samePixel = p0 === q0;
      for (let k = 0; k < length; k++) {
        const [p, q] = [p0 + k, q0 + k];
        const scale = one.roots[p] * other.roots[q];
        const newScale = one.newRoots[p] * other.newRoots[q];
        if (sameImage && samePixel) values[start + p] = newScale;
        else if (scale > 0) {
          const complement = Math.min(2, Math.max(0, 1 - source[from + p] / scale));
          const logRatio = one.logs[p] - other.logs[q];
          values[start + p] = newScale * (1 - this.table.complement(own, p, others, q, logRatio, complement));
        } else if (constant !== 0) values[start + p] = this.withConstant(one, p, other, q);
      }
    });
    return planes;
  }

  means(image: number, known: Known): Float64Array {
    return known
      .own(this.base, image)
      .diagonal()
      .map((q) => (q > 0 ? meanOf(this.phi, q) : this.phi.value(0)));
  }

  cost(wanted: Displacements): number {
    return (this.phi.angular ? 65 : 250) * entriesOf(this.size, wanted);
  }

  /** E φ(u)φ(0) where at least one of the two pixels has variance 0. */
  private withConstant(one: Moments, p: number, other: Moments, q: number): number {
    const mean = (root: number) => (root > 0 ? meanOf(this.phi, root * root) : this.phi.value(0));
    return mean(one.roots[p]) * mean(other.roots[q]);
  }

  private momentsOf(image: number, known: Known): Moments {
    const found = this.moments.get(image);
    if (found) return found;
    const variances = known.own(this.base, image).diagonal();
    const moments = {
      logs: variances.map((q) => (q > 0 ? Math.log(q) : 0)),
      roots: variances.map((q) => Math.sqrt(Math.max(0, q))),
      newRoots: variances.map((q) => (q > 0 ? Math.sqrt(secondMomentOf(this.phi, q)) : Math.abs(this.phi.value(0)))),
    };
    this.table.cover(moments.logs.filter((_, p) => variances[p] > 0));
    this.moments.set(image, moments);
    return moments;
  }
}
