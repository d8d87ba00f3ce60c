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

/** The kernel of a transposed convolution: [inputs, outputs/groups, …window]. */
export interface TransposedKernel {
  readonly inputs: number;
  /** Outputs of one group. */
  readonly outputs: number;
  /** Pixels of the window. */
  readonly window: number;
}

/** The kernels of a recurrent layer hold its gates one below the other: [gates·hidden, inputs] and [gates·hidden, hidden]. */
export interface RecurrentSizes {
  readonly inputs: number;
  readonly hidden: number;
  readonly gates: number;
}

/** How a recurrent layer begins. */
export interface Recurrent {
  /** Of the kernel that takes the inputs. */
  readonly input: (sizes: RecurrentSizes) => WeightLaw;
  /** Of the kernel that takes the state. */
  readonly state: (sizes: RecurrentSizes) => WeightLaw;
  /** Whether each gate has kernels of its own, each drawn as if it were the only one. */
  readonly byGate?: true;
  /** Of all biases; without it they are 0. */
  readonly bias?: (sizes: Pick<RecurrentSizes, 'hidden'>) => WeightLaw;
  /** Bias of the forget gate of an LSTM; without it as the others. */
  readonly forgetBias?: number;
}

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
  /** Of every number, whatever it is for, where the fans do not matter. */
  readonly entries?: (args: ArgumentsOf<P>) => WeightLaw;
  /** Of token embeddings; else that of every number, else N(0, 1). */
  readonly embedding?: (features: number, args: ArgumentsOf<P>) => WeightLaw;
  /** Of learned positions and class tokens; else that of every number, else N(0, 0.02²). */
  readonly positions?: (args: ArgumentsOf<P>) => WeightLaw;
  /** Convolutions are 0 but for the centre of the kernel. */
  readonly centreOnly?: true;
  /** Of LSTM, GRU and simple recurrent layers; else their kernels are drawn as dense weights are, and biases are 0. */
  readonly recurrent?: Recurrent;
  /** How transposed convolutions count fans; else fan-in is the number of inputs that one output sees. */
  readonly transposedFans?: (kernel: TransposedKernel) => Fans;
  /** Slope of PReLU below 0; else 0.25, as in He et al. 2015 and PyTorch. */
  readonly slope?: number;
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

/**
 * Fans of a transposed convolution whose axis of the outputs counts as fan-in: _calculate_fan_in_and_fan_out of
 * torch/nn/init.py, PyTorch 1.13, takes axis 1 of [inputs, outputs/groups, …window]; compute_fans of Keras 3.16 takes the
 * last axis but one of [window, outputs, inputs], the kernel of Conv2DTranspose.
 */
export function fansOfOutputs({ inputs, outputs, window }: TransposedKernel): Fans {
  return { fanIn: outputs * window, fanOut: inputs * window, units: inputs };
}
