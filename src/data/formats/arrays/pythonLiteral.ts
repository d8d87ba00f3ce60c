/** What a Python literal stands for. */
export type Literal = string | number | boolean | null | Sequence | Map<string, Literal>;

interface Sequence {
  readonly kind: 'tuple' | 'list';
  readonly items: readonly Literal[];
}

/** Nested deeper than any header, and never deep enough to overflow the stack. */
const MAX_DEPTH = 16;

const TOKEN = /\s*(?:([{}()[\],:])|'([^'\\]*)'|"([^"\\]*)"|(-?\d+)L?(?![\w.])|(True|False|None)(?!\w))/y;

interface Token {
  readonly punctuation?: string;
  readonly value?: Literal;
}

/**
 * Parses the few literals a .npy header is made of: dicts with texts as keys, tuples, lists, whole numbers, texts without
 * escapes, True, False and None. It looks nothing up and calls nothing, so no header can make it do more.
 *
 * @param complain makes the error to throw from what is wrong
 */
export function parseLiteral(text: string, complain: (message: string) => Error): Literal {
  let at = 0;
  let token = advance();

  function advance(): Token {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) {
      if (text.slice(at).trim() === '') return {};
      throw complain(`is not understood from character ${at} on`);
    }
    at = TOKEN.lastIndex;
    const [, punctuation, single, double, digits, word] = match;
    if (punctuation) return { punctuation };
    if (word) return { value: word === 'None' ? null : word === 'True' };
    return { value: digits === undefined ? (single ?? double) : integer(digits) };
  }

  function integer(digits: string): number {
    const value = Number(digits);
    if (Number.isSafeInteger(value)) return value;
    throw complain(`has a number of ${digits.length} digits`);
  }

  function isNext(punctuation: string): boolean {
    return token.punctuation === punctuation;
  }

  function take(punctuation: string): void {
    if (!isNext(punctuation)) throw complain(`lacks a ${punctuation} before character ${at}`);
    token = advance();
  }

  function literal(depth: number): Literal {
    if (depth > MAX_DEPTH) throw complain('is nested too deeply');
    if (isNext('{')) return dict(depth);
    if (isNext('(')) return sequence('tuple', ')', depth);
    if (isNext('[')) return sequence('list', ']', depth);
    const { value } = token;
    if (value === undefined) throw complain(`lacks a value before character ${at}`);
    token = advance();
    return value;
  }

  function sequence(kind: 'tuple' | 'list', close: string, depth: number): Literal {
    const items: Literal[] = [];
    const commas = list(close, () => items.push(literal(depth + 1)));
    // (3) is the number 3, (3,) a tuple of it.
    return kind === 'tuple' && items.length === 1 && commas === 0 ? items[0] : { kind, items };
  }

  function dict(depth: number): Literal {
    const entries = new Map<string, Literal>();
    list('}', () => {
      const key = literal(depth + 1);
      if (typeof key !== 'string') throw complain('has a key that is not a string');
      if (entries.has(key)) throw complain(`has the key ${key} twice`);
      take(':');
      entries.set(key, literal(depth + 1));
    });
    return entries;
  }

  /** Items between commas up to a closing bracket; the last may have a comma too. Gives the number of commas. */
  function list(close: string, item: () => void): number {
    let commas = 0;
    token = advance();
    while (!isNext(close)) {
      item();
      if (isNext(close)) break;
      take(',');
      commas++;
    }
    take(close);
    return commas;
  }

  const whole = literal(0);
  if (token.punctuation !== undefined || token.value !== undefined) throw complain('continues after its end');
  return whole;
}
