import { lowerRow } from '../numerics/cholesky.ts';
import type { FloatBuffer, WeightGenerator } from '../random/generator.ts';
import type { Device } from '../runtime/engine.ts';
import { factorInto, GramRunner } from './centredGram.ts';

/** Finds N numbers a point that have the Gram matrix of more. Keeps its sessions, one for each width. */
export class Reducer {
  private readonly runners = new Map<number, Promise<GramRunner>>();
  private triangle?: Float64Array;

  constructor(
    private readonly generator: WeightGenerator,
    private readonly points: number,
    private readonly device: Device | undefined,
  ) {}

  /**
   * @param into points × points, overwritten
   * @param rows gives points × width; asked once all memory is there, since growing it detaches views
   */
  async reduce(into: FloatBuffer, rows: () => Float32Array, width: number): Promise<void> {
    const { generator, points, device } = this;
    const runner = this.runners.get(width) ?? GramRunner.open(generator, points, width, device);
    this.runners.set(width, runner);
    this.triangle ??= new Float64Array(lowerRow(points));
    const opened = await runner;
    opened.rows.values.set(rows());
    const gram = await opened.run();
    factorInto(into.values.subarray(0, points ** 2), this.triangle, gram);
  }

  async release(): Promise<void> {
    for (const runner of this.runners.values()) await (await runner).release();
  }
}
