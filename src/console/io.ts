import type { Drawing } from '../present/text/drawing.ts';

/** All that the command line asks of the world around it; tests lend it an imitation. */
export interface Io {
  /** Writes to stdout: results, and nothing else. */
  out(text: string): void;
  /** Writes to stderr: progress, remarks and errors. */
  err(text: string): void;
  /** Whether to write colours to stdout, and to stderr. */
  readonly colour: { readonly out: boolean; readonly err: boolean };
  /** Columns of stdout. */
  readonly width: number;
  /** Columns of stderr at this moment; undefined where it is not a terminal, and a live line would only be in the way. */
  liveWidth(): number | undefined;
  /** Calls back at the first Ctrl-C or SIGTERM; the second then ends the process. Returns how to stop listening. */
  onInterrupt(callback: () => void): () => void;
  /** Show stack traces of internal errors. */
  readonly debug: boolean;
}

const DEFAULT_WIDTH = 80;

/** The surroundings of a real process. Output to a closed pipe (`| head`) is dropped in silence. */
export function processIo(args: readonly string[]): Io {
  const { stdout, stderr, env } = process;
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    colour: { out: wantsColour(args, env, stdout.isTTY), err: wantsColour(args, env, stderr.isTTY) },
    width: stdout.columns ?? DEFAULT_WIDTH,
    liveWidth: () => (stderr.isTTY && env.TERM !== 'dumb' ? (stderr.columns ?? DEFAULT_WIDTH) : undefined),
    onInterrupt: onSignals,
    debug: Boolean(env.FIRSTGUESS_DEBUG),
  };
}

/** `--no-color`, then NO_COLOR, then FORCE_COLOR, then whether a terminal is listening. */
export function wantsColour(args: readonly string[], env: NodeJS.ProcessEnv, isTerminal: boolean | undefined): boolean {
  if (args.includes('--no-color') || env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return !['', '0', 'false'].includes(env.FORCE_COLOR);
  return Boolean(isTerminal) && env.TERM !== 'dumb';
}

/** How results are drawn on stdout. */
export function drawing(io: Io): Drawing {
  return { colour: io.colour.out, width: io.width };
}

function onSignals(callback: () => void): () => void {
  const stop = () => {
    process.off('SIGINT', first);
    process.off('SIGTERM', first);
  };
  // Without a listener of ours the second signal ends the process as it always does.
  const first = () => {
    stop();
    callback();
  };
  process.on('SIGINT', first);
  process.on('SIGTERM', first);
  return stop;
}
