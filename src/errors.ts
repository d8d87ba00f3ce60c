/**
 * A mistake of the user, with what is wrong, where, and what to do.
 *
 * `code` is stable and meant for programs; `exitCode` is the exit code of the command line.
 * Any other error is a bug in firstguess and ends with exit code 3.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitCode = 2;

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** An excerpt of the faulty text with a caret under the fault, or a place in a file; one string per line. */
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
  | 'unknown-name' // a layer, activation, data source or preprocessing step that does not exist
  | 'bad-argument' // a known name with a wrong argument or option
  | 'shape' // layers that do not fit together, or do not fit the data
  | 'bad-model' // an ONNX file that is damaged, not one, or holds what cannot be read
  | 'limit' // a model that takes more memory or time than it may
  | 'data' // NaN, an empty or unreadable dataset
  | 'run-folder' // unwritable, half-written or foreign run folders
  | 'resume-mismatch' // --resume with another experiment
  | 'engine'; // no runtime to measure with

/** The line of the text that holds `at`, with carets under `length` characters from there as far as the line goes. */
export function caret(text: string, at: number, length = 1): string[] {
  const begin = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  const newline = text.indexOf('\n', at);
  const end = newline < 0 ? text.length : newline;
  const carets = Math.max(1, Math.min(length, end - at));
  return [text.slice(begin, end), ' '.repeat(at - begin) + '^'.repeat(carets)];
}
