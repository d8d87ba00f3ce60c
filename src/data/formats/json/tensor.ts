import { CLOSE_ARRAY, type JsonText, OPEN_ARRAY, QUOTE } from './jsonText.ts';
import { Numbers } from './numbers.ts';

/** Nested arrays of numbers, all of one shape, as a single array with axes. */
export class Tensor {
  readonly numbers: Numbers;
  /** Lengths by depth, each known once the first array of its depth has ended. */
  private readonly lengths: (number | undefined)[] = [];
  /** How many axes there are, known from the first number on. */
  private rank: number | undefined;
  /** The place of the entry being read. */
  private readonly indices: number[] = [];

  /** @param key the name of the array in its object, for messages; empty for the whole file */
  constructor(
    private readonly text: JsonText,
    private readonly key = '',
  ) {
    this.numbers = new Numbers(text);
  }

  /** Reads the array that comes next. */
  static read(text: JsonText, key = ''): Tensor {
    const tensor = new Tensor(text, key);
    tensor.array(0);
    return tensor;
  }

  /** Reads values, one per line, as the entries of an array. */
  static readLines(text: JsonText): Tensor {
    const tensor = new Tensor(text);
    let count = 0;
    for (; text.nextLine(count === 0); count++) tensor.entry(0, count);
    tensor.lengths[0] = count;
    return tensor;
  }

  get axes(): number[] {
    return this.lengths.map((length) => length ?? 0);
  }

  private array(depth: number): void {
    const { text } = this;
    text.checkDepth(depth);
    text.enter();
    let count = 0;
    for (; text.next(CLOSE_ARRAY, count === 0); count++) {
      if (count === this.lengths[depth]) throw this.tooLong(depth, count);
      this.entry(depth, count);
    }
    this.lengths[depth] ??= count;
    if (count === 0) this.rank ??= depth + 1;
    if (count < this.lengths[depth]) throw this.ragged(depth, count, text.position() - 1);
  }

  private entry(depth: number, index: number): void {
    const { text } = this;
    this.indices[depth] = index;
    const holdsArrays = text.peek() === OPEN_ARRAY;
    if (!holdsArrays) this.rank ??= depth + 1;
    const innermost = depth + 1 === this.rank;
    if (holdsArrays === innermost) {
      const wanted = holdsArrays ? 'a number' : 'an array';
      throw this.fault(depth, `where ${wanted} should be`, 'give every point the same axes');
    }
    if (innermost) this.numbers.push(this.number(depth));
    else this.array(depth + 1);
  }

  private number(depth: number): number {
    const { text } = this;
    const at = text.position();
    const value = text.number();
    if (value !== undefined && Number.isFinite(value)) return value;
    text.goTo(at);
    if (value !== undefined) throw this.fault(depth, 'which is not a finite number', 'scale it, or remove the point');
    const isText = text.peek() === QUOTE;
    const shown = text.shown();
    text.goTo(at);
    if (shown !== 'true' && shown !== 'false') {
      throw this.fault(depth, 'where a number should be', remedyFor(shown, isText));
    }
    return Number(text.scalar());
  }

  private fault(depth: number, problem: string, remedy: string) {
    const at = this.text.position();
    return this.text.fault(`${this.text.shown()} at ${this.path(depth + 1)}, ${problem}`, remedy, at);
  }

  /** Counts the whole array, whose next entry is one too many. */
  private tooLong(depth: number, length: number) {
    const at = this.text.position();
    let count = length;
    do {
      this.text.skip(depth);
      count++;
    } while (this.text.next(CLOSE_ARRAY, false));
    return this.ragged(depth, count, at);
  }

  private ragged(depth: number, count: number, at: number) {
    const path = this.path(depth);
    const problem = `an array of length ${count} at ${path} where the first has length ${this.lengths[depth]}`;
    return this.text.fault(problem, 'give every point the same number of entries', at);
  }

  /** "x[3][2]" */
  private path(depth: number): string {
    return (
      this.key +
      this.indices
        .slice(0, depth)
        .map((index) => `[${index}]`)
        .join('')
    );
  }
}

function remedyFor(shown: string, isText: boolean): string {
  if (/^(null|NaN|-?Infinity)$/.test(shown)) return 'fill it or remove the point';
  if (isText) return 'give labels in a second array: {"x": [[…], …], "y": […]}, or write records';
  return 'write numbers like -1.5 or 2e3';
}
