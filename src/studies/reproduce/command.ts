import { Argument, Option } from 'commander';
import type { FirstguessCommand } from '../../cli/command.ts';
import { addOutputOptions, addWorkersOption, type OutputFlags } from '../../cli/options.ts';
import type { Finish } from '../../cli/program.ts';
import { exitCodes } from '../../console/exitCodes.ts';
import type { Io } from '../../console/io.ts';

export interface ReproduceFlags extends OutputFlags {
  readonly quick?: boolean;
  readonly list?: boolean;
  readonly file?: string;
  readonly out: string;
  readonly overwrite?: boolean;
  readonly workers?: number;
}

/** `firstguess reproduce`: claims, each tried by an experiment that could refute it. */
export function addReproduce(program: FirstguessCommand, io: Io, finish: Finish): void {
  const command = program.command('reproduce') as FirstguessCommand;
  command.summary('try the claims on guessing bias, one experiment each').description(
    `Runs claims on the guessing bias of untrained networks as experiments and says of each whether it is confirmed, refuted or undecided, with numbers, figures and a page.
An experiment is a YAML file: networks, data, what varies, what is measured, what must come out and what would refute it.
Ctrl-C keeps the claims that have a verdict. Ends with 1 when a claim is refuted.`,
  );
  command.addArgument(new Argument('[claims...]', 'numbers of claims or names of experiments (default: all)'));
  command.addOption(new Option('--quick', 'fewer and smaller networks: minutes rather than an hour'));
  command.addOption(new Option('--list', 'show the claims and run none'));
  command.addOption(new Option('--file <yaml>', 'an experiment of your own in place of those that come along'));
  addWorkersOption(command);
  addOutputOptions(
    command,
    new Option(
      '--out <dir>',
      'folder for report.html, reproduction.json, and a page and figures for each claim (default: runs/reproduce)',
    ).default('runs/reproduce'),
    new Option('--overwrite', 'replace a reproduction that is already in --out'),
  );
  command.action(async (claims: string[], flags: ReproduceFlags) => {
    const { reproduceAndShow } = await import('./action.ts');
    const code = await reproduceAndShow(claims, flags, io);
    if (code !== exitCodes.finished) finish(code);
  });
  command.examples(
    ['all claims in about three minutes', 'firstguess reproduce --quick'],
    [
      'does self-averaging fail? With larger networks, into a folder',
      'firstguess reproduce 9 --out runs/self-averaging',
    ],
  );
}
