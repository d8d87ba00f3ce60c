import { UserError } from '../../errors.ts';
import { matches } from '../pattern.ts';
import type { Parameter } from '../plan/auditPlan.ts';
import type { ParameterLaw } from '../run/auditAssignment.ts';
import { AS_EXPORTED, asExported, inDoubt, type StoredLaws } from './asExported.ts';
import { attentionOfLinear } from './attentionOfLinear.ts';
import { withBranches } from './branchEnds.ts';
import { entryLaw } from './file/entryLaw.ts';
import { checkPatterns, type LawFile } from './file/lawFile.ts';
import { inWords } from './inWords.ts';
import { roleLaw } from './roleLaw.ts';

/** How a parameter is drawn, and that in words for the table of the plan: "U(±0.125)". */
export interface NamedLaw {
  readonly law: ParameterLaw;
  readonly reads: string;
}

/** Where a file of laws names no initialisation for the rest. */
const DEFAULT = 'torch';

/**
 * How each parameter of a model is drawn. Tied parameters share numbers; what nothing has a word for stays as it is stored.
 *
 * @param init an initialisation in the notation, "torch", or "as-exported", or the laws of a file
 * @param stored what `asExported` read off the file, if it did before
 * @returns by name of the parameter, in the order of the plan
 * @throws UserError `unknown-name`, `bad-argument` or `notation` for the initialisation, and `bad-argument` for a trained
 * model as exported
 */
export async function lawsOf(
  parameters: readonly Parameter[],
  init: string | LawFile,
  stored?: StoredLaws,
): Promise<Map<string, NamedLaw>> {
  const lawOf = await chooser(parameters, init, stored);
  const named = async (parameter: Parameter): Promise<[string, NamedLaw]> => {
    const { name, tiedTo, dims } = parameter;
    const law: ParameterLaw = tiedTo
      ? { law: 'tied', to: tiedTo.name, transposed: tiedTo.transposed }
      : ((await lawOf(parameter)) ?? { law: 'stored', values: await parameter.values() });
    return [name, { law, reads: inWords(law, dims) }];
  };
  return new Map(await Promise.all(attentionOfLinear(parameters).map(named)));
}

/** undefined where nothing has a word for the parameter. */
type Chooser = (parameter: Parameter) => ParameterLaw | undefined | Promise<ParameterLaw | undefined>;

async function chooser(
  parameters: readonly Parameter[],
  init: string | LawFile,
  stored: StoredLaws | undefined,
): Promise<Chooser> {
  if (typeof init !== 'string') {
    checkPatterns(
      init,
      parameters.map(({ name }) => name),
    );
    return byFile(init, await chooser(parameters, init.default ?? DEFAULT, stored));
  }
  if (init === AS_EXPORTED) return byStoredNumbers(stored ?? (await asExported(parameters)));
  const scheme = withBranches(init, parameters);
  return (parameter) => roleLaw(parameter, scheme);
}

function byFile({ rules }: LawFile, otherwise: Chooser): Chooser {
  return (parameter) => {
    const rule = rules.find(({ match }) => matches(match, parameter.name));
    return rule ? entryLaw(parameter, rule.law) : otherwise(parameter);
  };
}

/** Statistics of a running batch norm are no draw: they begin anew. */
function byStoredNumbers(stored: StoredLaws): Chooser {
  if (!stored.certain) {
    const { known, count } = stored.weights;
    const message = `${inDoubt(stored)}: ${known} of ${count} come from a known law`;
    const remedy = 'export the model before training, or name what it began with, for instance --init torch';
    throw new UserError('bad-argument', message, [], remedy);
  }
  return (parameter) => {
    const { name, role } = parameter;
    const isStatistic = role === 'runningMean' || role === 'runningVariance';
    return isStatistic ? roleLaw(parameter, DEFAULT) : (stored.laws.get(name)?.law ?? undefined);
  };
}
