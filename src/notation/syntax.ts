import { caret, UserError } from '../errors.ts';
import { type Token, type TokenKind, tokenize } from './tokens.ts';

/**
 * The grammar shared by networks, data sources and preprocessing. It knows no layer names: meaning is given by
 * `network/notation.ts`, `data/parseData.ts` and others.
 *
 *   list  := item (',' item)*
 *   item  := [ whole-number '*' ] ( '(' list ')' | call )
 *   call  := name [ '(' [ argument (',' argument)* ] ')' ]
 *   argument := [ name '=' ] ( number | "text" | 3x32x32 | (3, 32, 32) | item )
 */
export type Item = Call | Repetition;

/** `dense(1000, sigmaW2=1.5)` or a bare name. `text` is the whole source, so that errors can point into it. */
export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Argument[];
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

/** `5*(dense(1000), relu)`, or parentheses alone, which only group. */
interface Repetition {
  readonly kind: 'repetition';
  readonly times?: number;
  readonly body: readonly Item[];
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

export interface Argument {
  /** The keyword before "=", if any. */
  readonly name?: string;
  /** A number, a text or word, dimensions like [3, 32, 32], or a nested item. */
  readonly value: number | string | readonly number[] | Item;
  readonly at: number;
  readonly length: number;
  /** Where the value alone begins, past "name=". */
  readonly valueAt: number;
}

/** More nesting than in any real network; keeps hostile text from exhausting the stack. */
const MAX_NESTING = 50;

/**
 * Parses a comma list of items.
 * @param what names the text in messages, e.g. "--network"
 * @throws UserError `notation` with a caret under the first fault
 */
export function parseList(text: string, what: string): Item[] {
  return new Parser(text, what).parse();
}

/**
 * Parses a comma list of plain calls: no repetition and no nesting. Bare words as arguments become texts.
 * @param example what to write instead of nothing
 * @throws UserError `notation`
 */
export function parseCalls(text: string, what: string, example: string): Call[] {
  if (text.trim() === '') throw new UserError('notation', `${what} is empty`, [], `for instance ${example}`);
  return parseList(text, what).map((item) => {
    if (item.kind === 'repetition') throw fault(item, `${what} takes a plain list, without repetition or parentheses`);
    return { ...item, args: item.args.map((argument) => ({ ...argument, value: word(argument, what, text) })) };
  });
}

function word(argument: Argument, what: string, text: string): number | string | readonly number[] {
  const { value } = argument;
  if (typeof value !== 'object' || !('kind' in value)) return value;
  if (value.kind === 'call' && value.args.length === 0) return value.name;
  throw fault({ ...argument, text }, `${what} takes numbers and words as arguments, not nested lists`);
}

/** A stretch of a text. */
export interface Place {
  readonly text: string;
  readonly at: number;
  readonly length: number;
}

/** A notation error with a caret under a place of its text. */
export function fault(place: Place, message: string, remedy?: string, code: UserError['code'] = 'notation'): UserError {
  return new UserError(code, message, caret(place.text, place.at, place.length), remedy);
}

class Parser {
  private readonly tokens: readonly Token[];
  private position = 0;
  private nesting = 0;

  constructor(
    private readonly text: string,
    private readonly what: string,
  ) {
    this.tokens = tokenize(text, what);
  }

  parse(): Item[] {
    if (this.tokens.length === 1) {
      throw new UserError('notation', `${this.what} is empty`, [], 'write at least one name, for instance dense(10)');
    }
    const items = this.list();
    if (this.peek().kind !== 'end') throw this.unexpected('"," or the end', afterItem[this.peek().kind]);
    return items;
  }

  private list(): Item[] {
    const items = [this.item()];
    while (this.skip(',')) items.push(this.item());
    return items;
  }

  private item(): Item {
    const first = this.peek();
    const times = first.number;
    if (times !== undefined) {
      if (!Number.isInteger(times) || times < 1) {
        throw fault(this.place(first), 'a repetition takes a whole number of at least 1');
      }
      this.position++;
      this.expect('*', 'a name with its arguments, or "*" after a number');
    }
    if (this.peek().kind !== '(') {
      const call = this.call();
      return times !== undefined ? this.spanned({ kind: 'repetition', times, body: [call] }, first) : call;
    }
    this.enter();
    this.position++;
    const body = this.list();
    this.expect(')', '"," or ")"');
    this.nesting--;
    return this.spanned({ kind: 'repetition', times, body }, first);
  }

