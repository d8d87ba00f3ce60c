import { UserError } from '../../../errors.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { checkExpansion, checkValueBytes } from '../bytes/limits.ts';
import { quoted, shorten, textPlace } from '../bytes/text.ts';

/** A larger file with two bytes per number would exceed the 2 GiB of values that any dataset may have. */
const MAX_BYTES = 2 ** 29;
/** Levels of arrays and objects; points need at most a few. */
const MAX_DEPTH = 64;
/** Bytes decoded on either side of a fault: more than an excerpt shows, in any script. */
const AROUND = 400;
/** 10^k is exact up to k = 22. */
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, k) => 10 ** k);

const [SPACE, TAB, LINE_FEED, RETURN] = [0x20, 0x09, 0x0a, 0x0d];
export const QUOTE = 0x22;
const [BACKSLASH, COMMA, COLON, MINUS, PLUS, DOT, ZERO] = [0x5c, 0x2c, 0x3a, 0x2d, 0x2b, 0x2e, 0x30];
export const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** A single value: a number, a text, a truth value, or what stands for a missing number. */
export type Scalar = number | string | boolean | null;

/**
 * Reads JSON (RFC 8259) token by token from its bytes, so that every number goes straight to where it is kept and every
 * fault has a line and a column.
 */
export class JsonText {
  private at = 0;

  private constructor(
    private readonly source: ByteSource,
    private readonly bytes: Uint8Array,
  ) {
    const [first, second, third] = bytes;
    // UTF-16, with its mark or without.
    if (first >= 0xfe || (bytes.length > 1 && (first === 0 || second === 0))) throw this.notUtf8(0);
    if (first === 0xef && second === 0xbb && third === 0xbf) this.at = 3;
  }

  /** @throws UserError `data` for a file of more than 512 MiB, or an empty one */
  static async open(source: ByteSource): Promise<JsonText> {
    // Unpacked bytes are counted first, so that their memory is taken once.
    const bytes = new Uint8Array(source.gzipped ? await unpackedLength(source) : checkedLength(source, source.size));
    let length = 0;
    for await (const chunk of source.chunks()) {
      const piece = chunk.subarray(0, bytes.length - length); // a file may grow while it is read
      bytes.set(piece, length);
      length += piece.length;
    }
    const text = new JsonText(source, bytes.subarray(0, length));
    if (!text.ended()) return text;
    throw new UserError('data', `${source.name} is empty`, [], 'write an array of points: numbers, arrays or records');
  }

  /** @throws UserError `data` for more bytes of values than a dataset, or a compressed file beside its text, may have */
  checkRoom(bytes: number): void {
    const { name, size, gzipped } = this.source;
    checkValueBytes(name, bytes);
    if (gzipped) checkExpansion(name, this.bytes.length + bytes, size);
  }

  get file(): string {
    return this.source.name;
  }

  /** The next byte that is not white space; undefined at the end. */
  peek(): number | undefined {
    const { bytes } = this;
    let byte = bytes[this.at];
    while (byte === SPACE || byte === LINE_FEED || byte === RETURN || byte === TAB) byte = bytes[++this.at];
    return byte;
  }

  /** Where the next value begins. */
  position(): number {
    this.peek();
    return this.at;
  }

  /** Goes back to a position. */
  goTo(position: number): void {
    this.at = position;
  }

  /** Whether only white space is left. */
  ended(): boolean {
    return this.peek() === undefined;
  }

  /** Takes the bracket that comes next. */
  enter(): void {
    this.at++;
  }

  /**
   * Whether a further entry of an array or object follows; takes the comma before it, or the bracket after the last.
   * @param first whether no entry was read yet
   */
  next(close: number, first: boolean): boolean {
    let byte = this.peek();
    if (byte === close) {
      this.at++;
      return false;
    }
    if (!first) {
      if (byte !== COMMA) throw this.expected(`a comma or ${String.fromCharCode(close)}`);
      this.at++;
      byte = this.peek();
      if (byte === close) throw this.expected('another entry', 'remove the comma before it');
    }
    if (byte === undefined) throw this.expected('another entry');
    return true;
  }

