import type { Layer } from '../../../src/network/layer.ts';
import { readArguments } from '../../../src/notation/arguments.ts';
import { type Call, parseList } from '../../../src/notation/syntax.ts';

/** An argument of a layer as a card shows it. */
export interface Field {
  readonly name: string;
  readonly meaning: string;
  /** As in the notation, without quotes. */
  readonly text: string;
  /** The words that it takes. */
  readonly choices?: readonly string[];
  readonly isNumber: boolean;
  /** The one that must be given: everyone knows what it is. */
  readonly obvious: boolean;
}

const NESTED = ['layers', 'branches'];

/** The arguments that were given, but for the layers inside. */
export function fieldsOf({ definition, given }: Layer): Field[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const { kind, need, meaning, choices } = definition.parameters[name];
    if (NESTED.includes(kind)) return [];
    const text = Array.isArray(value) ? value.join(', ') : String(value);
    return [{ name, meaning, text, choices, isNumber: typeof value === 'number', obvious: need === 'required' }];
  });
}

/**
 * What a text that was typed stands for as an argument of a layer: it is read as the notation reads it.
 * @throws UserError where it is nothing that the layer takes
 */
export function readField(layer: Layer, name: string, text: string): unknown {
  if (text.trim() === '') return undefined;
  const { definition } = layer;
  const parameter = definition.parameters[name];
  const call = `${definition.name}(${name}=${written(text, parameter.kind)})`;
  const [item] = parseList(call, name);
  return readArguments(item as Call, { [name]: parameter })[name];
}

/** Formulas and lists of numbers stand in quotes, other lists in parentheses. */
function written(text: string, kind: string): string {
  if (kind === 'formula' || (kind === 'bias' && text.includes(','))) return `"${text}"`;
  return text.includes(',') && !text.startsWith('(') ? `(${text})` : text;
}
