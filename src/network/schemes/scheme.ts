import type { WeightLaw } from '../../graph/graph.ts';
import type { ArgumentsOf, ParameterTable } from '../../notation/parameters.ts';

/** What the rule of a scheme may ask of a layer's weights. */
export interface Fans {
  /** Inputs that one unit sees: channels/groups × pixels of the window for convolutions. */
  readonly fanIn: number;
  /** Outputs that one input reaches, as PyTorch counts them: channels × pixels of the window. */
  readonly fanOut: number;
  /** Rows of the weight matrix: outputs, or channels of the output. */
  readonly units: number;
  /** Of attention. */
  readonly heads?: number;
}

/** How one layer is drawn before training. */
export interface Drawn {
  readonly law: WeightLaw['law'];
  /** σ_w² = fan-in × variance of a weight. */
  readonly sigmaW2: number;
  /** σ_b² = variance of a bias, by the same law; without it biases are 0. */
  readonly sigmaB2?: number;
}

type Rule<Args> = (fans: Fans, args: Args) => Drawn;

/**
 * An initialisation that a framework has a word for: which law, which scale and which biases the layers of each kind get.
 * One entry is all that is needed; notation, help, completion and the table in docs/layers.md follow from it.
 */
export interface Scheme<P extends ParameterTable = ParameterTable> {
  /** As its framework spells it. Case, "_" and "-" do not matter where it is read. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** For docs/layers.md: what weights and biases get. */
  readonly summary: string;
  /** The function and version that it follows. */
  readonly source: string;
  readonly parameters: P;
  /** Of dense layers, and of all kinds without a rule of their own. */
  readonly dense: Rule<ArgumentsOf<P>>;
  readonly conv?: Rule<ArgumentsOf<P>>;
  /** Of queries, keys and values, and of the output of attention. */
  readonly attention?: Rule<ArgumentsOf<P>>;
  readonly attentionOutput?: Rule<ArgumentsOf<P>>;
  /** Of the last weights of a residual branch, before all others. */
  readonly branchEnd?: Rule<ArgumentsOf<P>>;
  /** Of token embeddings; else N(0, 1). */
  readonly embedding?: (features: number, args: ArgumentsOf<P>) => WeightLaw;
  /** Of learned positions and class tokens; else N(0, 0.02²). */
  readonly positions?: (args: ArgumentsOf<P>) => WeightLaw;
  /** Convolutions are 0 but for the centre of the kernel. */
  readonly centreOnly?: true;
}

/** The kinds of weights that schemes tell apart. */
export type WeightKind = 'dense' | 'conv' | 'attention' | 'attentionOutput' | 'branchEnd';

/** An entry of the table. */
export function scheme<P extends ParameterTable>(entry: Omit<Scheme<P>, 'aliases'> & Partial<Scheme<P>>): Scheme {
  return { aliases: [], ...entry } as unknown as Scheme;
}

/** Variance of a standard normal cut at ±2: 1 − 4φ(2)/(2Φ(2) − 1), the square of Keras's and JAX's 0.87962566. */
export const CUT_VARIANCE = 0.87962566103423978 ** 2;

/** Weights of the same variance whatever the fan-in. */
export function ofVariance(law: WeightLaw['law'], variance: number): (fans: Fans) => Drawn {
  return ({ fanIn }) => ({ law, sigmaW2: variance * fanIn });
}
