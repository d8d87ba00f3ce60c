import type { GraphBuilder, Shape, Tensor } from '../graph/graph.ts';
import type { KernelResult, KernelState } from '../kernel/state.ts';
import { type ArgumentValue, checkArguments, type Parameter } from '../notation/parameters.ts';
import type { Initialisation } from './init.ts';
import type { TracedLayer } from './propagate.ts';

export type Arguments = Readonly<Record<string, ArgumentValue>>;

/** What a layer knows of its surroundings when it acts on a kernel or emits nodes. */
export interface Setting {
  /** Shape of a point at the layer's input. */
  readonly input: Shape;
  readonly init: Initialisation;
  /** Number of points in a batch, for layers that look at all points at once; null: an infinite population. */
  readonly points: number | null;
  /** Blocks report the kernels inside them here. */
  readonly observe?: (inner: readonly TracedLayer<KernelState>[]) => void;
}

/**
 * A kind of layer is a triple: how it changes the shape, what it does to the kernel of an infinitely wide network, and
 * which nodes run it. Parsing, help, the support table and the theory-against-measurement suite follow from it.
 */
export interface LayerDefinition {
  readonly name: string;
  /** One sentence for help and the support table. */
  readonly summary: string;
  /** In the order in which arguments may be given by position. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** How theory covers it, for the support table. */
  readonly theory: TheoryKind;
  readonly family: 'layer' | 'activation';
  /** Theory needs covariances between the positions of an image ("spatial mode"). */
  readonly spatial?: true;
  /** Whether a point's output depends on the other points, so that they must go through together. */
  couplesPoints?(args: Arguments): boolean;
  /** @throws UserError `shape` when the input does not suit the layer */
  shape(input: Shape, args: Arguments): Shape;
  kernel(state: KernelState, args: Arguments, setting: Setting): KernelResult;
  graph(g: GraphBuilder, x: Tensor, args: Arguments, setting: Setting): Tensor;
}

/** A closed form, a numerical integral, a sampled value with its error, or nothing. */
type TheoryKind = 'exact' | 'quadrature' | 'sampled' | 'none';

/** A layer of a network: its kind and the arguments given; arguments left out take their defaults when used. */
export interface Layer {
  readonly kind: 'layer';
  readonly definition: LayerDefinition;
  /** As given, in the order of the parameters. */
  readonly given: Arguments;
  /** With defaults filled in. */
  readonly args: Arguments;
}

/**
 * A layer from its kind and arguments.
 * @throws UserError `bad-argument`
 */
export function makeLayer(definition: LayerDefinition, given: Readonly<Record<string, unknown>>): Layer {
  checkArguments(definition.name, definition.parameters, given);
  const ordered: Record<string, ArgumentValue> = {};
  const filled: Record<string, ArgumentValue> = {};
  for (const [name, parameter] of Object.entries(definition.parameters)) {
    const value = given[name] as ArgumentValue | undefined;
    if (value !== undefined) ordered[name] = value;
    const used = value ?? parameter.default;
    if (used !== undefined) filled[name] = used;
  }
  return { kind: 'layer', definition, given: ordered, args: filled };
}

/** The TypeScript builder of a layer kind: arguments by position, then an options object. */
export type Builder<Args extends readonly unknown[]> = ((...args: Args) => Layer) & {
  readonly definition: LayerDefinition;
};

/**
 * Turns a definition into its builder: `dense(1000, { sigmaW2: 1.5 })`. A builder whose first parameter is of kind
 * `layers` takes any number of layers, then options: `residual(dense(64), relu(), dense(64), { alpha: 0.5 })`.
 */
export function layer<Args extends readonly unknown[]>(definition: LayerDefinition): Builder<Args> {
  const names = Object.keys(definition.parameters);
  const takesLayers = definition.parameters[names[0]]?.kind === 'layers';
  const build = (...args: Args): Layer => {
    const given: Record<string, unknown> = {};
    args.forEach((value, i) => {
      if (isOptions(value)) Object.assign(given, dropUndefined(value));
      else if (takesLayers) given[names[0]] = [...((given[names[0]] as unknown[]) ?? []), value];
      else if (value !== undefined) given[names[i] ?? `argument ${i + 1}`] = value;
    });
    return makeLayer(definition, given);
  };
  return Object.assign(build, { definition });
}

/** Options are plain objects; layers and repetitions, which may stand among the arguments, have a kind. */
function isOptions(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('kind' in value);
}

function dropUndefined(options: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
