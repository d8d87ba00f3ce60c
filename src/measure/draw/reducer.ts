import type { Device } from '../../engine/engine.ts';
import { lowerRow } from '../../numerics/linear/cholesky.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import { factorInto, GramRunner } from './centredGram.ts';
import { overlapError } from './overlapCheck.ts';

/**
 * The largest error of overlaps with which a factor serves. It shifts agreement by as much, which is below a tenth of the
 * error bars that measurements have.
 */
const LARGEST_ERROR = 1e-4;

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
   * @returns whether the factor keeps the overlaps of the points; if not, all weights have to be drawn
   */
  async reduce(into: FloatBuffer, rows: () => Float32Array, width: number): Promise<boolean> {
    const { generator, points, device } = this;
    const runner = this.runners.get(width) ?? GramRunner.open(generator, points, width, device);
    this.runners.set(width, runner);
    this.triangle ??= new Float64Array(lowerRow(points));
    const opened = await runner;
    opened.rows.values.set(rows());
    const gram = await opened.run();
    const factor = into.values.subarray(0, points ** 2);
    factorInto(factor, this.triangle, gram);
    // Points that overflowed are not numbers in their factor either.
    return !(overlapError(factor, opened.rests, gram) > LARGEST_ERROR);
  }

  async release(): Promise<void> {
    for (const runner of this.runners.values()) await (await runner).release();
  }
}
