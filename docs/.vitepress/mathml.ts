import {
  ACCENTS,
  FACES,
  FENCES,
  FUNCTIONS,
  FUNCTIONS_WITH_LIMITS,
  IDENTIFIERS,
  INTEGRALS,
  OPERATORS,
  SPACES,
  WITH_LIMITS,
} from './texCommands.ts';

/**
 * TeX, as far as docs/theory.md speaks it, to MathML, which browsers set by themselves: no script, style sheet or font has
 * to be loaded. What is not known throws, so that a page never shows half a formula.
 */

/** A formula as a `math` element; a formula on a line of its own may have a number, by \tag. */
export function mathml(tex: string, display: boolean): { readonly math: string; readonly tag: string | undefined } {
  const reader = new Reader(tex);
  const content = reader.row(undefined);
  const attributes = display ? ' display="block"' : '';
  return { math: `<math${attributes}>${content}</math>`, tag: reader.tag };
}

const THIN_SPACE = '<mspace width="0.17em"></mspace>';
/** As high and deep as a fraction. */
const STRUT = '<mspace width="0" height="1.3em" depth="0.8em"></mspace>';
interface Atom {
  readonly xml: string;
  /** What is written under and over it stands there and not beside it. */
  readonly limits?: boolean;
  /** A name of several letters, which is set apart from what it is applied to. */
  readonly name?: boolean;
}

class Reader {
  tag: string | undefined;
  private readonly tokens: string[];
  private at = 0;

  constructor(private readonly tex: string) {
    this.tokens = tex.match(/\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\s+|[^\s]/gsu) ?? [];
  }

  /** All atoms up to a token, which is taken, or to the end. */
  row(end: string | undefined): string {
    let row = '';
    for (let token = this.peek(); token !== end; token = this.peek()) {
      if (token === undefined) this.fail(`needs ${end}`);
      // A name is apart from an atom before it, as it is from what it is applied to.
      const isApart = isName(token!) && /<\/m(?!o>|space>)\w+>$/.test(row);
      row += (isApart ? THIN_SPACE : '') + this.scripted();
    }
    this.at += 1;
    return row;
  }

  /** An atom with what stands under and over it. */
  private scripted(): string {
    const { xml: base, limits = false, name } = this.atom();
    const xml = this.withScripts(base, limits);
    return name && !this.isBracketOrEnd() ? xml + THIN_SPACE : xml;
  }

  private withScripts(atom: string, limits: boolean): string {
    let [base, under, over] = [atom, '', ''];
    for (let token = this.peek(); token === '_' || token === '^' || token === "'"; token = this.peek()) {
      this.at += 1;
      // The sign stands high already; as a script it would be too small to be seen.
      if (token === "'") base = element('mrow', `${base}<mo lspace="0" rspace="0">′</mo>`);
      else if (token === '_') under = this.argument();
      else over += this.argument();
    }
    const [low, high] = [`<mrow>${under}</mrow>`, `<mrow>${over}</mrow>`];
    if (under && over) {
      return limits ? element('munderover', base + low + high) : element('msubsup', base + low + high);
    }
    if (under) return element(limits ? 'munder' : 'msub', base + low);
    if (over) return element(limits ? 'mover' : 'msup', base + high);
    return base;
  }

  private atom(): Atom {
    const token = this.next();
    if (token === '{') return { xml: element('mrow', this.row('}')) };
    if (/^\d/.test(token)) return { xml: element('mn', token) };
    if (/^\p{L}$/u.test(token)) return { xml: element('mi', token) };
    if (!token.startsWith('\\')) return { xml: symbol(token) };
    return this.command(token.slice(1));
  }

