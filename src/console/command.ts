import { Command, type ErrorOptions } from 'commander';
import { UserError } from '../errors.ts';

/** A commander command whose complaints are `UserError`s, so that all errors look alike and end with exit code 2. */
export class FirstguessCommand extends Command {
  override createCommand(name?: string): FirstguessCommand {
    return new FirstguessCommand(name);
  }

  /** Commander calls this for everything wrong with options and arguments. */
  override error(message: string, options?: ErrorOptions): never {
    const [first, ...suggestions] = message.replace(/^error: /, '').split('\n');
    const fault = first
      .replaceAll("'", '')
      .replace(/^option (.*) argument missing$/, '$1 needs a value')
      .replace('. Expected', ': expected')
      .replace(/\.$/, '');
    const hint = suggestions.join(' ').replace(/^\(Did you mean (.*)\?\)$/, 'did you mean $1? ');
    const code = options?.code?.includes('unknown') ? 'unknown-name' : 'bad-argument';
    throw new UserError(code, fault, [], `${hint}\`${this.path()} --help\` shows how`);
  }

  /** Adds examples to the end of the help, each with a line that says what it does. */
  examples(...examples: readonly (readonly [does: string, call: string])[]): this {
    const lines = examples.flatMap(([does, call]) => [`  # ${does}`, `  ${call}`]);
    return this.addHelpText('after', () => `\n${this.createHelp().styleTitle('Examples:')}\n${lines.join('\n')}`);
  }

  /** "firstguess measure". */
  private path(): string {
    return this.parent ? `${this.parent.name()} ${this.name()}` : this.name();
  }
}
