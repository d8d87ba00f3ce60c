import { dataset } from '../../data/dataset.ts';
import type { Preprocess } from '../../data/preprocess.ts';
import { sizeOf } from '../../graph/graph.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import { PURPOSE } from '../../random/key.ts';
import type { Assignment } from '../plan/assignment.ts';

/**
 * Provides the points of every initialisation: a fixed dataset once, or points of a law drawn anew (or once and for all),
 * preprocessed as they are.
 */
export class PointSource {
  private drawn?: number;

  private constructor(
    private readonly assignment: Assignment,
    private readonly generator: WeightGenerator,
    /** rows × features; rows past the points stay zero. */
    readonly buffer: FloatBuffer,
    /** Where points are drawn: in place, unless there are steps, which may change their shape. */
    private readonly raw: FloatBuffer,
    private readonly steps: Preprocess | undefined,
  ) {
    if ('values' in assignment.data) buffer.values.set(assignment.data.values);
  }

  static async open(assignment: Assignment, generator: WeightGenerator, rows: number): Promise<PointSource> {
    const { data, points, program } = assignment;
    const buffer = generator.reserve(rows * sizeOf(program.hidden.inputs[0].shape));
    const steps = 'values' in data ? undefined : await stepsOf(data.preprocess);
    const raw = steps && 'law' in data ? generator.reserve(points * sizeOf(data.law.shape)) : buffer;
    return new PointSource(assignment, generator, buffer, raw, steps);
  }

  /** Makes the points of an initialisation stand in the buffer. Returns false where they already stood there. */
  fill(initialisation: number): boolean {
    const { raw, steps } = this;
    const { data, points } = this.assignment;
    const draw = 'values' in data || data.draw === 'once' ? 0 : initialisation;
    if (this.drawn === draw) return false;
    this.drawn = draw;
    if ('values' in data) return true;
    const { law } = data;
    const key = { purpose: PURPOSE.data, tensor: 0, readout: 0, initialisation: draw };
    const count = points * sizeOf(law.shape);
    this.generator.normals(raw, Math.sqrt(law.variance), key);
    const { values } = raw;
    values.fill(0, count);
    if (law.mean !== 0) for (let i = 0; i < count; i++) values[i] += law.mean;
    if (!steps) return true;
    const drawn = dataset(values.subarray(0, count), { shape: law.shape, name: law.name });
    this.buffer.values.set(steps.apply(drawn).values);
    return true;
  }
}

/** Steps are read, and their code is loaded, only where there are any: few measurements preprocess points of a law. */
async function stepsOf(notation: string): Promise<Preprocess | undefined> {
  if (notation === 'none') return undefined;
  const { parsePreprocess } = await import('../../data/parsePreprocess.ts');
  return parsePreprocess(notation);
}
