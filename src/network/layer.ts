import type { Activation } from '../activations/activation.ts';
import { UserError } from '../errors.ts';
import type { GraphBuilder, Shape, Tensor } from '../graph/graph.ts';
import type { KernelResult, KernelState, Unknown } from '../kernel/state.ts';
import { checkArguments, withDefaults } from '../notation/arguments.ts';
import type { ArgumentsOf, OptionsOf, ParameterTable } from '../notation/parameters.ts';
import type { Example } from './example.ts';
import type { Initialisation, Scales } from './init.ts';

/** Arguments of a layer of any kind. */
type Arguments = ArgumentsOf<ParameterTable>;

/** What a layer knows of its surroundings when it acts on a kernel or emits nodes. */
export interface Setting {
  /** Shape of a point at the layer's input. */
  readonly input: Shape;
  readonly init: Initialisation;
  /** Number of points in a batch, for layers that look at all points at once; null: an infinite population. */
  readonly points: number | null;
  /** Whether it has the last weights of a residual branch. */
  readonly endsBranch?: boolean;
  /** Blocks report the kernels inside them here. */
  readonly observe?: (inner: readonly TracedLayer<object>[]) => void;
}

/**
 * A kind of layer is a triple: how it changes the shape, what it does to the kernel of an infinitely wide network, and
 * which nodes run it. It also declares everything else that other code needs of a layer, so that a kind of layer is one file, and
 * parsing, help, the support table and the theory-against-measurement suite follow from it.
 */
