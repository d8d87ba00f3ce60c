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
