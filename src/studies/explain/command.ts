import { Option } from 'commander';
import type { FirstguessCommand } from '../../cli/command.ts';
import {
  addMeasureOptions,
  addNetworkOption,
  addOutputOptions,
  addSetupOptions,
  type MeasureFlags,
  type OutputFlags,
} from '../../cli/options.ts';
import type { Finish } from '../../cli/program.ts';
import { exitCodes } from '../../console/exitCodes.ts';
import type { Io } from '../../console/io.ts';

export interface ExplainFlags extends MeasureFlags, OutputFlags {
  readonly network?: string;
  /** False with --no-worth. */
  readonly worth?: boolean;
  readonly out?: string;
  readonly overwrite?: boolean;
}

/** `firstguess explain`: which layer makes the bias, which amplify it, which remove it. */
export function addExplain(program: FirstguessCommand, io: Io, finish: Finish): void {
  const command = program.command('explain') as FirstguessCommand;
  command.summary('which layer makes the bias').description(
    `Follows the bias through the layers: where it is born, which layers amplify it and which reduce it.
Then neutralises one layer after the other, by theory where there is one, else by drawing the network without the layer, and says how much of the final agreement each is worth.
Takes the mean and the first principal component out of the data, too, and says how much of the bias goes with each.
Ctrl-C finishes the draws under way and shows what is done.
Without --points, fewer points than usual are used where an initialisation would be expensive.`,
  );
  addNetworkOption(command);
  addSetupOptions(command);
  addMeasureOptions(command, 60);
  addOutputOptions(
    command,
    new Option('--no-worth', 'only follow the bias through the layers, and neutralise none'),
    new Option('--out <dir>', 'write explanation.json, explanation.html and the figure blame.svg, .png to a folder'),
    new Option('--overwrite', 'replace an explanation that is already in --out'),
  );
  command.action(async (flags: ExplainFlags) => {
    const { explainAndShow } = await import('./action.ts');
    if (!(await explainAndShow(flags, io))) finish(exitCodes.interrupted);
  });
  command.examples(
    [
      'a deep network with normalisation',
      'firstguess explain --network "4*(dense(500), batchNorm, relu), dense(10)" --preprocess standardize',
    ],
    [
      'a residual network on images',
      'firstguess explain --network resnet18 --data "gaussian(shape=3x32x32)" --points 32 --inits 30 --out runs/resnet18',
    ],
  );
}
