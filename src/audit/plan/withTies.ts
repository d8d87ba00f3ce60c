import type { Parameter } from './auditPlan.ts';
import { matching } from './patterns.ts';
import { tiesOf, type Untied } from './ties.ts';

/**
 * Parameters with the ties that are found in their numbers and those asked for.
 * @param patterns parameters of the same dims that match one of these share their numbers
 * @throws UserError `bad-argument` for a pattern that matches none
 */
export function withTies(untied: readonly Untied[], patterns: readonly string[]): Parameter[] {
  const found = tiesOf(untied);
  const parameters = untied.map(({ parameter }) => ({ ...parameter, tiedTo: found.get(parameter) }));
  const names = parameters.map(({ name }) => name);
  const asked = new Map<string, string>();
  for (const pattern of patterns) {
    const matched = new Set(matching('--tie', pattern, names));
    const firsts = new Map<string, string>();
    for (const { name, dims, tiedTo } of parameters) {
      if (!matched.has(name) || tiedTo || asked.has(name)) continue;
      const first = firsts.get(dims.join());
      if (first === undefined) firsts.set(dims.join(), name);
      else asked.set(name, first);
    }
  }
  return parameters.map((parameter) => withTie(parameter, asked));
}

/** A tie to what is tied itself goes on to where the numbers are drawn. */
function withTie({ tiedTo, ...parameter }: Parameter, asked: ReadonlyMap<string, string>): Parameter {
  const first = asked.get(tiedTo?.name ?? parameter.name);
  if (first !== undefined) return { ...parameter, tiedTo: { name: first, transposed: tiedTo?.transposed ?? false } };
  return tiedTo ? { ...parameter, tiedTo } : parameter;
}
