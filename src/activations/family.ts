import { UserError } from '../errors.ts';
import type { Activation } from './activation.ts';

/** What a parameter may be: `positive` is > 0, `nonNegative` ≥ 0, all numbers are finite; a formula is a text in x. */
type ParameterKind = 'number' | 'positive' | 'nonNegative' | 'formula';

interface ActivationParameter {
  readonly name: string;
  /** For help and error messages, e.g. "slope for negative inputs". */
  readonly meaning: string;
  /** Taken when the argument is left out; a parameter without default must be given. */
  readonly default?: number | string;
  readonly kind: ParameterKind;
}

/** A named kind of activation; the notation, the help and the support table are made from these. */
export interface ActivationFamily {
  readonly name: string;
  /** One sentence for the help. */
  readonly summary: string;
  /** φ with its parameters by name, e.g. "x > 0 ? x : slope·x". */
  readonly formula: string;
  /** Whether the dual map is a closed form or an integral done numerically (to about 1e-14). */
  readonly theory: 'exact' | 'quadrature';
  readonly parameters: readonly ActivationParameter[];
  /**
   * The activation for given arguments, in the order of `parameters`.
   * @throws UserError `bad-argument` for a missing, superfluous or unsuitable argument
   */
  create(...args: readonly (number | string)[]): Activation;
}

/** All of an activation but what follows from its family's name and its arguments. */
export type ActivationBody = Omit<Activation, 'name' | 'notation'>;

interface FamilyDefinition<Argument extends number | string> {
  name: string;
  summary: string;
  formula: string;
  theory: 'exact' | 'quadrature';
  parameters?: readonly ActivationParameter[];
  build(...args: Argument[]): ActivationBody;
}

/** Makes a family out of its definition: adds defaults, argument checks and the notation. */
export function family<Argument extends number | string = never>(
  definition: FamilyDefinition<Argument>,
): ActivationFamily {
  const { name, summary, formula, theory, parameters = [] } = definition;
  return {
    name,
    summary,
    formula,
    theory,
    parameters,
    create(...args) {
      if (args.length > parameters.length) {
        const most = parameters.length === 0 ? 'no arguments' : `at most ${parameters.length}`;
        throw new UserError('bad-argument', `${name} takes ${most}, not ${args.length}`);
      }
      const values = parameters.map((parameter, i) => checkedArgument(name, parameter, args[i] ?? parameter.default));
      const given = values.map((value, i) => (value === parameters[i].default ? '' : formatArgument(value)));
      const body = definition.build(...(values as Argument[]));
      return {
        ...body,
        name,
        notation: given.some(Boolean) ? `${name}(${values.map(formatArgument).join(', ')})` : name,
      };
    },
  };
}

function checkedArgument(family: string, parameter: ActivationParameter, value: unknown): number | string {
  const { name, kind } = parameter;
  const ok =
    kind === 'formula'
      ? typeof value === 'string'
      : typeof value === 'number' &&
        Number.isFinite(value) &&
        (kind === 'number' || value > 0 || (kind === 'nonNegative' && value === 0));
  if (ok) return value as number | string;
  const wanted = {
    number: 'a number',
    positive: 'a number above 0',
    nonNegative: 'a number ≥ 0',
    formula: 'a formula of x',
  };
  const got = value === undefined ? 'nothing' : JSON.stringify(value);
  throw new UserError('bad-argument', `${family}: ${name} must be ${wanted[kind]}, not ${got}`);
}

/** Texts in double quotes, numbers as JavaScript writes them. */
function formatArgument(value: number | string): string {
  return JSON.stringify(value);
}
