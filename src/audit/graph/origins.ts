import type { ModelGraph } from './modelGraph.ts';

/** The names of a constant, from the value that is consumed back to the stored tensor that it is made of. */
export function originsOf(graph: ModelGraph, value: string): string[] {
  const origins = [value];
  for (let maker = graph.maker(value); maker; maker = graph.maker(origins.at(-1)!)) {
    const [first, ...others] = maker.inputs.filter((input) => input !== '');
    if (first === undefined) break;
    // Of several, such as direction and length of a weight norm, the largest has its numbers.
    origins.push(
      others.reduce((largest, input) => (sizeAt(graph, input) > sizeAt(graph, largest) ? input : largest), first),
    );
  }
  return origins;
}

function sizeAt({ model }: ModelGraph, value: string): number {
  return model.constants.get(value)?.size ?? 0;
}
