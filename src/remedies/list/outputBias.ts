import type { BiasFit } from '../../neutralise/fitBiases.ts';
import type { Paste, Remedy } from '../remedy.ts';

const fits = ['mean', 'fractions'] as const satisfies readonly BiasFit[];

/**
 * Biases of the outputs from one pass over the data: the mean of each logit is subtracted, or all classes are guessed equally often.
 * What is below the readout stays as biased as it was.
 */
export const outputBias: Remedy = {
  name: 'output-bias',
  title: (variant) => `output bias (${variant})`,
  summary: 'the outputs begin with biases that are fitted to their logits',
  effort: 'initialisation',
  experiments: ['12-output-bias'],
  inNotation: ({ output }) => changesOf(output),
  inModel: ({ scores }) => changesOf(scores),
  paste: (variant) => (variant === 'mean' ? mean : fractions),
};

function changesOf({ logits, units }: { readonly logits: boolean; readonly units: number }) {
  if (!logits || units < 2) return 'its outputs are no logits of several classes';
  return fits.map((variant) => ({ variant, where: 'the outputs', outputs: variant }));
}

const mean: Paste = {
  pytorch: 'with torch.no_grad():\n    readout.bias -= model(x_train).mean(0)',
  keras: 'readout.bias.assign_sub(keras.ops.mean(model(x_train), axis=0))',
  flax: 'readout.bias.value -= model(x_train).mean(axis=0)',
};

const lines = 'firstguess neutralise model.onnx --data x_train.npy -o neutral.onnx  # prints the biases with --json';
const fractions: Paste = { pytorch: lines, keras: lines, flax: lines };
