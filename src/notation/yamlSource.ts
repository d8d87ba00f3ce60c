import { isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { caret, UserError } from '../errors.ts';

/** Offsets in the text, of the first character and past the last. */
export type Range = readonly [number, number];

/** A YAML text with the places of its faults: name, line and column, and a caret under the fault. */
export class YamlSource {
  readonly document: ReturnType<typeof parseDocument>;
  private readonly lines = new LineCounter();

  /**
   * @param what names the text in messages, e.g. the path of the file
   * @throws UserError `notation` for text that is not YAML
   */
  constructor(
    readonly text: string,
    readonly what: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, schema: 'core' });
    const [fault] = this.document.errors;
    if (fault) throw this.complaint(fault.pos, fault.message.split(/ at line |:?\n/)[0]);
  }

  complaint(place: Range, message: string, remedy?: string, code: UserError['code'] = 'notation'): UserError {
    const excerpt = caret(this.text, place[0], place[1] - place[0]);
    return new UserError(code, message, [this.placeOf(place), ...excerpt], remedy);
  }

  /** "pipeline.yaml:3:5", lines and columns counted from 1. */
  placeOf([offset]: Range): string {
    const { line, col } = this.lines.linePos(offset);
    return `${this.what}:${line}:${col}`;
  }

  /** The complaint of what read a part of this text, with the place of that part before it. */
  located(error: UserError, place: Range): UserError {
    return new UserError(error.code, error.message, [this.placeOf(place), ...error.where], error.remedy);
  }
}

export function textOf(node: Node): string {
  return isScalar(node) ? String(node.value) : String(node);
}

export function rangeOf(node: Node): Range {
  const [start, end] = node.range ?? [0, 0];
  return [start, end];
}
