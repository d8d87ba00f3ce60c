import { Option } from 'commander';
import type { FirstguessCommand } from '../../cli/command.ts';
import {
  addMeasureOptions,
  addNetworkOption,
  addOutputOptions,
  addSamplerOption,
  addSetupOptions,
  type MeasureFlags,
  type OutputFlags,
} from '../../cli/options.ts';
import type { Finish } from '../../cli/program.ts';
import { exitCodes } from '../../console/exitCodes.ts';
import type { Io } from '../../console/io.ts';

export interface MeasureCommandFlags extends Omit<MeasureFlags, 'points'>, OutputFlags {
  readonly points?: number | 'auto';
  readonly network?: string;
  readonly out?: string;
  readonly overwrite?: boolean;
  readonly resume?: string;
}

/** `firstguess measure`: draws networks, counts what they guess, and compares with theory. */
export function addMeasure(program: FirstguessCommand, io: Io, finish: Finish): void {
  const command = program.command('measure') as FirstguessCommand;
  command.summary('what random networks guess, beside theory').description(
    `Draws networks at random, lets them guess the class of every point, and sets what comes out beside theory.
Ctrl-C finishes the draws under way and shows what is done; with --out, --resume goes on from there later.
The same seed gives the same counts whatever the number of workers, interruptions and resumptions.`,
  );
  addNetworkOption(command);
  addSetupOptions(command, { autoPoints: true });
  addMeasureOptions(command);
  addSamplerOption(command);
  addOutputOptions(
    command,
    new Option('--out <dir>', 'write result.json, fractions.parquet, report.html and figures to a folder'),
    new Option('--overwrite', 'replace a measurement that is already in --out'),
    new Option('--resume <dir>', 'go on with an interrupted measurement; other options must be as they were'),
  );
  command.action(async (flags: MeasureCommandFlags) => {
    const { measureAndShow } = await import('./action.ts');
    const { status } = await measureAndShow(flags, io);
    if (status === 'interrupted') finish(exitCodes.interrupted);
  });
  command.examples(
    [
      'digits, results in a folder',
      'firstguess measure --network "3*(dense(512), relu), dense(10)" --preprocess standardize --out runs/relu',
    ],
    [
      'until agreement is known to 0.002',
      'firstguess measure --network "dense(500), tanh, dense(2)" --data "gaussian(dim=500)" --until-se 0.002',
    ],
    ['go on after Ctrl-C', 'firstguess measure --resume runs/relu'],
  );
}
