import { caret, UserError } from '../errors.ts';

export type TokenKind = 'name' | 'number' | 'dims' | 'text' | '(' | ')' | ',' | '*' | '=' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The name, or the content of a quoted text. */
  readonly text: string;
  readonly number?: number;
  readonly dims?: readonly number[];
  readonly at: number;
  readonly length: number;
}

// Sticky patterns, tried in this order at every position. Dimensions come before numbers: 3x32x32 is one token. Names
// may have dots, as nn.Linear and iris.csv have them.
const PATTERNS: readonly (readonly [Exclude<TokenKind, 'end'> | 'space', RegExp])[] = [
  ['space', /\s+/y],
  ['dims', /\d+(?:x\d+)+/y],
  ['number', /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['name', /[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_][A-Za-z0-9_-]*)*/y],
  ['text', /"[^"]*"|'[^']*'/y],
  ['(', /\(/y],
  [')', /\)/y],
  [',', /,/y],
  ['*', /\*/y],
  ['=', /=/y],
];

/**
 * Cuts a text into tokens, the last of kind `end`.
 * @throws UserError `notation` at the first character that does not begin a token
 */
export function tokenize(text: string, what: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const found = match(text, at);
    if (!found) {
      const open = text[at] === '"' || text[at] === "'";
      const character = String.fromCodePoint(text.codePointAt(at)!);
      const message = open ? `a quoted text has no end in ${what}` : `unexpected "${character}" in ${what}`;
      throw new UserError('notation', message, caret(text, at), open ? undefined : pathRemedy(text, at));
    }
    const [kind, raw] = found;
    if (kind !== 'space') tokens.push(token(kind, raw, at));
    at += raw.length;
  }
  tokens.push({ kind: 'end', text: '', at: text.length, length: 1 });
  return tokens;
}

/** An argument with slashes or dots is the path of a file, which belongs in quotes. */
function pathRemedy(text: string, at: number): string | undefined {
  if (/^(->|=>|;|\||>)/.test(text.slice(at))) return 'part them with commas';
  if (!/[/\\.~]/.test(text[at])) return undefined;
  const begin = text.slice(0, at).search(/[^\s,()='"]*$/);
  const path = /^[^\s,()='"]*/.exec(text.slice(begin))![0];
  const isArgument = /[(,=]\s*$/.test(text.slice(0, begin)) && /[\w/\\]/.test(path);
  return isArgument ? `put the path in quotes: "${path}"` : undefined;
}

function match(text: string, at: number): [Exclude<TokenKind, 'end'> | 'space', string] | undefined {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const raw = pattern.exec(text)?.[0];
    if (raw !== undefined) return [kind, raw];
  }
  return undefined;
}

function token(kind: Exclude<TokenKind, 'end'>, raw: string, at: number): Token {
  const place = { at, length: raw.length };
  if (kind === 'number') return { kind, text: raw, number: Number(raw), ...place };
  if (kind === 'dims') return { kind, text: raw, dims: raw.split('x').map(Number), ...place };
  if (kind === 'text') return { kind, text: raw.slice(1, -1), ...place };
  return { kind, text: raw, ...place };
}
