import { UserError } from '../errors.ts';
import { checkArguments, withDefaults } from '../notation/arguments.ts';
import type { ArgumentsOf, OptionsOf, ParameterTable } from '../notation/parameters.ts';
import type { Activation } from './activation.ts';

/** A named kind of activation; the notation, the help, the support table and the suites are made from these. */
export interface ActivationFamily<P extends ParameterTable = ParameterTable, By extends Positional = Positional> {
  readonly name: string;
  /** One sentence for the help. */
  readonly summary: string;
  /** φ with its parameters by name, e.g. "x > 0 ? x : slope·x". */
  readonly formula: string;
  /** Whether the dual map is a closed form or an integral done numerically (to about 1e-14). */
  readonly theory: 'exact' | 'quadrature';
  readonly parameters: P;
  /** Gives the arguments that TypeScript gives by position their names. */
  readonly positional: By;
  readonly examples: readonly ActivationExample[];
  /** The activation for arguments that have been checked. */
  of(args: ArgumentsOf<P>): Activation;
  /**
   * The activation for given arguments, in the order of `parameters`.
   * @throws UserError `bad-argument` for a missing, superfluous or unsuitable argument
   */
  create(...args: readonly (number | string)[]): Activation;
}

/** As it is checked by unit tests and, where a seed is given, against measured networks. */
interface ActivationExample {
  /** In the notation, e.g. "leakyRelu(0.3)". */
  readonly notation: string;
  /** As of `Example` of a layer. */
  readonly seed?: number;
}

type Positional = (...args: never[]) => object;

/** All of an activation but what follows from its family's name and its arguments. */
export type ActivationBody = Omit<Activation, 'name' | 'notation'>;

interface FamilyDefinition<P extends ParameterTable, By extends Positional> {
  readonly name: string;
  readonly summary: string;
  readonly formula: string;
  readonly theory: 'exact' | 'quadrature';
  readonly parameters?: P;
  readonly positional?: By;
  /** By default the activation itself; needed where an argument is. */
  readonly examples?: readonly ActivationExample[];
  build(args: ArgumentsOf<P>): ActivationBody;
}

/** Makes a family out of its definition: adds defaults, argument checks and the notation. */
export function family<P extends ParameterTable = Record<never, never>, By extends Positional = () => object>(
  definition: FamilyDefinition<P, By>,
): ActivationFamily<P, By> {
  const { name, parameters = {} as P, positional = (() => ({})) as unknown as By } = definition;
  const names = Object.keys(parameters);
  const of = (args: ArgumentsOf<P>): Activation => ({
    ...definition.build(args),
    name,
    notation: notationOf(name, parameters, args),
  });
  return {
    ...definition,
    parameters,
    positional,
    examples: definition.examples ?? [{ notation: name }],
    of,
    create(...values) {
      if (values.length > names.length) {
        const most = names.length === 0 ? 'no arguments' : `at most ${names.length}`;
        throw new UserError('bad-argument', `${name} takes ${most}, not ${values.length}`);
      }
      const given: OptionsOf<ParameterTable> = Object.fromEntries(values.map((value, i) => [names[i], value]));
      checkArguments(name, parameters, given);
      return of(withDefaults(parameters, given));
    },
  };
}

/** The name alone where all arguments are the defaults; texts in double quotes. */
function notationOf(name: string, parameters: ParameterTable, args: Readonly<Record<string, unknown>>): string {
  const own = Object.entries(parameters).some(([argument, { fallback }]) => args[argument] !== fallback);
  return own
    ? `${name}(${Object.values(args)
        .map((value) => JSON.stringify(value))
        .join(', ')})`
    : name;
}
