import type { TensorData } from '../../engine/session.ts';
import { sizeOf } from '../../graph/graph.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import type { DrawnWeight } from './auditAssignment.ts';
import { drawParameter, isFixed } from './drawParameter.ts';

/** Draws the parameters of a model, and keeps the memory that they lie in. */
export class ParameterDrawer {
  private readonly buffers: ReadonlyMap<string, FloatBuffer>;
  /** Tied ones after those whose numbers they copy. */
  private readonly anew: readonly DrawnWeight[];
  /** By name; their numbers are live views, whatever memory is reserved later. */
  readonly feeds: Readonly<Record<string, TensorData>>;

  constructor(
    private readonly generator: WeightGenerator,
    weights: readonly DrawnWeight[],
  ) {
    this.buffers = new Map(weights.map(({ name, dims }) => [name, generator.reserve(sizeOf(dims))]));
    const isTied = ({ law }: DrawnWeight) => law.law === 'tied';
    const changing = weights.filter(({ law }) => !isFixed(law));
    this.anew = [...changing.filter((weight) => !isTied(weight)), ...changing.filter(isTied)];
    for (const weight of weights) if (isFixed(weight.law)) this.fill(weight, 0);
    this.feeds = Object.fromEntries(weights.map(({ name, dims }) => [name, tensorOf(this.buffers.get(name)!, dims)]));
  }

  draw(initialisation: number): void {
    for (const weight of this.anew) this.fill(weight, initialisation);
  }

  private fill(weight: DrawnWeight, initialisation: number): void {
    const numbersOf = (name: string) => this.buffers.get(name)!.values;
    drawParameter(this.generator, this.buffers.get(weight.name)!, weight, initialisation, numbersOf);
  }
}

function tensorOf(buffer: FloatBuffer, dims: readonly number[]): TensorData {
  return {
    get data() {
      return buffer.values;
    },
    dims,
  };
}