  private call(): Call {
    const name = this.peek();
    if (name.kind !== 'name') throw this.unexpected('a name');
    this.position++;
    const args: Argument[] = [];
    if (this.peek().kind === '(') {
      this.enter();
      this.position++;
      if (this.peek().kind !== ')') {
        do args.push(this.argument());
        while (this.skip(','));
      }
      this.expect(')', '"," or ")"');
      this.nesting--;
    }
    return this.spanned({ kind: 'call', name: name.text, args }, name);
  }

  private argument(): Argument {
    const first = this.peek();
    const keyword = first.kind === 'name' && this.tokens[this.position + 1]!.kind === '=' ? first.text : undefined;
    if (keyword !== undefined) this.position += 2;
    const start = this.peek();
    const value = this.value(keyword !== undefined);
    const end = this.end();
    return { name: keyword, value, at: first.at, length: end - first.at, valueAt: start.at };
  }

  private value(afterKeyword: boolean): Argument['value'] {
    const token = this.peek();
    const next = this.tokens[this.position + 1]?.kind;
    if (token.kind === 'text' || token.kind === 'dims' || (token.kind === 'number' && next !== '*')) {
      this.position++;
      return token.number ?? token.dims ?? token.text;
    }
    const tuple = token.kind === '(' ? this.tuple() : undefined;
    if (tuple) return tuple;
    if (token.kind === 'name' && afterKeyword && next !== '(') {
      this.position++;
      return token.text;
    }
    if (token.kind !== 'name' && token.kind !== 'number' && token.kind !== '(') throw this.unexpected('a value');
    return this.item();
  }

  /** (3, 3), as Python writes the sizes of windows: dimensions. */
  private tuple(): readonly number[] | undefined {
    const numbers: number[] = [];
    let at = this.position + 1;
    for (;;) {
      const { number } = this.tokens[at];
      const end = this.tokens[at + 1]?.kind;
      if (number === undefined || (end !== ',' && end !== ')')) return undefined;
      numbers.push(number);
      // A comma may end it, as in (3,).
      at += this.tokens[at + 2]?.kind === ')' && end === ',' ? 3 : 2;
      if (this.tokens[at - 1].kind === ')') break;
    }
    this.position = at;
    return numbers;
  }

  private enter(): void {
    if (++this.nesting > MAX_NESTING)
      throw fault(this.place(this.peek()), `more than ${MAX_NESTING} nested parentheses`);
  }

  private peek(): Token {
    return this.tokens[this.position]!;
  }

  private skip(kind: TokenKind): boolean {
    if (this.peek().kind !== kind) return false;
    this.position++;
    return true;
  }

  private expect(kind: TokenKind, expected: string): void {
    if (!this.skip(kind)) throw this.unexpected(expected);
  }

  /** The end of the token just consumed. */
  private end(): number {
    const last = this.tokens[this.position - 1]!;
    return last.at + last.length;
  }

  private spanned<T extends object>(node: T, first: Token): T & { at: number; length: number; text: string } {
    return { ...node, at: first.at, length: this.end() - first.at, text: this.text };
  }

  private place(token: Token): Place {
    return { text: this.text, at: token.at, length: token.length };
  }

  private unexpected(expected: string, remedy?: string): UserError {
    const token = this.peek();
    const found = token.kind === 'end' ? 'the end' : `"${this.text.slice(token.at, token.at + token.length)}"`;
    return fault(this.place(token), `expected ${expected} but found ${found} in ${this.what}`, remedy);
  }
}

/** What to do about that which may not follow an item. */
const afterItem: Partial<Record<TokenKind, string>> = {
  name: 'put a comma before it',
  number: 'arguments belong in parentheses after their name, for instance dense(10)',
  ')': 'take it away, or open the parenthesis before it',
  '=': 'arguments belong in parentheses after their name, for instance dense(units=10)',
};
