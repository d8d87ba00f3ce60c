import { CommanderError } from 'commander';
import { exitCodes } from '../console/exitCodes.ts';
import { reportFailure } from '../console/failure.ts';
import { type Io, processIo } from '../console/io.ts';
import { buildProgram } from './program.ts';

/**
 * Runs a command line and returns its exit code; never throws.
 * @param args without the names of node and script
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let exitCode: number = exitCodes.finished;
  const program = buildProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Help and version end this way, too; help without --help comes from a command line without a command.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.finished : exitCodes.badInput;
    return reportFailure(error, io);
  }
}

/** The command line of this process. */
export async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const io = processIo(args);
  const fail = (error: unknown) => process.exit(reportFailure(error, io));
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  process.exitCode = await run(args, io);
}
