import { type HeadCounter, headCounter } from '../../laws/heads/headCounter.ts';
import type { FloatBuffer } from '../../random/generator.ts';
import type { Assignment } from '../plan/assignment.ts';
import type { Batch } from './guesses.ts';

/** Output layers of an initialisation that are looked at: enough for their errors, and quick beside the rest. */
const MOST_READOUTS = 16;

/** Counts what the head of readouts that go through together answers, batch of points after batch of points. */
export class HeadSums {
  private constructor(
    private readonly counters: readonly HeadCounter[],
    private readonly units: number,
  ) {}

  /** Undefined where the guesses counted anyway say enough. @param readouts that go through together */
  static of({ head }: Assignment, units: number, readouts: number): HeadSums | undefined {
    if (!head) return undefined;
    const counters = Array.from({ length: Math.min(MOST_READOUTS, readouts) }, () =>
      headCounter(head.of, units, head.isShifted),
    );
    const found = counters.filter((counter) => counter !== undefined);
    return found.length > 0 ? new HeadSums(found, units) : undefined;
  }

  begin(): void {
    for (const counter of this.counters) counter.begin();
  }

  /** @param scores points × (readouts × units) */
  add(scores: FloatBuffer, { points, readouts, wanted }: Batch): void {
    const { units } = this;
    this.counters.slice(0, wanted).forEach((counter, readout) => {
      counter.add(scores.values, points, { from: readout * units, pointStride: readouts * units, unitStride: 1 });
    });
  }

  /** Means over the readouts, and how many were drawn. */
  summary(drawn: number): number[] {
    const networks = this.counters.slice(0, drawn).map((counter) => counter.end());
    return networks[0].map((_, place) => networks.reduce((sum, values) => sum + values[place] / networks.length, 0));
  }
}