  private command(name: string): Atom {
    if (name in IDENTIFIERS) return { xml: identifier(IDENTIFIERS[name]) };
    if (name in OPERATORS) return { xml: element('mo', escaped(OPERATORS[name])) };
    if (name in FENCES) return { xml: symbol(FENCES[name]) };
    if (name in SPACES) return { xml: `<mspace width="${SPACES[name]}"></mspace>` };
    if (name in INTEGRALS) return { xml: element('mo', INTEGRALS[name]) };
    if (name in WITH_LIMITS) return { xml: element('mo', WITH_LIMITS[name]), limits: true };
    if (name in ACCENTS) {
      return { xml: `<mover accent="true">${this.argument()}<mo stretchy="false">${ACCENTS[name]}</mo></mover>` };
    }
    if (FUNCTIONS.includes(name)) return { xml: element('mi', name), name: true };
    if (FUNCTIONS_WITH_LIMITS.includes(name)) return { xml: element('mi', name), limits: true, name: true };
    if (name in FACES) return { xml: element('mi', inFace(this.text(), FACES[name])) };
    switch (name) {
      case 'frac':
        return { xml: element('mfrac', this.argument() + this.argument()) };
      case 'tfrac': {
        const fraction = element('mfrac', this.argument() + this.argument());
        return { xml: `<mstyle displaystyle="false">${fraction}</mstyle>` };
      }
      case 'binom': {
        const stack = `<mfrac linethickness="0">${this.argument()}${this.argument()}</mfrac>`;
        return { xml: `<mrow><mo>(</mo>${stack}<mo>)</mo></mrow>` };
      }
      case 'sqrt':
        return { xml: element('msqrt', this.argument()) };
      case 'mathrm': {
        const text = this.text();
        return { xml: `<mi mathvariant="normal">${text}</mi>`, name: text.length > 1 };
      }
      case 'text':
        return { xml: element('mtext', this.text()) };
      case 'mathop':
        return { xml: this.argument(), limits: true, name: true };
      case 'left':
        return { xml: this.fenced() };
      case 'bigg':
        return { xml: element('mrow', edge(this.fence()) + STRUT) };
      case 'tag':
        this.tag = this.text();
        return { xml: '' };
      default:
        return this.fail(`has \\${name}, which is not known`);
    }
  }

  /** What stands between \left and \right. */
  private fenced(): string {
    const opening = this.fence();
    const content = this.row('\\right');
    const closing = this.fence();
    return element('mrow', edge(opening) + content + edge(closing));
  }

  private fence(): string {
    const token = this.next();
    return FENCES[token.slice(1)] ?? token;
  }

  /** A group in braces, a command with its arguments, or a single letter or digit. */
  private argument(): string {
    const token = this.peek();
    if (token === undefined || !/^\d./.test(token)) return this.atom().xml;
    this.tokens[this.at] = token.slice(1);
    return element('mn', token[0]);
  }

  /** The letters of a group in braces as they are, or a single one. */
  private text(): string {
    const first = this.next();
    if (first !== '{') return escaped(first);
    let text = '';
    for (let token = this.tokens[this.at++]; token !== '}'; token = this.tokens[this.at++]) {
      if (token === undefined) this.fail('needs }');
      text += token === '\\ ' ? ' ' : token;
    }
    return escaped(text.replace(/ /g, '\u00a0'));
  }

  /** Whether no atom follows that a name would be applied to. */
  private isBracketOrEnd(): boolean {
    return /^(?:\\left|\\right|\\bigg|\\ |\\q?quad|\\mid|[([{}\])|,.;:=+/-])$/.test(this.peek() ?? '}');
  }

  private peek(): string | undefined {
    while (this.tokens[this.at]?.trim() === '') this.at += 1;
    return this.tokens[this.at];
  }

  private next(): string {
    const token = this.peek();
    if (token === undefined) return this.fail('ends too early');
    this.at += 1;
    return token;
  }

  private fail(why: string): never {
    throw new Error(`the formula ${this.tex.trim()} ${why}`);
  }
}

/** Capital Greek letters stand upright, as TeX has them. */
function identifier(letter: string): string {
  return /[Α-Ω]/.test(letter) ? `<mi mathvariant="normal">${letter}</mi>` : element('mi', letter);
}

function isName(token: string): boolean {
  const name = token.slice(1);
  return FUNCTIONS.includes(name) || FUNCTIONS_WITH_LIMITS.includes(name);
}

/** A bracket as high as what it encloses; "." is none. */
function edge(fence: string): string {
  return fence === '.' ? '' : `<mo stretchy="true" fence="true">${fence}</mo>`;
}

/** A character that is neither a letter nor a digit. */
function symbol(character: string): string {
  if (character === '-') return '<mo>−</mo>';
  if ('|‖'.includes(character)) return `<mo stretchy="false" lspace="0" rspace="0">${character}</mo>`;
  if ('()[]⟨⟩'.includes(character)) return `<mo stretchy="false">${character}</mo>`;
  if (character === '/') return '<mo lspace="0.05em" rspace="0.05em">/</mo>';
  return element('mo', escaped(character));
}

function inFace(text: string, { A, 0: zero }: { readonly A: number; readonly 0: number }): string {
  return text.replace(/[A-Za-z0-9]/g, (character) => {
    if (/\d/.test(character)) return String.fromCodePoint(zero + Number(character));
    const place = character.charCodeAt(0) - 65;
    return String.fromCodePoint(A + (place < 26 ? place : place - 6));
  });
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
