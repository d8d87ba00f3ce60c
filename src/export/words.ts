import type { LayerDefinition, Part } from '../network/layer.ts';
import type { Use } from '../network/layers/blocks/inside.ts';
import type { ArgumentsOf, ParameterTable } from '../notation/parameters.ts';
import type { FlaxWriter } from './code/flax.ts';
import type { KerasWriter } from './code/keras.ts';
import type { PytorchWriter } from './code/pytorch.ts';
import type { Place } from './place.ts';

/** A layer at its place, with its words and the layers inside it. */
export interface Unfolded extends Place {
  readonly words: Words;
  /** Of a block: the layers of each row. */
  readonly rows: readonly (readonly Unfolded[])[];
}

/** Layers inside a block that follow one another. */
export interface Row {
  readonly name: string;
  readonly parts: readonly Part[];
  readonly use?: Use;
}

/** How one kind of layer is exported: the names of its weights, and its words in the three frameworks. */
export interface Words<P extends ParameterTable = ParameterTable> {
  readonly of: LayerDefinition<P>;
  /** Names of its weights in an ONNX file, in the order in which they are drawn. */
  readonly weights?: (count: number) => readonly string[];
  /** Of a block: the rows of layers in it, in the order in which its graph runs them. */
  readonly rows?: (args: ArgumentsOf<P>) => readonly Row[];
  readonly pytorch: Write<PytorchWriter, P>;
  readonly keras: Write<KerasWriter, P>;
  readonly flax: Write<FlaxWriter, P>;
}

/**
 * Writes the layer in the words of a framework.
 * @throws UserError `bad-argument` where the framework has no simple words for it
 */
type Write<Writer, P extends ParameterTable> = (writer: Writer, args: ArgumentsOf<P>, at: Unfolded) => void;

/** An entry of the table in `layers/index.ts`. */
export function words<P extends ParameterTable>(
  { definition }: { readonly definition: LayerDefinition<P> },
  how: Omit<Words<P>, 'of'>,
): Words {
  return { of: definition, ...how } as unknown as Words;
}

/** Weights and biases, where there are any. */
export const weightAndBias = (count: number): readonly string[] => ['weight', 'bias'].slice(0, count);
