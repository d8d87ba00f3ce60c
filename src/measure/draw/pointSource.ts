import { dataset, type Generator } from '../../data/dataset.ts';
import { parseData } from '../../data/parseData.ts';
import { parsePreprocess } from '../../data/parsePreprocess.ts';
import type { Preprocess } from '../../data/preprocess.ts';
import { sizeOf } from '../../network/shape.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import { PURPOSE } from '../../random/key.ts';
import type { Assignment } from '../plan/assignment.ts';

/**
 * Provides the points of every initialisation: a fixed dataset once, or points of a generator drawn anew (or once and
 * for all, `dataDraw: 'once'`), preprocessed as they are.
 */
export class PointSource {
  /** rows × features; rows past the points stay zero. */
  readonly buffer: FloatBuffer;
  private readonly law?: Generator;
  private readonly steps: Preprocess;
  /** Where points are drawn: in place, unless there are steps, which may change their shape. */
  private readonly raw: FloatBuffer;
  private drawn?: number;

  constructor(
    private readonly assignment: Assignment,
    private readonly generator: WeightGenerator,
    rows: number,
  ) {
    this.buffer = generator.reserve(rows * sizeOf(assignment.shape));
    this.raw = this.buffer;
    this.steps = parsePreprocess(assignment.experiment.preprocess);
    if (assignment.values) this.buffer.values.set(assignment.values);
    else {
      this.law = parseData(assignment.experiment.data) as Generator;
      if (!this.unchanged) this.raw = generator.reserve(assignment.points * sizeOf(this.law.shape));
    }
  }

  private get unchanged(): boolean {
    return this.steps.notation === 'none';
  }

  /** Makes the points of an initialisation stand in the buffer. Returns false where they already stood there. */
  fill(initialisation: number): boolean {
    const { law, raw, steps } = this;
    const { experiment, points } = this.assignment;
    const draw = !law || experiment.dataDraw === 'once' ? 0 : initialisation;
    if (this.drawn === draw) return false;
    this.drawn = draw;
    if (!law) return true;
    const key = { purpose: PURPOSE.data, tensor: 0, readout: 0, initialisation: draw };
    const count = points * sizeOf(law.shape);
    this.generator.normals(raw, Math.sqrt(law.variance), key);
    const { values } = raw;
    values.fill(0, count);
    if (law.mean !== 0) for (let i = 0; i < count; i++) values[i] += law.mean;
    if (this.unchanged) return true;
    const drawn = dataset(values.subarray(0, count), { shape: law.shape, name: law.name });
    this.buffer.values.set(steps.apply(drawn).values);
    return true;
  }
}
