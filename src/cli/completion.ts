import type { FirstguessCommand } from '../console/command.ts';
import type { Io } from '../console/io.ts';
import { UserError } from '../errors.ts';
import { didYouMean } from '../notation/nearest.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** `firstguess completion`: a script that completes commands, options and their words. */
export function addCompletion(program: FirstguessCommand, io: Io): void {
  const command = program.command('completion') as FirstguessCommand;
  command
    .summary('completion script for bash, zsh or fish')
    .description(
      'Prints a script that teaches a shell to complete commands, options and their words with the Tab key.',
    );
  const shell = command.createArgument('<shell>', SHELLS.join(', ')).choices(SHELLS);
  shell.argParser((text) => {
    if (SHELLS.some((known) => known === text)) return text;
    const remedy = `${didYouMean(text, SHELLS)}choose one of ${SHELLS.join(', ')}`;
    throw new UserError('unknown-name', `unknown shell "${text}"`, [], remedy);
  });
  command.addArgument(shell);
  command.action(async (name: (typeof SHELLS)[number]) => {
    const { commandsOf, scripts } = await import('./completionScripts.ts');
    io.out(scripts[name](commandsOf(program)));
  });
  command.examples(
    ['bash, in ~/.bashrc', 'eval "$(firstguess completion bash)"'],
    ['zsh, in ~/.zshrc after compinit', 'eval "$(firstguess completion zsh)"'],
    ['fish', 'firstguess completion fish > ~/.config/fish/completions/firstguess.fish'],
  );
}
