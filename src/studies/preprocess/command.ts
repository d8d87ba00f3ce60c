import { Argument, Option } from 'commander';
import type { FirstguessCommand } from '../../cli/command.ts';
import {
  addMeasureOptions,
  addNetworksOption,
  addOutputOptions,
  addSetupOptions,
  type MeasureFlags,
  type OutputFlags,
} from '../../cli/options.ts';
import type { Finish } from '../../cli/program.ts';
import { exitCodes } from '../../console/exitCodes.ts';
import type { Io } from '../../console/io.ts';

export interface PreprocessFlags extends MeasureFlags, OutputFlags {
  readonly network?: readonly string[];
  readonly theoryOnly?: boolean;
  readonly out?: string;
  readonly overwrite?: boolean;
}

/** `firstguess preprocess`: what preprocessing does to the guesses. */
export function addPreprocess(program: FirstguessCommand, io: Io, finish: Finish): void {
  const command = program.command('preprocess') as FirstguessCommand;
  command.summary('what preprocessing does to the guesses').description(
    `Sets pipelines of preprocessing side by side: what each does to the data, and what networks guess after it, by theory and measured on the same weights.
Pipelines that differ in one number alone become a curve.
Of data with more than 1,000 points a sample of 1,000 is taken, after preprocessing all, unless --points says otherwise.
Ctrl-C finishes the draws under way and compares what was measured until then.`,
  );
  command.addArgument(
    new Argument(
      '[pipelines...]',
      'steps in quotes, e.g. "center, scale(0.5)", or steps.yaml; "shift({0, 1, 2})" is three (default: raw, rescaled, centred, standardised, whitened)',
    ),
  );
  addNetworksOption(command);
  addSetupOptions(command, { preprocess: false });
  addMeasureOptions(command);
  addOutputOptions(
    command,
    new Option('--theory-only', 'draw no networks'),
    new Option(
      '--out <dir>',
      'write preprocessing.html, preprocessing.json and the figures agreement and max-fraction (.svg, .png) to a folder',
    ),
    new Option('--overwrite', 'replace a comparison that is already in --out'),
  );
  command.action(async (pipelines: string[], flags: PreprocessFlags) => {
    const { preprocessAndShow } = await import('./action.ts');
    if (!(await preprocessAndShow(pipelines, flags, io))) finish(exitCodes.interrupted);
  });
  command.examples(
    [
      'raw, in 0..1, centred, standardised, whitened',
      'firstguess preprocess --network "3*(dense(512), relu), dense(10)"',
    ],
    [
      'what a shift of the data does to three activations',
      'firstguess preprocess "shift({0, 0.5, 1, 2, 4})" --data "gaussian(1000)" --network "dense(1000), linear, dense(10)" --network "dense(1000), tanh, dense(10)" --network "dense(1000), relu, dense(10)" --out runs/shift',
    ],
  );
}
