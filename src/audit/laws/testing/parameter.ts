import { sizeOf } from '../../../graph/graph.ts';
import type { Parameter } from '../../plan/auditPlan.ts';

/** A parameter made by hand: a dense weight [units, inputs] unless more is said. */
export function parameter(
  dims: readonly number[],
  more: Partial<Parameter> & { readonly numbers?: Float32Array } = {},
): Parameter {
  const { numbers, ...said } = more;
  const [units, ...rest] = dims;
  return {
    name: 'fc.weight',
    layer: 'fc',
    number: 0,
    role: 'weight',
    kind: 'dense',
    dims,
    fans: { fanIn: sizeOf(rest), fanOut: units, units },
    uses: [],
    values: () => numbers ?? new Float32Array(sizeOf(dims)),
    stored: { mean: 0, sd: 0 },
    ...said,
  };
}
