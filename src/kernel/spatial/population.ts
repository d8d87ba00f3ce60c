import { meanOf } from '../../numerics/sampling/mean.ts';
import type { Comparison, Field, Known } from './field.ts';
import { type Displacements, entriesOf, inPlace, Planes, unionOf } from './planes.ts';

/** Means over pixels of K(p, p), for every image with itself and for every sampled pair. */
export interface PairValues {
  readonly norms: Float64Array;
  readonly covs: Float64Array;
}

/** One field to be computed, once its inputs are. */
interface Step {
  readonly field: Field;
  readonly wanted: Displacements;
  /** What later fields need of the covariances within one image. */
  readonly around: Displacements;
  /** Whether its values are known already. */
  readonly values?: PairValues;
}

/** Partners of image i are i + 1, i + 3 and i + 7 on a ring, so that every image is in six pairs. Docs/theory §11. */
const RING = [1, 3, 7];

/** With fewer images nobody can tell how much they differ. */
export const FEWEST_IMAGES = 8;

/** The images that stand for all, and what has been computed about them. */
export class Population {
  private readonly known = new Map<Field, PairValues>();
  /** Fields whose values may be asked for, in the order of the network. */
  private readonly layers = new Set<Field>();

  constructor(
    private count: number,
    readonly scramble: number,
    private readonly onWork?: (multiplications: number) => void,
  ) {}

  /** Has the values of a field computed together with those of the fields that share its inputs. */
  follow(field: Field): void {
    this.layers.add(field);
  }

  /** How many images are compared; fewer than there are where layers ask for much work. */
  get images(): number {
    return this.count;
  }

  get pairs(): readonly Comparison[] {
    const steps = RING.filter((step) => 2 * step < this.count);
    return steps.flatMap((step) =>
      Array.from({ length: this.count }, (_, i) => ({ first: i, second: (i + step) % this.count })),
    );
  }

  /** Goes on with as many images as can be taken to a field for the given work, but with no fewer than 8. */
  limit(target: Field, work: number): void {
    const affordable = Math.floor((this.count * work) / this.costOf(target));
    if (affordable >= this.count) return;
    const count = Math.min(this.count, Math.max(FEWEST_IMAGES, affordable));
    if (count < this.count) this.known.clear();
    this.count = count;
  }

  /** The values of a field; those of all fields before it, and of layers beside it, are found on the way. */
  valuesOf(target: Field): PairValues {
    const found = this.known.get(target);
    if (found) return found;
    const { pairs } = this;
    const work = this.costOf(target) / (this.images + pairs.length);
    const plan = this.plan(target);
    const own = new Map<Field, Planes[]>(plan.map(({ field }) => [field, []]));
    const values = plan.map(({ field, values }) => {
      const fresh = values ?? {
        norms: new Float64Array(this.images),
        covs: new Float64Array(pairs.length),
      };
      this.known.set(field, fresh);
      return fresh;
    });
    const everything = Array.from({ length: this.images }, (_, i) => ({ first: i, second: i }));
    for (const comparison of everything) {
      this.compare(plan, comparison, own, (step, planes) => {
        own.get(plan[step].field)![comparison.first] = planes.restrictedTo(plan[step].around);
        values[step].norms[comparison.first] = meanOf(planes.diagonal());
      });
      this.onWork?.(work);
    }
    pairs.forEach((comparison, pair) => {
      this.compare(plan, comparison, own, (step, planes) => {
        values[step].covs[pair] = meanOf(planes.diagonal());
      });
      this.onWork?.(work);
    });
    return this.known.get(target)!;
  }

  /** Multiplications or so that the values of a field cost, with those of all fields before it. */
  costOf(target: Field): number {
    const each = this.plan(target).reduce(
      (sum, { field, wanted, values }) => sum + (values ? 0 : field.cost(wanted)),
      0,
    );
    return each * (this.images + this.pairs.length);
  }

  /** Numbers kept at a time: the planes of one pair, and around each pixel of every image. */
  memoryOf(target: Field): number {
    return this.plan(target).reduce(
      (sum, { field, wanted, around }) =>
        sum + entriesOf(field.size, wanted) + this.images * entriesOf(field.size, around),
      0,
    );
  }

  /**
   * All fields behind the target, inputs first, with what is needed of each. Earlier layers beside the way to it, such as a relu
   * that commutes with the max-pooling after it, come right after their inputs, so that these need not be found again.
   */
  private plan(target: Field): Step[] {
    const order: Field[] = [];
    const seen = new Set<Field>();
    const visit = (field: Field) => {
      if (seen.has(field)) return;
      seen.add(field);
      if (!this.leaf(field)) field.inputs.forEach(visit);
      order.push(field);
    };
    visit(target);
    for (const layer of this.layers.has(target) ? this.layers : []) {
      if (layer === target) break;
      const beside = !seen.has(layer) && !this.known.has(layer) && layer.inputs.every((input) => seen.has(input));
      if (!beside || layer.inputs.length === 0) continue;
      seen.add(layer);
      order.splice(Math.max(...layer.inputs.map((input) => order.indexOf(input))) + 1, 0, layer);
    }
    const wanted = new Map<Field, Displacements>(order.map((field) => [field, inPlace]));
    const around = new Map(wanted);
    for (const field of order.toReversed()) {
      if (this.leaf(field)) continue;
      for (const input of field.inputs) {
        wanted.set(input, unionOf(wanted.get(input)!, field.stepsOf(input, wanted.get(field)!)));
        around.set(input, unionOf(around.get(input)!, field.aroundOf(input)));
      }
    }
    return order.map((field) => ({
      field,
      wanted: unionOf(wanted.get(field)!, around.get(field)!),
      around: around.get(field)!,
      values: this.leaf(field) ? this.known.get(field) : undefined,
    }));
  }

  /** A single pixel whose values are known needs nothing behind it. */
  private leaf(field: Field): boolean {
    return field.size[0] * field.size[1] === 1 && this.known.has(field);
  }

  /** Takes one pair of images through all fields. */
  private compare(
    plan: readonly Step[],
    comparison: Comparison,
    own: ReadonlyMap<Field, readonly Planes[]>,
    done: (step: number, planes: Planes) => void,
  ): void {
    const planes = new Map<Field, Planes>();
    const known: Known = {
      planes: (field) => planes.get(field)!,
      own: (field, image) => own.get(field)![image],
      scramble: this.scramble,
    };
    const last = new Map(plan.flatMap(({ field }, step) => [field, ...field.inputs].map((needed) => [needed, step])));
    plan.forEach(({ field, wanted, values }, step) => {
      const found = values ? this.single(values, comparison) : field.covariances(wanted, comparison, known);
      planes.set(field, found);
      done(step, found);
      for (const input of field.inputs) if (last.get(input) === step) planes.delete(input);
    });
  }

  private single({ norms, covs }: PairValues, { first, second }: Comparison): Planes {
    const planes = new Planes([1, 1], inPlace);
    planes.values[0] = first === second ? norms[first] : covs[this.pairIndex(first, second)];
    return planes;
  }

  private pairIndex(first: number, second: number): number {
    const step = RING.indexOf((second - first + this.images) % this.images);
    return step * this.images + first;
  }
}
