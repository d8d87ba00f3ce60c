import picocolors from 'picocolors';
import { exitCodes } from '../console/exitCodes.ts';
import type { Io } from '../console/io.ts';
import { addCompare } from '../studies/compare/command.ts';
import { addData } from '../studies/data/command.ts';
import { addExplain } from '../studies/explain/command.ts';
import { addMeasure } from '../studies/measure/command.ts';
import { addPhase } from '../studies/phase/command.ts';
import { addPredict } from '../studies/predict/command.ts';
import { addPreprocess } from '../studies/preprocess/command.ts';
import { addReproduce } from '../studies/reproduce/command.ts';
import { version } from '../version.ts';
import { FirstguessCommand } from './command.ts';
import { addCompletion } from './completion.ts';
import { addLayers } from './layers.ts';
import { noColour } from './options.ts';

/** Remembers what a command ended with. */
export type Finish = (exitCode: number) => void;

/** The tree of commands. Commands import what they need only when they run, so that help and `predict` are quick. */
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
  addPredict(program, io);
  addMeasure(program, io, finish);
  addCompare(program, io, finish);
  addExplain(program, io, finish);
  addPreprocess(program, io, finish);
  addPhase(program, io);
  addReproduce(program, io, finish);
  addData(program, io);
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
