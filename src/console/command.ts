import { Command, type ErrorOptions } from 'commander';
import { UserError } from '../errors.ts';

/** Options of programs that train. */
const TRAINING = [
  ...['--lr', '--learning-rate', '--optimizer', '--momentum', '--weight-decay'],
  ...['--epochs', '--batch-size', '--steps', '--loss'],
];

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
    const flag = options?.code === 'commander.unknownOption' ? /--[\w-]+/.exec(first)?.[0] : undefined;
    const answer = flag && this.answerTo(flag);
    if (answer) throw new UserError('unknown-name', `${this.name()} has no option ${flag}`, [], answer);
    const hint = suggestions.join(' ').replace(/^\(Did you mean (.*)\?\)$/, 'did you mean $1? ');
    const code = options?.code?.includes('unknown') ? 'unknown-name' : 'bad-argument';
    throw new UserError(code, fault, [], `${hint}\`${this.path()} --help\` shows how`);
  }

  /** What to do about an option that this command does not have, where more can be said than the nearest name. */
  private answerTo(flag: string): string | undefined {
    if (TRAINING.includes(flag)) return 'leave it out: networks are looked at before training';
    if (flag === '--network' && this.takes('networks'))
      return `write the networks without it: ${this.path()} "dense(64), relu, dense(10)" "…"`;
    if (flag === '--preprocess' && this.takes('pipelines'))
      return `write the pipelines without it: ${this.path()} --network "…" none standardize`;
    const others = (this.parent?.commands ?? []).filter(({ options }) => options.some(({ long }) => long === flag));
    if (others.length === 0) return undefined;
    return `it belongs to ${others.map((other) => other.name()).join(', ')}; \`${this.path()} --help\` shows its own`;
  }

  /** Whether the command has arguments of this name. */
  private takes(name: string): boolean {
    return this.registeredArguments.some((argument) => argument.name() === name);
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
