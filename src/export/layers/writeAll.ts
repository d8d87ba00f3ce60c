import type { FlaxWriter } from '../code/flax.ts';
import type { KerasWriter } from '../code/keras.ts';
import type { PytorchWriter } from '../code/pytorch.ts';
import type { Source } from '../code/source.ts';
import type { Unfolded } from '../words.ts';

/** Writes layers that follow one another, in the words of the framework that the source is for. */
export function writeAll(source: Source, layers: readonly Unfolded[]): void {
  for (const at of layers) {
    const { args } = at.placed.layer;
    const { pytorch, keras, flax } = at.words;
    if (source.framework === 'pytorch') pytorch(source as PytorchWriter, args, at);
    else if (source.framework === 'keras') keras(source as KerasWriter, args, at);
    else flax(source as FlaxWriter, args, at);
  }
}
