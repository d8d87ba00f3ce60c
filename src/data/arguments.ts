import { UserError } from '../errors.ts';
import { didYouMean } from '../notation/nearest.ts';
import { type Argument, type Call, fault } from '../notation/syntax.ts';

/** What a name of the notation stands for: its parameters, in the order they may be given by position, and its maker. */
export interface Maker<T> {
  readonly parameters: readonly string[];
  /** The call takes any number of arguments by position, which `Arguments.all` gives. */
  readonly variadic?: boolean;
  make(args: Arguments): T;
}

/** A stretch of a text. */
export interface Place {
  readonly text: string;
  readonly at: number;
  readonly length: number;
}

/**
 * Makes what a call names.
 * @param what the kind of thing for messages, e.g. "data source"
 * @param known the names for messages, e.g. "relu, gelu"
 * @throws UserError `unknown-name` or `bad-argument`, with a caret
 */
export function make<T>(
  call: Call,
  makers: Readonly<Record<string, Maker<T>>>,
  what: string,
  known = Object.keys(makers).join(', '),
): T {
  const names = Object.keys(makers);
  if (!names.includes(call.name)) {
    const remedy = `${didYouMean(call.name, names)}known are ${known}`;
    const name = { text: call.text, at: call.at, length: call.name.length };
    throw fault(name, `unknown ${what} "${call.name}"`, remedy, 'unknown-name');
  }
  const maker = makers[call.name];
  const args = new Arguments(call, maker.parameters, maker.variadic);
  return placed(call, () => maker.make(args));
}

/** What `f` gives. Ranges are checked where things are made, which knows no text: adds the place to such an error. */
export function placed<T>(place: Place, f: () => T): T {
  try {
    return f();
  } catch (error) {
    if (!(error instanceof UserError) || error.where.length > 0) throw error;
    throw fault(place, error.message, error.remedy, error.code);
  }
}

/** The arguments of a call under the names of its parameters. */
export class Arguments {
  private readonly given = new Map<string, Argument>();
  private readonly positional: Argument[] = [];

  /** @throws UserError `bad-argument` for arguments that are unknown, too many or given twice */
  constructor(
    private readonly call: Call,
    parameters: readonly string[],
    variadic = false,
  ) {
    const nothing = variadic ? 'give its arguments without names' : 'it takes no arguments';
    const takes = parameters.length === 0 ? nothing : `it takes ${parameters.join(', ')}`;
    call.args.forEach((argument, position) => {
      if (variadic && argument.name === undefined) {
        this.positional.push(argument);
        return;
      }
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
  number(name: string, example: number | string = 0.5): number {
    return this.required(name, this.optionalNumber(name), `${example}`);
  }

  /** A text that must be given; a bare word or a number counts as its own text. */
  text(name: string, example: string): string {
    return this.required(name, this.optionalText(name), example);
  }

  optionalText(name: string): string | undefined {
    const argument = this.given.get(name);
    return argument && this.asText(argument);
  }

  /** Numbers in a quoted text, "0.5, 0.25", or a single bare one. */
  optionalNumbers(name: string): readonly number[] | undefined {
    const argument = this.given.get(name);
    if (argument === undefined) return undefined;
    const numbers = this.asText(argument)
      .split(',')
      .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
    if (numbers.every(Number.isFinite)) return numbers;
    throw this.complaint(argument, `${name} of ${this.call.name} must be numbers`, `for instance ${name}="0.5, 0.25"`);
  }

  /** One of a few words. */
  optionalWord<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const argument = this.given.get(name);
    if (argument === undefined) return undefined;
    const text = this.asText(argument);
    const found = words.find((word) => word === text);
    if (found) return found;
    const remedy = `${didYouMean(text, words)}choose one of ${words.join(', ')}`;
    throw this.complaint(argument, `${this.call.name} knows no ${name} "${text}"`, remedy);
  }

  /** All arguments given by position, of a variadic call, as texts. */
  all(): readonly string[] {
    return this.positional.map((argument) => this.asText(argument));
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

  private asText(argument: Argument): string {
    const { value } = argument;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    if (!('kind' in value)) return value.join('x');
    throw this.complaint(argument, `${this.call.name} takes words and numbers`, 'quote the text');
  }

  private required<T>(name: string, value: T | undefined, example: string): T {
    if (value !== undefined) return value;
    const { call } = this;
    throw fault(call, `${call.name} needs its ${name}`, `for instance ${call.name}(${example})`, 'bad-argument');
  }

  private complaint(argument: Argument, message: string, remedy: string): UserError {
    return fault({ ...argument, text: this.call.text }, message, remedy, 'bad-argument');
  }
}