  /**
   * Whether a further value of JSON Lines follows.
   * @param first whether no value was read yet
   */
  nextLine(first: boolean): boolean {
    const end = this.at;
    if (this.ended()) return false;
    const between = this.bytes.subarray(end, this.at);
    if (!first && !between.includes(LINE_FEED) && !between.includes(RETURN)) throw this.expected('a new line');
    return true;
  }

  /** The name of an entry of an object, and its colon. */
  key(): string {
    if (this.peek() !== QUOTE) throw this.expected('a name in double quotes');
    const name = this.string();
    if (this.peek() !== COLON) throw this.expected('a colon');
    this.at++;
    return name;
  }

  /**
   * The next value if it is neither an array nor an object. NaN and infinities, which JSON does not have but some programs
   * write, are null.
   */
  scalar(): Scalar {
    const byte = this.peek();
    if (byte === QUOTE) return this.string();
    const number = this.number();
    if (number !== undefined) return number;
    const word = this.token();
    const value = WORDS.get(word);
    if (value === undefined) throw this.expected('a value');
    this.at += word.length;
    return value;
  }

  /** The number that comes next, if one does; infinite if it is too large. */
  number(): number | undefined {
    this.peek();
    const { bytes } = this;
    const start = this.at;
    let i = start;
    const negative = bytes[i] === MINUS;
    if (negative) i++;
    const whole = i;
    let digits = 0;
    for (; isDigit(bytes[i]); i++) digits = 10 * digits + bytes[i] - ZERO;
    if (i === whole || (bytes[whole] === ZERO && i > whole + 1)) return undefined;
    let count = i - whole;
    let decimals = 0;
    if (bytes[i] === DOT) {
      const point = i++;
      for (; isDigit(bytes[i]); i++) digits = 10 * digits + bytes[i] - ZERO;
      decimals = i - point - 1;
      count += decimals;
      if (decimals === 0) return undefined;
    }
    // Both factors are exact, so that their quotient is rounded once, as Number(text) is.
    if ((bytes[i] | 0x20) !== 0x65 && count <= 15) {
      this.at = i;
      const value = digits / POWERS_OF_TEN[decimals];
      return negative ? -value : value;
    }
    if ((bytes[i] | 0x20) === 0x65) {
      i++;
      if (bytes[i] === PLUS || bytes[i] === MINUS) i++;
      if (!isDigit(bytes[i])) return undefined;
      while (isDigit(bytes[i])) i++;
    }
    this.at = i;
    return Number(new TextDecoder().decode(bytes.subarray(start, i)));
  }

  /** Passes over the next value. */
  skip(depth = 0): void {
    const byte = this.peek();
    if (byte !== OPEN_ARRAY && byte !== OPEN_OBJECT) {
      this.scalar();
      return;
    }
    this.checkDepth(depth);
    this.enter();
    const close = byte === OPEN_ARRAY ? CLOSE_ARRAY : CLOSE_OBJECT;
    for (let first = true; this.next(close, first); first = false) {
      if (byte === OPEN_OBJECT) this.key();
      this.skip(depth + 1);
    }
  }

  /** @throws UserError `data` for a bracket inside more brackets than any points have */
  checkDepth(depth: number): void {
    if (depth < MAX_DEPTH) return;
    throw this.fault(`more than ${MAX_DEPTH} levels of brackets`, 'give one number, array or record per point');
  }

  /** @throws UserError `data` if anything follows */
  expectEnd(): void {
    if (this.ended()) return;
    throw this.expected('the end of the file', 'if every line holds a value of its own, name the file .jsonl');
  }

  /** What comes next, as messages show it. */
  shown(): string {
    const byte = this.peek();
    if (byte === OPEN_ARRAY) return 'an array';
    if (byte === OPEN_OBJECT) return 'an object';
    if (byte === QUOTE) return quoted(this.string());
    const token = this.token();
    return /^[\w+.-]/.test(token) ? shorten(token) : quoted(token);
  }

