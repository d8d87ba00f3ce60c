import { type Paint, paintWith } from './paint.ts';
import { wrap } from './wrap.ts';

/** How results are drawn in a terminal. */
export interface Drawing {
  /** Whether to write escape codes for colours; the environment is never asked. */
  readonly colour: boolean;
  /** Columns to stay within, from 60 on; 100 are used at most. */
  readonly width: number;
}

const NOTE = 'note: ';

/** What a drawing comes to: colours, and columns from 60 to 100. */
export function terminalOf({ colour, width }: Drawing): { paint: Paint; width: number } {
  return { paint: paintWith(colour), width: Math.max(60, Math.min(100, width)) };
}

/** Blocks of lines with an empty line between them. */
export function blocks(parts: readonly (readonly string[])[]): string {
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** The first sentence, which says what the network does, stands out. */
export function finding(summary: string, width: number, paint: Paint): string[] {
  const end = summary.search(/\.\s/) + 1 || summary.length;
  return [
    ...wrap(summary.slice(0, end), width).map(paint.strong),
    ...(end < summary.length ? wrap(summary.slice(end), width) : []),
  ];
}

/** Notes, each once. */
export function notes(texts: readonly string[], width: number, paint: Paint): string[] {
  return [...new Set(texts)].flatMap((note) =>
    wrap(note, width - NOTE.length).map(
      (line, index) => (index === 0 ? paint.theory(NOTE) : ' '.repeat(NOTE.length)) + line,
    ),
  );
}
