import type { OutputHead } from '../../setup/outputHead.ts';

/** A number that a head gives of each network. */
interface HeadQuantity {
  readonly name: HeadQuantityName;
  /** Of one head, label or class, counted from 0. */
  readonly part?: number;
}

/** What heads are described by; docs/json.md says what each is. */
export const headQuantityNames = [
  'share',
  'yes',
  'agreement',
  'favourite',
  'constantLabels',
  'jointAgreement',
  'entropyOfMean',
  'meanEntropy',
  'sdPoints',
  'sdInitialisations',
  'gamma',
] as const;
export type HeadQuantityName = (typeof headQuantityNames)[number];

/** Where the outputs of a network lie: unit k of point i at from + i·pointStride + k·unitStride. */
interface Layout {
  readonly from: number;
  readonly pointStride: number;
  readonly unitStride: number;
}

/** Counts what one network answers, batch of points after batch of points. */
export interface HeadCounter {
  readonly quantities: readonly HeadQuantity[];
  begin(): void;
  add(outputs: ArrayLike<number>, points: number, layout: Layout): void;
  /** The quantities of the network, in their order. */
  end(): number[];
}

/** A label counts as constant where it has one answer for at least this share of the points. */
export const NEARLY_ALL = 0.99;

/**
 * Undefined for heads that need no counting of their own.
 * @param units of the outputs that are counted
 * @param isShifted whether fixed biases make outputs differ, so that each class or label is looked at
 */
export function headCounter(head: OutputHead, units: number, isShifted: boolean): HeadCounter | undefined {
  switch (head.kind) {
    case 'multilabel':
      return new LabelCounter(units, isShifted && units <= MOST_PARTS);
    case 'several':
      return new SeveralCounter(head.sizes);
    case 'sample':
      return new SampleCounter(units);
    case 'regression':
      return undefined;
    default:
      return isShifted && units <= MOST_PARTS ? new ShareCounter(units) : undefined;
  }
}

/** Classes or labels are listed one by one up to this many. */
const MOST_PARTS = 32;

/** How many points each class is guessed for; the first of tied classes. One unit: by its sign. */
class ShareCounter implements HeadCounter {
  readonly quantities: HeadQuantity[];
  private counts = new Float64Array();
  private points = 0;

  constructor(private readonly units: number) {
    const classes = Math.max(2, units);
    this.quantities = Array.from({ length: classes }, (_, part) => ({ name: 'share', part }));
  }

  begin(): void {
    this.counts = new Float64Array(this.quantities.length);
    this.points = 0;
  }

  add(outputs: ArrayLike<number>, points: number, layout: Layout): void {
    for (let i = 0; i < points; i++) {
      const at = layout.from + i * layout.pointStride;
      const guess = this.units === 1 ? Number(outputs[at] > 0) : largestOf(outputs, at, layout.unitStride, this.units);
      this.counts[guess]++;
    }
    this.points += points;
  }

  end(): number[] {
    return Array.from(this.counts, (count) => count / this.points);
  }
}

/** Labels that are given or not; an output of 0 gives none. */
class LabelCounter implements HeadCounter {
  readonly quantities: HeadQuantity[] = (['yes', 'agreement', 'favourite', 'constantLabels'] as const).map((name) => ({
    name,
  }));
  private counts = new Float64Array();
  private points = 0;

  constructor(
    private readonly units: number,
    private readonly each: boolean,
  ) {
    if (!each) return;
    for (let part = 0; part < units; part++) this.quantities.push({ name: 'yes', part }, { name: 'agreement', part });
  }

  begin(): void {
    this.counts = new Float64Array(this.units);
    this.points = 0;
  }

  add(outputs: ArrayLike<number>, points: number, { from, pointStride, unitStride }: Layout): void {
    for (let i = 0; i < points; i++) {
      for (let k = 0; k < this.units; k++) if (outputs[from + i * pointStride + k * unitStride] > 0) this.counts[k]++;
    }
    this.points += points;
  }

  end(): number[] {
    const { counts, points, units } = this;
    const sum = [0, 0, 0, 0];
    const each: number[] = [];
    for (const count of counts) {
      const agreeing = sameOf([count, points - count], points);
      const favourite = Math.max(count, points - count) / points;
      sum[0] += count / points / units;
      sum[1] += agreeing / units;
      sum[2] += favourite / units;
      if (favourite >= NEARLY_ALL) sum[3]++;
      if (this.each) each.push(count / points, agreeing);
    }
    return [...sum, ...each];
  }
}

