/**
 * A mistake of the user's, said so that they can mend it: what is wrong, where, and what to do.
 *
 * `code` is stable and meant for programs; `exitCode` is what the command line ends with.
 * Everything that is not a `UserError` is a fault of ours and ends with exit code 3.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitCode = 2;

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** An excerpt of the faulty text with a caret under the fault, or a place in a file; one string a line. */
    readonly where: readonly string[] = [],
    /** What to do about it, in one sentence. */
    readonly remedy?: string,
  ) {
    super(message);
  }

  /** The whole message as a terminal shows it, without the leading program name. */
  toText(): string {
    const lines = [this.message, ...this.where.map((line) => `  ${line}`)];
    if (this.remedy) lines.push(`  ${this.remedy}`);
    return lines.join('\n');
  }
}

/** Stable codes of all errors a user can cause. */
export type ErrorCode =
  | 'notation' // text that does not parse
  | 'unknown-name' // a layer, activation, data source or preprocessing step nobody knows
  | 'bad-argument' // a known name with a wrong argument or option
  | 'shape' // layers that do not fit together, or do not fit the data
  | 'data' // NaN, an empty or unreadable dataset
  | 'run-folder' // unwritable, half-written or foreign run folders
  | 'resume-mismatch' // --resume with another experiment
  | 'engine'; // no runtime to measure with

/** The text with a caret line under `length` characters from `at`, as two lines. */
export function caret(text: string, at: number, length = 1): string[] {
  const before = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  const line = text.slice(before, end < 0 ? undefined : end);
  return [line, ' '.repeat(at - before) + '^'.repeat(Math.max(1, length))];
}
