import { parseScheme } from '../../../network/schemes/index.ts';
import { readArguments, withDefaults } from '../../../notation/arguments.ts';
import { number } from '../../../notation/parameters.ts';
import { parseCalls } from '../../../notation/syntax.ts';
import type { Parameter } from '../../plan/auditPlan.ts';
import type { ParameterLaw } from '../../run/auditAssignment.ts';
import { roleLaw } from '../roleLaw.ts';

/** The law of a parameter that is called by its name, whatever its role. */
export type EntryLaw = { readonly stored: true } | { readonly constant: number } | { readonly scheme: string };

const constants: Readonly<Record<string, number>> = { zeros: 0, ones: 1 };

const value = { value: number('of all entries', '0.1') };

/**
 * Reads the law of a rule: an initialisation, "normal(0.01)" or "torch", or one of zeros, ones, constant(0.1) and stored.
 * @throws UserError `unknown-name`, `bad-argument` or `notation`
 */
export function parseEntryLaw(text: string): EntryLaw {
  const [call, ...others] = parseCalls(text, 'law', 'normal(0.01) or zeros');
  if (others.length === 0 && call.args.length === 0) {
    if (call.name === 'stored') return { stored: true };
    if (call.name in constants) return { constant: constants[call.name] };
  }
  if (call.name === 'constant') return { constant: withDefaults(value, readArguments(call, value)).value };
  return { scheme: parseScheme(text, 'law').notation };
}

/** Laws without fans hold for every role; others give biases, norms and embeddings what they give them elsewhere. */
export async function entryLaw(parameter: Parameter, law: EntryLaw): Promise<ParameterLaw> {
  if ('constant' in law) return { law: 'constant', value: law.constant };
  const drawn = 'scheme' in law ? byScheme(parameter, law.scheme) : undefined;
  return drawn ?? { law: 'stored', values: await parameter.values() };
}

function byScheme(parameter: Parameter, notation: string): ParameterLaw | undefined {
  const { scheme, args } = parseScheme(notation);
  return scheme.entries?.(args) ?? roleLaw(parameter, notation);
}
