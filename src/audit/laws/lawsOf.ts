import { parseScheme, withArgument } from '../../network/schemes/index.ts';
import type { Parameter } from '../plan/auditPlan.ts';
import type { ParameterLaw } from '../run/auditAssignment.ts';
import { inWords } from './inWords.ts';
import { isBranchEnd, roleLaw } from './roleLaw.ts';

/** How a parameter is drawn, and that in words for the table of the plan: "U(±0.125)". */
export interface NamedLaw {
  readonly law: ParameterLaw;
  readonly reads: string;
}

/**
 * How each parameter of a model is drawn.
 *
 * @param init an initialisation in the notation, "torch"
 * @returns by name of the parameter, in the order of the plan
 * @throws UserError `unknown-name`, `bad-argument` or `notation` for the initialisation
 */
export async function lawsOf(parameters: readonly Parameter[], init: string): Promise<Map<string, NamedLaw>> {
  const branches = parameters.filter(isBranchEnd).length;
  const scheme = withArgument(parseScheme(init, '--init'), 'branches', branches).notation;
  const laws = parameters.map(async (parameter) => [parameter.name, await schemeLaw(parameter, scheme)] as const);
  return new Map(await Promise.all(laws));
}

/** Tied parameters share numbers; what no initialisation has a word for stays as it is stored. */
async function schemeLaw(parameter: Parameter, scheme: string): Promise<NamedLaw> {
  const { tiedTo, dims } = parameter;
  const law: ParameterLaw = tiedTo
    ? { law: 'tied', to: tiedTo.name, transposed: tiedTo.transposed }
    : (roleLaw(parameter, scheme) ?? { law: 'stored', values: await parameter.values() });
  return { law, reads: inWords(law, dims) };
}
