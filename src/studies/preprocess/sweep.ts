import { type Token, tokenize } from '../../notation/tokens.ts';

/** Pipelines that are the same but for one number. */
export interface Sweep {
  /** What the number is of: "shift", or "clip high" of a named argument. */
  readonly name: string;
  /** The number of each pipeline, in their order. */
  readonly values: readonly number[];
  /** The pipeline with another number, or with what stands for several. */
  at(value: number | string): string;
}

/** The number in which pipelines differ, if it is a single one: then they lie on a line. */
export function sweepOf(notations: readonly string[]): Sweep | undefined {
  if (notations.length < 2) return undefined;
  const [first, ...rest] = notations.map((notation) => tokenize(notation, 'the pipeline'));
  if (rest.some((tokens) => tokens.map(shape).join() !== first.map(shape).join())) return undefined;
  const places = first.flatMap(({ number }, place) =>
    rest.some((tokens) => tokens[place].number !== number) ? [place] : [],
  );
  if (places.length !== 1) return undefined;
  const [place] = places;
  const token = first[place];
  const text = notations[0];
  return {
    name: nameOf(first, place),
    values: [first, ...rest].map((tokens) => tokens[place].number!),
    at: (value) => text.slice(0, token.at) + value + text.slice(token.at + token.length),
  };
}

/** A token without its number. */
function shape({ kind, text }: Token): string {
  return kind === 'number' ? kind : `${kind} ${text}`;
}

/** The step that the number at a place belongs to, with the argument where it is named. */
function nameOf(tokens: readonly Token[], place: number): string {
  let step = place;
  while (step > 0 && tokens[step].kind !== '(') step--;
  const name = tokens[step - 1]?.text ?? '';
  return tokens[place - 1]?.kind === '=' ? `${name} ${tokens[place - 2].text}` : name;
}

/** Evenly spaced numbers from the least to the largest value, and the values themselves, in order. */
export function gridOf({ values }: Sweep, size: number): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const even = Array.from({ length: size }, (_, i) => low + ((high - low) * i) / (size - 1));
  return [...new Set([...even, ...values])].sort((a, b) => a - b);
}
