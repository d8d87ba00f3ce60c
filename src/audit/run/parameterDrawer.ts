import type { TensorData, TensorsByName } from '../../engine/session.ts';
import { sizeOf } from '../../graph/graph.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import type { DrawnWeight } from './auditAssignment.ts';
import { drawParameter, isFixed } from './drawParameter.ts';

/** Draws what a model takes beside the data, and keeps the memory that it lies in. */
export class ParameterDrawer {
  private readonly buffers: ReadonlyMap<string, FloatBuffer>;
  /** Tied ones after those whose numbers they copy. */
  private readonly anew: readonly DrawnWeight[];
  private readonly shared: TensorsByName;
  private readonly perPoint: readonly DrawnWeight[];

  /** @param points of which each has numbers of its own, where a weight says so */
  constructor(
    private readonly generator: WeightGenerator,
    weights: readonly DrawnWeight[],
    points: number,
  ) {
    this.buffers = new Map(
      weights.map(({ name, dims, perPoint }) => [name, generator.reserve(sizeOf(dims) * (perPoint ? points : 1))]),
    );
    const isTied = ({ law }: DrawnWeight) => law.law === 'tied';
    const changing = weights.filter(({ law }) => !isFixed(law));
    this.anew = [...changing.filter((weight) => !isTied(weight)), ...changing.filter(isTied)];
    for (const weight of weights) if (isFixed(weight.law)) this.fill(weight, 0);
    this.perPoint = weights.filter(({ perPoint }) => perPoint);
    const shared = weights.filter(({ perPoint }) => !perPoint);
    this.shared = Object.fromEntries(shared.map(({ name, dims }) => [name, tensorOf(this.buffers.get(name)!, dims)]));
  }

  draw(initialisation: number): void {
    for (const weight of this.anew) this.fill(weight, initialisation);
  }

  /** By name, for `count` points from number `from` on: views of memory, which the next draw overwrites. */
  feeds(from: number, count: number): TensorsByName {
    const own = this.perPoint.map(({ name, dims }) => {
      const size = sizeOf(dims);
      const data = this.buffers.get(name)!.values.subarray(from * size, (from + count) * size);
      return [name, { data, dims: [count, ...dims] }] as const;
    });
    return { ...this.shared, ...Object.fromEntries(own) };
  }

  private fill(weight: DrawnWeight, initialisation: number): void {
    const numbersOf = (name: string) => this.buffers.get(name)!.values;
    drawParameter(this.generator, this.buffers.get(weight.name)!, weight, initialisation, numbersOf);
  }
}

/** Its numbers are a live view, whatever memory is reserved later. */
function tensorOf(buffer: FloatBuffer, dims: readonly number[]): TensorData {
  return {
    get data() {
      return buffer.values;
    },
    dims,
  };
}
