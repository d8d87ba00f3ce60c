import type { Io } from '../../console/io.ts';
import { run } from '../main.ts';

/** What a command line left behind. */
export interface Outcome {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Surroundings that keep what is written, on a colourless terminal of 80 columns by default. */
export function fakeIo(changes: Partial<Io> = {}): Io & { readonly written: { out: string; err: string } } {
  const written = { out: '', err: '' };
  return {
    written,
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    colour: { out: false, err: false },
    width: 80,
    liveWidth: () => undefined,
    onInterrupt: () => () => {},
    debug: false,
    ...changes,
  };
}

/** Runs a command line in this process. */
export async function runHere(args: readonly string[], changes: Partial<Io> = {}): Promise<Outcome> {
  const io = fakeIo(changes);
  const exitCode = await run(args, io);
  return { exitCode, ...io.written };
}
