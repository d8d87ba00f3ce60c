import picocolors from 'picocolors';
import { refusal } from '../data/sources/files/refusal.ts';
import { UserError } from '../errors.ts';
import { exitCodes } from './exitCodes.ts';
import type { Io } from './io.ts';

/** Tells the user on stderr what went wrong, and returns the exit code. Only faults of ours may show a stack trace. */
export function reportFailure(error: unknown, io: Io): number {
  const { red, dim } = picocolors.createColors(io.colour.err);
  const mistake = error instanceof UserError ? error : refusal(error);
  if (mistake) {
    const [message, ...rest] = mistake.toText().split('\n');
    io.err([`${red('firstguess:')} ${message}`, ...rest].join('\n'));
    io.err('\n');
    return mistake.exitCode;
  }
  const message = error instanceof Error ? error.message : String(error);
  io.err(`${red('firstguess: internal error:')} ${message}\n`);
  if (io.debug && error instanceof Error) io.err(`${dim(error.stack ?? '')}\n`);
  io.err(
    io.debug
      ? '  this is a fault of firstguess, not yours: please report it with the lines above\n'
      : '  this is a fault of firstguess, not yours: please report it with the output of FIRSTGUESS_DEBUG=1\n',
  );
  return exitCodes.internalError;
}
