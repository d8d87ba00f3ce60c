import type { Generator } from '../data/dataset.ts';
import { dataset } from '../data/dataset.ts';
import { parseData } from '../data/parseData.ts';
import { parsePreprocess } from '../data/parsePreprocess.ts';
import { sizeOf } from '../network/shape.ts';
import type { FloatBuffer, WeightGenerator } from '../random/generator.ts';
import { PURPOSE } from '../random/key.ts';
import type { Assignment } from './assignment.ts';

/**
 * Provides the points of every initialisation: a fixed dataset once, or points of a generator drawn anew (or once and
 * for all, `dataDraw: 'once'`), preprocessed as they are.
 */
export class PointSource {
  /** rows × features; rows past the points stay zero. */
  readonly buffer: FloatBuffer;
  private readonly law?: Generator;
  private drawn?: number;

  constructor(
    private readonly assignment: Assignment,
    private readonly generator: WeightGenerator,
    rows: number,
  ) {
    this.buffer = generator.reserve(rows * sizeOf(assignment.shape));
    if (assignment.values) this.buffer.values.set(assignment.values);
    else this.law = parseData(assignment.experiment.data) as Generator;
  }

  /** Makes the points of an initialisation stand in the buffer. */
  fill(initialisation: number): void {
    const { experiment, points, shape } = this.assignment;
    const draw = experiment.dataDraw === 'once' ? 0 : initialisation;
    if (!this.law || this.drawn === draw) return;
    this.drawn = draw;
    const key = { purpose: PURPOSE.data, tensor: 0, readout: 0, initialisation: draw };
    const count = points * sizeOf(shape);
    this.generator.normals(this.buffer, Math.sqrt(this.law.variance), key);
    const values = this.buffer.values;
    values.fill(0, count);
    if (this.law.mean !== 0) for (let i = 0; i < count; i++) values[i] += this.law.mean;
    const steps = parsePreprocess(experiment.preprocess);
    if (steps.notation !== 'none') {
      const drawn = dataset(Array.from(values.subarray(0, count)), { shape: this.law.shape, name: this.law.name });
      values.set(steps.apply(drawn).values);
    }
  }
}
