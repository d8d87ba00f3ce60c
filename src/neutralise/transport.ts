import { type LogitArray, largestIn } from './logits.ts';

/**
 * Points assigned to classes, so many to each that targets are met, with the largest sum of logits: the transportation
 * problem. At its optimum there are biases with which every point lies in its class,
 *
 *   f_j(x) + b_j ≥ f_k(x) + b_k   for all x in j and all k,   or   b_k − b_j ≤ d_jk = min over x in j of (f_j(x) − f_k(x))
 *
 * It starts from the guesses with some biases, which are the optimum for their own numbers of points, and moves one point
 * after the other from a class that has too many to one that has too few, along the path of classes that costs least
 * (successive shortest paths with potentials; Ahuja, Magnanti and Orlin, "Network flows", 1993, §9.7). The optimum is kept
 * at every move, so that the result is exact.
 */
export class Transport {
  /** The class of every point. */
  private readonly assigned: Int32Array;
  private readonly counts: Int32Array;
  /** d_jk, and the point that has it. */
  readonly gaps: Float64Array;
  private readonly nearest: Int32Array;

  /** @param biases to start from; they are changed */
  constructor(
    private readonly logits: LogitArray,
    private readonly biases: Float64Array,
  ) {
    const { length: classes } = biases;
    const points = logits.length / classes;
    this.assigned = new Int32Array(points);
    this.counts = new Int32Array(classes);
    this.gaps = new Float64Array(classes * classes).fill(Infinity);
    this.nearest = new Int32Array(classes * classes).fill(-1);
    const scores = new Float64Array(classes);
    for (let i = 0; i < points; i++) {
      for (let k = 0; k < classes; k++) scores[k] = logits[i * classes + k] + biases[k];
      this.assigned[i] = largestIn(scores, 0, classes);
      this.counts[this.assigned[i]]++;
      this.lookAt(i);
    }
  }

  /** Moves points until every class has as many as its target. */
  reach(targets: Int32Array): void {
    for (;;) {
      const path = this.cheapestPath(targets);
      if (path === undefined) return;
      for (let at = 1; at < path.length; at++) this.move(path[at - 1], path[at]);
      for (const k of path) this.lookAtClass(k);
    }
  }

  private move(from: number, to: number): void {
    const i = this.nearest[from * this.biases.length + to];
    this.assigned[i] = to;
    this.counts[from]--;
    this.counts[to]++;
  }

  private lookAtClass(k: number): void {
    const { length: classes } = this.biases;
    this.gaps.fill(Infinity, k * classes, (k + 1) * classes);
    for (let i = 0; i < this.assigned.length; i++) if (this.assigned[i] === k) this.lookAt(i);
  }

  private lookAt(i: number): void {
    const { logits, gaps, nearest } = this;
    const { length: classes } = this.biases;
    const own = this.assigned[i];
    const score = logits[i * classes + own];
    for (let k = 0; k < classes; k++) {
      const gap = score - logits[i * classes + k];
      if (gap >= gaps[own * classes + k]) continue;
      gaps[own * classes + k] = gap;
      nearest[own * classes + k] = i;
    }
  }

  /**
   * The path of least cost from any class with too many points to one with too few, by Dijkstra's algorithm on the costs
   * d_jk + b_j − b_k ≥ 0. Biases follow the distances, so that the costs stay so.
   */
  private cheapestPath(targets: Int32Array): number[] | undefined {
    const { biases, gaps, counts } = this;
    const { length: classes } = biases;
    const distance = Float64Array.from(counts, (count, k) => (count > targets[k] ? 0 : Infinity));
    const before = new Int32Array(classes).fill(-1);
    const isDone = new Uint8Array(classes);
    for (;;) {
      let at = -1;
      for (let k = 0; k < classes; k++) if (!isDone[k] && (at < 0 || distance[k] < distance[at])) at = k;
      if (at < 0 || distance[at] === Infinity) return undefined;
      isDone[at] = 1;
      if (counts[at] < targets[at]) {
        for (let k = 0; k < classes; k++) biases[k] += Math.min(distance[k], distance[at]);
        const path = [at];
        while (before[path[0]] >= 0) path.unshift(before[path[0]]);
        return path;
      }
      for (let k = 0; k < classes; k++) {
        // Rounding may leave a cost just below 0.
        const there = distance[at] + Math.max(0, gaps[at * classes + k] + biases[at] - biases[k]);
        if (isDone[k] || there >= distance[k]) continue;
        distance[k] = there;
        before[k] = at;
      }
    }
  }
}