export interface LayerDefinition<P extends ParameterTable = ParameterTable> {
  readonly name: string;
  /** One sentence for help and the support table. */
  readonly summary: string;
  readonly family: 'layer' | 'activation';
  /** How theory covers it, for the support table. */
  readonly theory: TheoryKind;
  /** Theory needs covariances between the positions of an image ("spatial mode"). */
  readonly spatial?: true;
  /** It reads all positions of an image or a sequence as one vector, and nothing else. */
  readonly flattens?: true;
  /** Of layers that look up token ids: how many there are. They read the data themselves. */
  vocabulary?(args: ArgumentsOf<P>): number;
  /** In the order in which arguments may be given by position in the notation. */
  readonly parameters: P;
  /** Networks with it that the suites check. */
  readonly examples: readonly Example[];
  /** @throws UserError `shape` when the input does not suit the layer */
  shape(input: Shape, args: ArgumentsOf<P>): Shape;
  kernel<State extends KernelState<State>>(state: State, args: ArgumentsOf<P>, setting: Setting): KernelResult<State>;
  graph(g: GraphBuilder, x: Tensor, args: ArgumentsOf<P>, setting: Setting): Tensor;
  /** The function that it applies to every unit. */
  activation?(args: ArgumentsOf<P>): Activation;
  /** Of layers that mix all units, of a vector or of each token, by fresh weights: how these are drawn. */
  mixing?(args: ArgumentsOf<P>, setting: Pick<Setting, 'input' | 'init' | 'endsBranch'>): Scales;
  /** Whether a point's output depends on the other points, so that they must go through together; else it does not. */
  couplesPoints?(args: ArgumentsOf<P>): boolean;
  /**
   * Whether φ(sx) = s^p φ(x) for s > 0, s a factor of its input or, if it has any, of its weights; else it is not known.
   */
  homogeneous?(args: ArgumentsOf<P>, init: Initialisation): boolean;
  /**
   * Whether kernels over finitely many units have the kernel of infinite width for their expectation, on which the control
   * variates of finite widths rest; else they have.
   */
  keepsExpectation?(args: ArgumentsOf<P>): boolean;
  /** Its replacement where `explain` neutralises it, or the reason why there is none; by default no layer at all. */
  standIn?(args: ArgumentsOf<P>, placed: PlacedLayer, init: Initialisation): StandIn | string;
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

/** A block of layers repeated a number of times, each with its own weights. */
export interface Repeat {
  readonly kind: 'repeat';
  readonly times: number;
  readonly body: readonly Part[];
}

export type Part = Layer | Repeat;

/** A layer at its place in a network. */
export interface PlacedLayer {
  readonly layer: Layer;
  /** Shape of a point before and after the layer. */
  readonly input: Shape;
  readonly output: Shape;
  /** Whether it has the last weights of a residual branch. */
  readonly endsBranch?: boolean;
}

/** A layer and the kernel after it, or the reason why theory stops at it or stopped before. */
export interface TracedLayer<State> {
  readonly placed: PlacedLayer;
  readonly after: State | Unknown;
  /** Of a block: the layers inside it. */
  readonly inner?: readonly TracedLayer<State>[];
}

/** The replacement of a neutralised layer: it keeps only how alike the inputs are. */
export interface StandIn {
  /** For people: "linear units". */
  readonly what: string;
  /** The layers in its place; none at all where the input simply passes. */
  readonly layers: readonly Part[];
}

/**
 * A layer from its kind and arguments.
 * @throws UserError `bad-argument`
 */
export function makeLayer(definition: LayerDefinition, given: Readonly<Record<string, unknown>>): Layer {
  const { name, parameters } = definition;
  checkArguments(name, parameters, given);
  const ordered = Object.keys(parameters).flatMap((argument) =>
    given[argument] === undefined ? [] : [[argument, given[argument]] as const],
  );
  return { kind: 'layer', definition, given: Object.fromEntries(ordered), args: withDefaults(parameters, given) };
}

/** The activation function of an activation layer. */
export function activationOf({ definition, args }: Layer): Activation | undefined {
  return definition.activation?.(args);
}

/** The arguments of a layer, if it is of a kind. */
export function argumentsOf<P extends ParameterTable>(
  { definition }: { readonly definition: LayerDefinition<P> },
  layer: Layer,
): ArgumentsOf<P> | undefined {
  return layer.definition === (definition as LayerDefinition) ? (layer.args as ArgumentsOf<P>) : undefined;
}

/** How the weights of a layer are drawn where it stands, if it mixes all units. */
export function mixingOf({ layer, input, endsBranch }: PlacedLayer, init: Initialisation): Scales | undefined {
  return layer.definition.mixing?.(layer.args, { input, init, endsBranch });
}

/** The TypeScript builder of a layer kind: arguments by position, then an options object. */
export type Builder<P extends ParameterTable, By extends Positional> = ((
  ...args: keyof Options<P, By> extends never ? Parameters<By> : [...Parameters<By>, options?: Options<P, By>]
) => Layer) & { readonly definition: LayerDefinition<P> };

/** Gives arguments by position their names: `(units: number) => ({ units })`. */
export type Positional = (...args: never[]) => object;

type Options<P extends ParameterTable, By extends Positional> = OptionsOf<P, keyof ReturnType<By>>;

/**
 * Turns a definition into its builder, `dense(1000, { sigmaW2: 1.5 })`.
 * @param definition `positional` takes the arguments that TypeScript gives by position; all others are options
 */
export function layer<P extends ParameterTable, By extends Positional = () => object>(
  definition: LayerDefinition<P> & { readonly positional?: By },
): Builder<P, By> {
  const { positional, ...kind } = definition;
  const count = positional?.length ?? 0;
  const build = (...args: unknown[]): Layer => {
    const [options = {}, ...more] = args.slice(count);
    if (typeof options !== 'object' || more.length > 0) {
      throw new UserError('bad-argument', `${kind.name} takes ${count} arguments, then options`);
    }
    const named = positional?.(...(args.slice(0, count) as never[]));
    return makeLayer(kind, dropUndefined({ ...named, ...options }));
  };
  return Object.assign(build, { definition: kind });
}

/** Options that are given as undefined are left out. */
export function dropUndefined(options: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
