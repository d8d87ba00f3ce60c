import { Option } from 'commander';
import type { FirstguessCommand } from '../../cli/command.ts';
import {
  addMeasureOptions,
  addOutputOptions,
  addSamplerOption,
  addSetupOptions,
  type MeasureFlags,
  type OutputFlags,
} from '../../cli/options.ts';
import type { Finish } from '../../cli/program.ts';
import { exitCodes } from '../../console/exitCodes.ts';
import type { Io } from '../../console/io.ts';

export interface CompareFlags extends MeasureFlags, OutputFlags {
  readonly out?: string;
  readonly overwrite?: boolean;
}

/** `firstguess compare`: several networks on the same data, side by side. */
export function addCompare(program: FirstguessCommand, io: Io, finish: Finish): void {
  const command = program.command('compare') as FirstguessCommand;
  command.summary('several networks on the same data').description(
    `Measures several networks on the same data with the same options, and sets them side by side: one table, one picture.
Ctrl-C finishes the draws under way and compares the networks measured until then.`,
  );
  command.argument('<networks...>', 'two networks or more, each in quotes');
  addSetupOptions(command);
  addMeasureOptions(command);
  addSamplerOption(command);
  addOutputOptions(
    command,
    new Option('--out <dir>', 'write comparison.svg, .png, .html and .json to a folder'),
    new Option('--overwrite', 'replace a comparison that is already in --out'),
  );
  command.action(async (networks: string[], flags: CompareFlags) => {
    const { compareAndShow } = await import('./action.ts');
    if (!(await compareAndShow(networks, flags, io))) finish(exitCodes.interrupted);
  });
  command.examples(
    [
      'which activation is even-handed',
      'firstguess compare "5*(dense(500), relu), dense(10)" "5*(dense(500), tanh), dense(10)" --preprocess standardize',
    ],
    [
      'the picture, on generated data',
      'firstguess compare "dense(500), relu, dense(2)" "dense(500), abs, dense(2)" --data "gaussian(500)" --out runs/abs',
    ],
  );
}
