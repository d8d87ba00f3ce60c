import { type Layer, makeLayer, type Part } from './layer.ts';
import { isParts } from './layers/blocks/inside.ts';
import { Network } from './network.ts';

/** The network with every layer changed, those inside blocks and repetitions too. */
export function mapLayers({ parts }: Network, change: (layer: Layer) => Layer): Network {
  const changed = (part: Part): Part => {
    if (part.kind === 'repeat') return { ...part, body: part.body.map(changed) };
    const inside = partsInside(part).map(([name, own]) => [name, own.map(changed)] as const);
    return change(
      inside.length === 0 ? part : makeLayer(part.definition, { ...part.given, ...Object.fromEntries(inside) }),
    );
  };
  return new Network(parts.map(changed));
}

/**
 * The network with every row of layers changed: that of the network, and those of blocks and repetitions, from the inside
 * outwards.
 * @param change gets the parts of a row and gives those of the new one
 * @param enters whether the layers inside a block are changed; by default those of all blocks
 */
export function mapRows(
  { parts }: Network,
  change: (row: readonly Part[]) => readonly Part[],
  enters: (block: Layer) => boolean = () => true,
): Network {
  const row = (body: readonly Part[]): readonly Part[] => change(body.map(inner));
  const inner = (part: Part): Part => {
    if (part.kind === 'repeat') return { ...part, body: row(part.body) };
    const inside = enters(part) ? partsInside(part).map(([name, own]) => [name, row(own)] as const) : [];
    return inside.length === 0 ? part : makeLayer(part.definition, { ...part.given, ...Object.fromEntries(inside) });
  };
  return new Network(row(parts));
}

/** How many layers have a property, those inside blocks included, repetitions unrolled. */
export function countLayers(parts: readonly Part[], has: (layer: Layer) => boolean): number {
  return parts.reduce((sum, part) => {
    if (part.kind === 'repeat') return sum + part.times * countLayers(part.body, has);
    return partsInside(part).reduce((inner, [, own]) => inner + countLayers(own, has), sum + (has(part) ? 1 : 0));
  }, 0);
}

/** The layer with other values of the arguments it was given; those undefined are no longer given. */
export function withGiven({ definition, given }: Layer, others: Readonly<Record<string, unknown>>): Layer {
  const merged = Object.entries(given).flatMap(([name, value]) => {
    const other = name in others ? others[name] : value;
    return other === undefined ? [] : [[name, other] as const];
  });
  return makeLayer(definition, Object.fromEntries(merged));
}

/** The layers inside a layer, by the argument that holds them. */
export function partsInside({ given }: Layer): [name: string, parts: readonly Part[]][] {
  return Object.entries(given).flatMap(([name, value]) =>
    isParts(value) ? [[name, value] satisfies [string, readonly Part[]]] : [],
  );
}

/** The rows of layers inside a layer, each of which begins with its input. */
export function bodiesOf(layer: Layer): (readonly Part[])[] {
  const { parameters } = layer.definition;
  return partsInside(layer).flatMap(([name, parts]) =>
    parameters[name].kind === 'branches' ? parts.map((branch) => [branch]) : [parts],
  );
}
