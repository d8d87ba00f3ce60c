import { UserError } from '../errors.ts';
import { didYouMean } from '../notation/nearest.ts';
import { type Argument, type Call, fault } from '../notation/syntax.ts';

/** What a name of the notation stands for: its parameters, in the order they may be given by position, and its maker. */
export interface Maker<T> {
  readonly parameters: readonly string[];
  make(args: Arguments): T;
}

/**
 * Makes what a call names.
 * @param what the kind of thing for messages, e.g. "data source"
 * @throws UserError `unknown-name` or `bad-argument`, with a caret
 */
export function make<T>(call: Call, makers: Readonly<Record<string, Maker<T>>>, what: string): T {
  const names = Object.keys(makers);
  if (!names.includes(call.name)) {
    const remedy = `${didYouMean(call.name, names)}known are ${names.join(', ')}`;
    const name = { text: call.text, at: call.at, length: call.name.length };
    throw fault(name, `unknown ${what} "${call.name}"`, remedy, 'unknown-name');
  }
  const maker = makers[call.name];
  const args = new Arguments(call, maker.parameters);
  try {
    return maker.make(args);
  } catch (error) {
    // Ranges are checked where things are made, which knows no text: add the place.
    if (error instanceof UserError && error.where.length === 0) {
      throw fault(call, error.message, error.remedy, error.code);
    }
    throw error;
  }
}

/** The arguments of a call under the names of its parameters. */
class Arguments {
  private readonly given = new Map<string, Argument>();

  /** @throws UserError `bad-argument` for arguments that are unknown, too many or given twice */
  constructor(
    private readonly call: Call,
    parameters: readonly string[],
  ) {
    const takes = parameters.length === 0 ? 'it takes no arguments' : `it takes ${parameters.join(', ')}`;
    call.args.forEach((argument, position) => {
      const name = argument.name ?? parameters[position];
      if (name === undefined) throw this.complaint(argument, `${call.name} has too many arguments`, takes);
      if (!parameters.includes(name)) {
        throw this.complaint(argument, `${call.name} has no argument "${name}"`, didYouMean(name, parameters) + takes);
      }
      if (this.given.has(name)) throw this.complaint(argument, `${call.name} has ${name} twice`, 'give it once');
      this.given.set(name, argument);
    });
  }

  /** A number that must be given. */
  number(name: string): number {
    const value = this.optionalNumber(name);
    if (value !== undefined) return value;
    throw fault(
      this.call,
      `${this.call.name} needs its ${name}`,
      `for instance ${this.call.name}(0.5)`,
      'bad-argument',
    );
  }

  optionalNumber(name: string): number | undefined {
    const argument = this.given.get(name);
    if (argument === undefined || typeof argument.value === 'number') return argument?.value as number | undefined;
    throw this.complaint(argument, `${name} of ${this.call.name} must be a number`, `for instance ${name}=1000`);
  }

  /** 3x32x32, or a single number for one axis. */
  optionalShape(name: string): readonly number[] | undefined {
    const argument = this.given.get(name);
    if (argument === undefined) return undefined;
    const { value } = argument;
    if (typeof value === 'number') return [value];
    // `parseCalls` leaves no nested items, so what is neither number nor text are dimensions.
    if (typeof value !== 'string' && !('kind' in value)) return value;
    throw this.complaint(argument, `${name} of ${this.call.name} must be dimensions`, `for instance ${name}=3x32x32`);
  }

  private complaint(argument: Argument, message: string, remedy: string): UserError {
    return fault({ ...argument, text: this.call.text }, message, remedy, 'bad-argument');
  }
}
