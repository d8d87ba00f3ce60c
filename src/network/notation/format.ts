import { formatExtent, type Padding } from '../../notation/extents.ts';
import type { Layer, Part } from '../layer.ts';

/** Writes parts in the notation; `parseNetwork` reads the same network back. */
export function formatNetwork(parts: readonly Part[]): string {
  return parts
    .map((part) => (part.kind === 'layer' ? formatLayer(part) : formatRepeat(part.times, part.body)))
    .join(', ');
}

/** One layer in the notation: required arguments and those of activations by position, the others as name=value. */
export function formatLayer({ definition, given }: Layer): string {
  const args = Object.entries(given).map(([name, value]) => {
    const { kind, need } = definition.parameters[name];
    const text = formatValue(value, kind, need === 'required');
    return need === 'required' || definition.family === 'activation' ? text : `${name}=${text}`;
  });
  return args.length === 0 ? definition.name : `${definition.name}(${args.join(', ')})`;
}

function formatValue(value: unknown, kind: string, required: boolean): string {
  if (kind === 'layers') {
    const parts = value as readonly Part[];
    const layers = formatNetwork(parts);
    return required || (parts.length === 1 && parts[0].kind === 'layer') ? layers : `(${layers})`;
  }
  if (kind === 'branches') return (value as readonly Part[]).map(formatBranch).join(', ');
  if (kind === 'extent' || kind === 'padding') return formatExtent(value as Padding);
  if (Array.isArray(value)) return quote(value.join(', '));
  return kind === 'formula' ? quote(String(value)) : String(value);
}

/** Several layers are parts of one branch in parentheses. */
function formatBranch(branch: Part): string {
  const several = branch.kind === 'repeat' && branch.times === 1 && branch.body.length > 1;
  return several ? `(${formatNetwork(branch.body)})` : formatNetwork([branch]);
}

function formatRepeat(times: number, body: readonly Part[]): string {
  const inner = formatNetwork(body);
  const single = body.length === 1 && body[0]!.kind === 'layer';
  return single ? `${times}*${inner}` : `${times}*(${inner})`;
}

/** Formulas and lists hold no line breaks and may hold one kind of quotes. */
function quote(text: string): string {
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}
