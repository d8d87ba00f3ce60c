/** Longest line of a generated source; a statement grows no further by what is written around it. */
const WIDTH = 96;

/** A value on its way through a network: Python of it, from Python of what goes in. */
export type Of = (x: string) => string;

/**
 * The body of a function that takes `x` from layer to layer: x = dense(x). Inside a branch the values have a name of their
 * own, so that x is still there at the end of it.
 */
export class Statements {
  readonly lines: string[] = [];
  /** The name that holds the value now, and the one that the next statement assigns. */
  private value = 'x';
  private target = 'x';
  /** The expression of the last line, where it may still be written into the next one. */
  private last?: string;
  /** Names of branches under way. */
  private readonly taken = new Set<string>();

  /** The value as it is. */
  get now(): string {
    return this.value;
  }

  /** x = f(x). */
  apply(of: Of): void {
    this.assign(of(this.value));
  }

  /** The same of what uses its argument once: around the statement before it, where that leaves one line. */
  wrap(of: Of): void {
    const joined = this.last === undefined ? undefined : of(this.last);
    if (joined === undefined || joined.length + this.target.length > WIDTH - 12) this.apply(of);
    else {
      this.lines.pop();
      this.assign(joined);
    }
  }

  line(text: string): void {
    this.lines.push(text);
    this.last = undefined;
  }

  /**
   * Follows layers from the value as it is, under a name of their own.
   * @returns the names of their ends, in order
   */
  branches(name: string, rows: readonly (() => void)[]): string[] {
    const { value, target } = this;
    const names: string[] = [];
    const ends = rows.map((row) => {
      this.target = this.fresh(name);
      names.push(this.target);
      this.taken.add(this.target);
      this.value = value;
      this.last = undefined;
      row();
      return this.value;
    });
    for (const each of names) this.taken.delete(each);
    Object.assign(this, { value, target });
    this.last = undefined;
    return ends;
  }

  private assign(expression: string): void {
    this.lines.push(`${this.target} = ${expression}`);
    this.value = this.target;
    this.last = expression;
  }

  private fresh(name: string): string {
    for (let i = 1; ; i++) {
      const candidate = i === 1 ? name : `${name}${i}`;
      if (!this.taken.has(candidate)) return candidate;
    }
  }
}

/** Items in parentheses, on several lines where they do not fit. The first line begins at `indent`. */
export function tuple(items: readonly string[], indent: string, before = ''): string {
  const one = `(${items.join(', ')}${items.length === 1 ? ',' : ''})`;
  if (indent.length + before.length + one.length <= WIDTH) return one;
  const inner = `${indent}    `;
  const lines = [''];
  for (const item of items) {
    const line = lines.at(-1)!;
    const longer = `${line}${line === '' ? '' : ' '}${item},`;
    if (line !== '' && inner.length + longer.length > WIDTH) lines.push(`${item},`);
    else lines[lines.length - 1] = longer;
  }
  return `(\n${lines.map((line) => inner + line).join('\n')}\n${indent})`;
}

/** A text over several lines, cut at commas and spaces. */
export function wrapped(text: string, indent: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join(`\n${indent}`);
}

export function indented(lines: readonly string[], by: string): string {
  return lines
    .join('\n')
    .split('\n')
    .map((line) => (line === '' ? line : by + line))
    .join('\n');
}
