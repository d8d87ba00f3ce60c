import picocolors from 'picocolors';
import { addStudy, type Finish, noColour } from '../console/addStudy.ts';
import { FirstguessCommand } from '../console/command.ts';
import { exitCodes } from '../console/exitCodes.ts';
import type { Io } from '../console/io.ts';
import { studies } from '../studies/index.ts';
import { version } from '../version.ts';
import { addCompletion } from './completion.ts';
import { addLayers } from './layers.ts';

/** The tree of commands. Commands import what they need only when they run, so that help and `predict` start fast. */
export function buildProgram(io: Io, finish: Finish): FirstguessCommand {
  const program = new FirstguessCommand('firstguess');
  const { bold, cyan } = picocolors.createColors(io.colour.out);
  program
    .description('Predict and measure what a neural network guesses before it has learned anything.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addOption(noColour())
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({
      // The words that may be chosen are part of the descriptions already.
      optionDescription: ({ description }) => description,
      styleTitle: bold,
      styleSubcommandText: cyan,
      styleOptionText: cyan,
    })
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHelpWidth: () => Math.min(io.width, 120),
      getErrHelpWidth: () => Math.min(io.width, 120),
      getOutHasColors: () => io.colour.out,
      getErrHasColors: () => io.colour.err,
    });
  for (const study of studies) addStudy(program, study, io, finish);
  addLayers(program, io);
  addCompletion(program, io);
  return program
    .examples(
      [
        'what theory expects of a deep network on generated data',
        'firstguess predict --network "5*(dense(1000), relu), dense(2)" --data "gaussian(dim=1000)"',
      ],
      [
        'measure it on real digits, and keep the results',
        'firstguess measure --network "3*(dense(512), relu), dense(10)" --preprocess standardize --out runs/relu',
      ],
    )
    .addHelpText(
      'after',
      `
Exit codes: ${exitCodes.finished} finished · ${exitCodes.checkFailed} a check failed · ${exitCodes.badInput} bad input · ${exitCodes.internalError} internal error · ${exitCodes.interrupted} interrupted, results kept`,
    );
}
