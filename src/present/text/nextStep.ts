import { blocks, type Drawing, terminalOf } from './drawing.ts';
import { wrap } from './wrap.ts';

/** What to do about a finding: the last words of a command. */
export interface NextStep {
  /** Sentences; before a command they lead up to it. */
  readonly text: string;
  /** The command line that shows the rest; null where there is nothing to be done. */
  readonly command: string | null;
}

/** A next step below an answer. The command stays on one line, to be copied. */
export function renderNextStep({ text, command }: NextStep, options: Drawing): string {
  const { width } = terminalOf(options);
  return `\n${blocks([[...wrap(text, width), ...(command === null ? [] : [`  ${command}`])]])}`;
}
