import type { GraphProto, NodeProto } from '../../proto.ts';

/** All names of values that a graph uses, those of its subgraphs included. */
function valueNames(graph: GraphProto, names = new Set<string>()): Set<string> {
  for (const { name } of [...graph.input, ...graph.output, ...graph.initializer]) names.add(name);
  for (const node of graph.node) {
    for (const name of node.input) names.add(name);
    for (const name of node.output) names.add(name);
    for (const subgraph of protoSubgraphs(node)) valueNames(subgraph, names);
  }
  return names;
}

function protoSubgraphs({ attribute }: NodeProto): GraphProto[] {
  return attribute.flatMap(({ g, graphs }) => (g ? [g, ...graphs] : graphs));
}

/** Makes names that no value has. */
export class FreshNames {
  private readonly taken: Set<string>;
  /** How often each name was wanted: many constants may have the same one. */
  private readonly wanted = new Map<string, number>();

  constructor(graph: GraphProto) {
    this.taken = valueNames(graph);
  }

  /** The name itself if it is free, else with a number. */
  fresh(name: string): string {
    let count = this.wanted.get(name) ?? 0;
    let candidate = name;
    while (this.taken.has(candidate)) candidate = `${name}_${++count}`;
    this.wanted.set(name, count);
    this.taken.add(candidate);
    return candidate;
  }
}

/** The names that a subgraph gives to values: its own hide those of the graphs around it. */
export class Scope {
  private readonly own = new Map<string, string>();

  constructor(private readonly around?: Scope) {}

  set(name: string, becomes: string): void {
    this.own.set(name, becomes);
  }

  /** What a name becomes in the main graph. */
  get(name: string): string {
    return this.own.get(name) ?? this.around?.get(name) ?? name;
  }
}
