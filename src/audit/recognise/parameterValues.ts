import type { Constant } from '../../engine/onnx/read/model.ts';
import { sizeOf } from '../../graph/graph.ts';
import type { AuditPlan, Parameter, Role } from '../plan/auditPlan.ts';
import { transpose } from './source.ts';

/** Which weights are compared: those of the file, or new ones. */
export type Chosen = 'stored' | 'redrawn';

/** The numbers that both sides of a comparison take. */
export interface ParameterValues {
  of(tensor: Parameter | Constant): Float32Array;
}

/** What the notation has for parameters that it does not draw: how norms and slopes begin. */
const INITIAL: Readonly<Partial<Record<Role, number>>> = {
  normScale: 1,
  normShift: 0,
  runningMean: 0,
  runningVariance: 1,
  slope: 0.25,
};

/** Values of all parameters. New ones are uniform and of variance 1/fan-in, or 1/3 where there is no fan-in. */
export async function parameterValues({ parameters }: AuditPlan, chosen: Chosen): Promise<ParameterValues> {
  const known = new Map<string, Float32Array>();
  for (const parameter of parameters) known.set(parameter.name, await ownValues(parameter, chosen));
  for (const { name, dims, tiedTo } of parameters) {
    if (!tiedTo) continue;
    const shared = known.get(tiedTo.name)!;
    known.set(name, tiedTo.transposed ? transpose(shared, dims[1], dims[0]) : shared);
  }
  return {
    of: (tensor) =>
      'role' in tensor ? known.get(tensor.name)! : Float32Array.from(tensor.values() as Float32Array, Number),
  };
}

async function ownValues({ role, dims, fans, number, values }: Parameter, chosen: Chosen): Promise<Float32Array> {
  const initial = INITIAL[role];
  if (initial !== undefined) return new Float32Array(sizeOf(dims)).fill(initial);
  if (chosen === 'stored') return values();
  const limit = role === 'weight' && fans ? Math.sqrt(3 / fans.fanIn) : 1;
  return uniform(sizeOf(dims), number + 1, limit);
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
