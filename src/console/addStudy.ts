import { Argument, Option as CommanderOption } from 'commander';
import { figureOptions, tableOptions } from '../present/fileOptions.ts';
import { flagOf, folder, type Option, type OptionTable, toggle } from '../setup/option.ts';
import type { FirstguessCommand } from './command.ts';
import { exitCodes } from './exitCodes.ts';
import { headings } from './inputOptions.ts';
import type { Io } from './io.ts';
import type { AnyFlags, Leaves, Study } from './study.ts';

/** Remembers what a command ended with. */
export type Finish = (exitCode: number) => void;

/** The command of a study, made from its record. */
export function addStudy(program: FirstguessCommand, study: Study, io: Io, finish: Finish): void {
  const command = program.command(study.name) as FirstguessCommand;
  command.summary(study.summary).description(study.description);
  const { takes, leaves, options } = study;
  if (takes) command.addArgument(new Argument(takes.name, takes.meaning));
  for (const [heading, table] of Object.entries(options)) {
    if (heading !== headings.output) addOptions(command, table, heading);
  }
  addOptions(command, options[headings.output] ?? {}, headings.output);
  if (leaves) addOptions(command, folderOptions(leaves), headings.output);
  addOutputOptions(command);
  command.action(async (...given: unknown[]) => {
    const words = takes ? [given[0] ?? []].flat().map(String) : [];
    const flags = (takes ? given[1] : given[0]) as AnyFlags;
    const answer = await study.answer();
    const code = await answer({ words, flags: { out: leaves?.folder, ...flags } }, io);
    if (code !== exitCodes.finished) finish(code);
  });
  command.examples(...study.examples);
}

/** Options that every command has. */
export function addOutputOptions(command: FirstguessCommand): void {
  const json = new CommanderOption('--json', 'print one JSON document on stdout, and all else on stderr');
  command.addOption(json.helpGroup(headings.output));
  command.addOption(noColour().helpGroup(headings.output));
  command.addHelpOption(new CommanderOption('-h, --help', 'print this help').helpGroup(headings.output));
}

/** Read from the arguments before anything is parsed, so that help and errors obey, too (`wantsColour`). */
export function noColour(): CommanderOption {
  return new CommanderOption('--no-color', 'no colours; NO_COLOR=1 does the same');
}

function folderOptions({ meaning, what, tables }: Leaves): OptionTable {
  return {
    out: folder({ meaning, placeholder: 'dir' }),
    overwrite: toggle(`replace ${what} that is already in --out`),
    ...figureOptions,
    ...(tables && tableOptions),
  };
}

function addOptions(command: FirstguessCommand, table: OptionTable, heading: string): void {
  for (const [name, option] of Object.entries(table)) {
    const made = commanderOption(name, option);
    command.addOption(heading === '' ? made : made.helpGroup(heading));
  }
}

function commanderOption(name: string, option: Option<unknown>): CommanderOption {
  const { meaning, placeholder, words, several, negated, short } = option;
  const flag = negated ? flagOf(name).replace('--', '--no-') : flagOf(name);
  if (placeholder === undefined) return new CommanderOption(flag, meaning);
  const flags = short === undefined ? flag : `-${short}, ${flag}`;
  const made = new CommanderOption(`${flags} <${placeholder}>`, meaning);
  // Before the reader, which takes the place of a check by these words.
  if (words) made.choices(words);
  return made.argParser<unknown>((text, before) => {
    const value = option.read(text, flag);
    return several ? [...((before as readonly unknown[] | undefined) ?? []), value] : value;
  });
}