/** Every head's own argmax, the first of tied classes, and all heads together. */
class SeveralCounter implements HeadCounter {
  readonly quantities: HeadQuantity[];
  private counts: Float64Array[] = [];
  /** By head, the number given to a joint guess of the heads before and a guess of its own. */
  private numbers: Map<number, number>[] = [];
  private joint: number[] = [];
  private points = 0;

  constructor(private readonly sizes: readonly number[]) {
    this.quantities = sizes.flatMap((_, part): HeadQuantity[] => [
      { name: 'agreement', part },
      { name: 'favourite', part },
    ]);
    this.quantities.push({ name: 'jointAgreement' });
  }

  begin(): void {
    this.counts = this.sizes.map((size) => new Float64Array(size));
    this.numbers = this.sizes.map(() => new Map());
    this.joint = [];
    this.points = 0;
  }

  add(outputs: ArrayLike<number>, points: number, { from, pointStride, unitStride }: Layout): void {
    for (let i = 0; i < points; i++) {
      let at = from + i * pointStride;
      let known = 0;
      this.sizes.forEach((size, head) => {
        const guess = largestOf(outputs, at, unitStride, size);
        this.counts[head][guess]++;
        known = numberOf(this.numbers[head], known * size + guess);
        at += size * unitStride;
      });
      this.joint[known] = (this.joint[known] ?? 0) + 1;
    }
    this.points += points;
  }

  end(): number[] {
    const { counts, points, joint } = this;
    const heads = counts.flatMap((own) => [sameOf(own, points), own.reduce((most, n) => Math.max(most, n)) / points]);
    return [...heads, sameOf(joint, points)];
  }
}

/** Class probabilities; a single unit is a logit of the second of two classes. */
class SampleCounter implements HeadCounter {
  readonly quantities: HeadQuantity[] = (['agreement', 'favourite', 'entropyOfMean', 'meanEntropy'] as const).map(
    (name) => ({ name }),
  );
  private means = new Float64Array();
  private squares = 0;
  private entropy = 0;
  private points = 0;
  private readonly logits: Float64Array;

  constructor(private readonly units: number) {
    this.logits = new Float64Array(Math.max(2, units));
  }

  begin(): void {
    this.means = new Float64Array(this.logits.length);
    this.squares = this.entropy = this.points = 0;
  }

  add(outputs: ArrayLike<number>, points: number, { from, pointStride, unitStride }: Layout): void {
    const { logits, units, means } = this;
    for (let i = 0; i < points; i++) {
      let top = units === 1 ? 0 : -Infinity;
      for (let k = 0; k < units; k++) {
        const value = outputs[from + i * pointStride + k * unitStride];
        logits[units === 1 ? 1 : k] = value;
        if (value > top) top = value;
      }
      let total = 0;
      let weighted = 0;
      for (let k = 0; k < logits.length; k++) {
        const gap = (units === 1 && k === 0 ? 0 : logits[k]) - top;
        const e = Math.exp(gap);
        total += e;
        if (e > 0) weighted += e * gap;
      }
      for (let k = 0; k < logits.length; k++) {
        const p = Math.exp((units === 1 && k === 0 ? 0 : logits[k]) - top) / total;
        means[k] += p;
        this.squares += p * p;
      }
      this.entropy += Math.log(total) - weighted / total;
    }
    this.points += points;
  }

  /** Σ_k p_k p′_k over different points: (‖Σ_i p_i‖² − Σ_i ‖p_i‖²)/N(N − 1). */
  end(): number[] {
    const { means, squares, points, entropy } = this;
    const together = means.reduce((sum, p) => sum + p * p, 0);
    const shares = means.map((p) => p / points);
    return [
      (together - squares) / (points * (points - 1)),
      shares.reduce((most, p) => Math.max(most, p)),
      shares.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0),
      entropy / points,
    ];
  }
}

function largestOf(outputs: ArrayLike<number>, at: number, stride: number, size: number): number {
  let best = 0;
  for (let k = 1; k < size; k++) if (outputs[at + k * stride] > outputs[at + best * stride]) best = k;
  return best;
}

/** Share of the pairs of different points in one group, by the sizes of the groups. */
function sameOf(counts: Iterable<number>, points: number): number {
  let pairs = 0;
  for (const count of counts) pairs += count * (count - 1);
  return pairs / (points * (points - 1));
}

function numberOf(numbers: Map<number, number>, key: number): number {
  const known = numbers.get(key) ?? numbers.size;
  numbers.set(key, known);
  return known;
}
