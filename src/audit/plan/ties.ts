import type { Parameter } from './auditPlan.ts';
import type { Candidate } from './candidates.ts';
import { singles, summaryOf } from './summary.ts';

/** A parameter to be drawn, its tie not known yet. */
export interface Untied {
  readonly parameter: Parameter;
  readonly candidate: Candidate;
}

type Tie = NonNullable<Parameter['tiedTo']>;

/** Fewer numbers may be equal by chance, or because they were all set by hand. */
const FEWEST_NUMBERS = 64;

/**
 * Which parameters share their numbers with an earlier one: those whose stored numbers are the same to the last bit, as they
 * are or transposed. Exporters fold a transpose into a copy, so that names do not tell. Tensors of one repeated value are
 * never tied: equal zeros are equal by chance.
 */
export function tiesOf(untied: readonly Untied[]): ReadonlyMap<Parameter, Tie> {
  const ties = new Map<Parameter, Tie>();
  const comparable = untied.filter(({ candidate }) => !summaryOf(candidate.tensor).isConstant);
  const large = comparable.filter(({ candidate }) => candidate.tensor.size >= FEWEST_NUMBERS);
  addEqual(large, ties, () => true);
  // A bias is small; it is tied when the weight of its layer is.
  const layers = new Map([...ties].map(([{ layer }, { name }]) => [layer, layerNamed(name, untied)]));
  addEqual(comparable, ties, (first, second) => layers.get(second.layer) === first.layer);
  return ties;
}

/** Adds ties of equal tensors that are none yet. */
function addEqual(
  untied: readonly Untied[],
  ties: Map<Parameter, Tie>,
  mayBeTied: (first: Parameter, second: Parameter) => boolean,
): void {
  const firsts = new Map<string, Untied[]>();
  for (const second of untied) {
    if (ties.has(second.parameter)) continue;
    const { size } = second.candidate.tensor;
    const key = `${size} ${summaryOf(second.candidate.tensor).fingerprint}`;
    const alike = firsts.get(key) ?? [];
    firsts.set(key, alike);
    const found = alike
      .filter((first) => mayBeTied(first.parameter, second.parameter))
      .map((first) => ({ name: first.parameter.name, equality: equality(first, second) }))
      .find((each) => each.equality !== undefined);
    if (found) ties.set(second.parameter, { name: found.name, transposed: found.equality === 'transposed' });
    else alike.push(second);
  }
}

function equality({ candidate: a }: Untied, { candidate: b }: Untied): 'same' | 'transposed' | undefined {
  const first = singles(a.tensor.values());
  const second = singles(b.tensor.values());
  const [rows, columns] = a.tensor.dims;
  if (a.tensor.dims.join() === b.tensor.dims.join() && first.every((number, i) => number === second[i])) return 'same';
  const isTurned = a.tensor.dims.length === 2 && b.tensor.dims.join() === `${columns},${rows}`;
  const isTransposed = () =>
    first.every((number, i) => number === second[(i % columns) * rows + Math.floor(i / columns)]);
  return isTurned && isTransposed() ? 'transposed' : undefined;
}

function layerNamed(name: string, untied: readonly Untied[]): string | undefined {
  return untied.find(({ parameter }) => parameter.name === name)?.parameter.layer;
}

/** Sentences about ties: of copied layers one for all their tensors, else one a tensor. */
export function notesOnTies(parameters: readonly Parameter[]): string[] {
  const copies = new Map<string, { of: string; count: number }>();
  const notes: string[] = [];
  for (const { name, tiedTo } of parameters) {
    if (!tiedTo) continue;
    const [copy, of] = withoutCommonEnd(name, tiedTo.name);
    const known = copies.get(copy);
    if (known?.of === of) known.count++;
    else if (copy !== name) copies.set(copy, { of, count: 1 });
    else notes.push(`${name} shares its numbers with ${tiedTo.name}${tiedTo.transposed ? ', transposed' : ''}`);
  }
  const ofCopies = [...copies].map(
    ([copy, { of, count }]) =>
      `${copy} is a copy of ${of}: ${count === 1 ? 'a parameter is' : `${count} parameters are`} tied`,
  );
  return [...ofCopies, ...notes];
}

/** "enc.layers.1" and "enc.layers.0" of "enc.layers.1.linear1.weight" and "enc.layers.0.linear1.weight". */
function withoutCommonEnd(a: string, b: string): [string, string] {
  const [first, second] = [a.split('.'), b.split('.')];
  let common = 0;
  while (common < Math.min(first.length, second.length) - 1 && first.at(-1 - common) === second.at(-1 - common))
    common++;
  // "tok.weight" and "fc.weight" have no more in common than what they are.
  if (common < 2) return [a, b];
  return [first.slice(0, -common).join('.'), second.slice(0, -common).join('.')];
}
