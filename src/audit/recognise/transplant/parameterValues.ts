import type { Constant } from '../../../engine/onnx/read/model.ts';
import { sizeOf } from '../../../graph/graph.ts';
import type { AuditPlan, Parameter, Role } from '../../plan/auditPlan.ts';
import { transpose } from '../source.ts';

/** Which weights are compared: those of the file, or new ones. */
export type Chosen = 'stored' | 'redrawn';

/** What the notation has for parameters that it does not draw: how norms and slopes begin. */
const INITIAL: Readonly<Partial<Record<Role, number>>> = {
  normScale: 1,
  normShift: 0,
  runningMean: 0,
  runningVariance: 1,
  slope: 0.25,
};

/** The numbers that both sides of a comparison take, made when they are needed. */
export class ParameterValues {
  private readonly known = new Map<string, Float32Array>();

  constructor(
    private readonly plan: AuditPlan,
    private readonly chosen: Chosen,
  ) {}

  /** Of a parameter, or of a tensor that is kept. */
  async of(tensor: Parameter | Constant): Promise<Float32Array> {
    if (!('role' in tensor)) return Float32Array.from(tensor.values() as Float32Array, Number);
    const known = this.known.get(tensor.name);
    if (known) return known;
    const values = await this.valuesOf(tensor);
    this.known.set(tensor.name, values);
    return values;
  }

  /** New weights are uniform and of variance 1/fan-in, all else of variance 1/3. */
  private async valuesOf({ role, dims, fans, number, tiedTo, values }: Parameter): Promise<Float32Array> {
    const shared = tiedTo && this.plan.parameters.find(({ name }) => name === tiedTo.name);
    if (shared) {
      const numbers = await this.of(shared);
      return tiedTo.transposed ? transpose(numbers, dims[1], dims[0]) : numbers;
    }
    const initial = INITIAL[role];
    if (initial !== undefined) return new Float32Array(sizeOf(dims)).fill(initial);
    if (this.chosen === 'stored') return values();
    const limit = fans && role !== 'bias' && role !== 'recurrentBias' ? Math.sqrt(3 / fans.fanIn) : 1;
    return uniform(sizeOf(dims), number + 1, limit);
  }
}

/** Numbers in ±limit that look random: Marsaglia's xorshift of 32 bits, for a comparison that any weights serve. */
function uniform(size: number, seed: number, limit: number): Float32Array {
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  return Float32Array.from({ length: size }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state / 2 ** 31) * limit;
  });
}
