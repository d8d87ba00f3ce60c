import type { Command } from 'commander';

/** A word that may follow `firstguess`, and what may follow it. */
interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** Words that its first argument may be. */
  readonly words: readonly string[];
}

interface CompletedOption {
  readonly flag: string;
  readonly description: string;
  /** Undefined for a switch. */
  readonly value?: { readonly name: string; readonly choices: readonly string[]; readonly isFolder: boolean };
}

/** What there is to complete, read off the commands themselves. */
export function commandsOf(program: Command): CompletedCommand[] {
  const help = program.createHelp();
  const commands = help.visibleCommands(program);
  return commands.map((command) => ({
    name: command.name(),
    summary: command.summary() || command.description(),
    options: help.visibleOptions(command).flatMap(optionOf),
    words:
      command.name() === 'help'
        ? commands.map((other) => other.name())
        : (command.registeredArguments[0]?.argChoices ?? []),
  }));
}

function optionOf(option: Command['options'][number]): CompletedOption[] {
  const { long, description, argChoices = [], required, optional } = option;
  if (!long) return [];
  if (!required && !optional) return [{ flag: long, description }];
  const name = option.flags.replace(/^.*<(.*)>.*$/, '$1');
  return [{ flag: long, description, value: { name, choices: argChoices, isFolder: name === 'dir' } }];
}

/** The completion script of each shell. */
export const scripts = { bash, zsh, fish } as const;

function bash(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name);
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap(({ flag, value }) => {
      if (!value) return [];
      const words = value.isFolder ? '-d' : `-W '${value.choices.join(' ')}'`;
      return value.isFolder || value.choices.length > 0
        ? [`    '${name} ${flag}') COMPREPLY=($(compgen ${words} -- "$current")); return ;;`]
        : [`    '${name} ${flag}') return ;;`];
    }),
  );
  const words = commands.map(({ name, options, words }) => {
    const all = [...words, ...options.map(({ flag }) => flag)].join(' ');
    return `    ${name}) COMPREPLY=($(compgen -W '${all}' -- "$current")) ;;`;
  });
  return `# Completion of firstguess for bash: eval "$(firstguess completion bash)"
_firstguess() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${names.join(' ')} --help --version' -- "$current"))
    return
  fi
  case "$command $previous" in
${values.join('\n')}
  esac
  case "$command" in
${words.join('\n')}
  esac
}
complete -F _firstguess firstguess
`;
}

function zsh(commands: readonly CompletedCommand[]): string {
  const described = commands.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`);
  const cases = commands.map(({ name, options, words }) => {
    const specs = options.map(({ flag, description, value }) => {
      const text = `${flag}[${description.replace(/[[\]\\]/g, '\\$&')}]`;
      if (!value) return quote(text);
      const action = value.isFolder ? '_files -/' : value.choices.length > 0 ? `(${value.choices.join(' ')})` : ' ';
      return quote(`${text}:${value.name}:${action}`);
    });
    const first = words.length > 0 ? [quote(`1:word:(${words.join(' ')})`)] : [];
    return `    ${name}) _arguments ${[...first, ...specs].join(' \\\n      ')} ;;`;
  });
  return `#compdef firstguess
# Completion of firstguess for zsh: eval "$(firstguess completion zsh)", after compinit
_firstguess() {
  local -a commands
  commands=(
${described.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = _firstguess ]; then _firstguess "$@"; else compdef _firstguess firstguess; fi
`;
}

function fish(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const lines = commands.flatMap(({ name, summary, options, words }) => {
    const inside = `complete -c firstguess -n ${quote(`__fish_seen_subcommand_from ${name}`)}`;
    return [
      `complete -c firstguess -n ${quote(`not __fish_seen_subcommand_from ${names}`)} -a ${name} -d ${quote(summary)}`,
      ...words.map((word) => `${inside} -a ${word}`),
      ...options.map(({ flag, description, value }) => {
        const choices = value && value.choices.length > 0 ? ` -a ${quote(value.choices.join(' '))}` : '';
        const folder = value?.isFolder ? ' -a "(__fish_complete_directories)"' : '';
        return `${inside} -l ${flag.slice(2)}${value ? ' -x' : ''}${choices}${folder} -d ${quote(description)}`;
      }),
    ];
  });
  return `# Completion of firstguess for fish: firstguess completion fish > ~/.config/fish/completions/firstguess.fish
complete -c firstguess -f
${lines.join('\n')}
`;
}

/** In single quotes, which all three shells understand. */
function quote(text: string): string {
  return `'${text.replaceAll("'", '’')}'`;
}