  /** @param at where the fault is: at what comes next, unless given */
  fault(problem: string, remedy: string, at = this.position()): UserError {
    return new UserError('data', `${this.file} has ${problem}`, this.place(at), remedy);
  }

  /** That something else than what comes next should be there. */
  expected(wanted: string, remedy = 'the file is damaged, or is not JSON'): UserError {
    const at = this.position();
    if (at < this.bytes.length) {
      const found = quoted(this.bytes[at] === QUOTE ? this.string() : this.token());
      return this.fault(`${found} where ${wanted} should be`, remedy, at);
    }
    const cut = 'the file is cut short, or a bracket is missing';
    return new UserError('data', `${this.file} ends where ${wanted} should be`, this.place(at), cut);
  }

  private string(): string {
    const { bytes } = this;
    const start = this.at;
    let plain = true;
    for (let i = start + 1; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte === BACKSLASH) {
        plain = false;
        i++;
      } else if (byte === QUOTE) {
        const text = this.decode(start + 1, i);
        this.at = i + 1;
        return plain ? text : this.unescape(text, start);
      } else if (byte === LINE_FEED || byte === RETURN) {
        throw this.fault('a line break in a text', 'close the quote before it, or write the line break as \\n', i);
      } else if (byte < SPACE) {
        throw this.fault('a control character in a text', 'write a tab as \\t, others as \\u and four digits', i);
      }
    }
    throw this.fault('a quote that is never closed', 'close it by another double quote', start);
  }

  private unescape(text: string, start: number): string {
    try {
      return JSON.parse(`"${text}"`);
    } catch {
      throw this.fault('a text with a wrong escape', 'write a backslash in texts as \\\\', start);
    }
  }

  private decode(from: number, to: number): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.bytes.subarray(from, to));
    } catch {
      throw this.notUtf8(from);
    }
  }

  private notUtf8(at: number): UserError {
    const [place] = this.place(at);
    return new UserError('data', `${this.file} is not text in UTF-8`, [place], 'save it as JSON in UTF-8');
  }

  /** A word or number, else a single character. */
  private token(): string {
    const after = new TextDecoder().decode(this.bytes.subarray(this.at, this.at + AROUND));
    return /^[\w+.-]+|^./su.exec(after)?.[0] ?? '';
  }

  private place(at: number): string[] {
    const { bytes, file } = this;
    let line = 1;
    let begin = 0;
    for (let i = 0; i < at; i++) {
      if (bytes[i] !== LINE_FEED && (bytes[i] !== RETURN || bytes[i + 1] === LINE_FEED)) continue;
      line++;
      begin = i + 1;
    }
    let column = 1;
    for (let i = begin; i < at; i++) if ((bytes[i] & 0xc0) !== 0x80) column++; // continuations of UTF-8 do not count
    let end = at;
    while (end < bytes.length && end < at + AROUND && bytes[end] !== LINE_FEED && bytes[end] !== RETURN) end++;
    const text = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));
    return textPlace(file, line, column, text(Math.max(begin, at - AROUND), at), text(at, end));
  }
}

/** @throws UserError `data` for more than this reader takes */
function checkedLength({ name, size, gzipped }: ByteSource, length: number): number {
  if (gzipped) checkExpansion(name, length, size);
  if (length <= MAX_BYTES) return length;
  const remedy = 'save it as .npy, .npz or Parquet, which are read faster and in less memory';
  throw new UserError('data', `${name} has more than ${MAX_BYTES / 2 ** 20} MiB of JSON`, [], remedy);
}

async function unpackedLength(source: ByteSource): Promise<number> {
  let length = 0;
  for await (const chunk of source.chunks()) length = checkedLength(source, length + chunk.length);
  return length;
}

/** The words of JSON, and what Python and JavaScript write for numbers that JSON cannot hold. */
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ...['null', 'NaN', 'Infinity', '-Infinity'].map((word): [string, null] => [word, null]),
]);

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
