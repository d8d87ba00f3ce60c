import { headings, setupGroups } from '../../console/inputOptions.ts';
import type { FlagsOf, Study } from '../../console/study.ts';
import { text, toggle, whole } from '../../setup/option.ts';

const options = {
  ...setupGroups,
  [headings.output]: {
    out: {
      ...text({
        placeholder: 'file',
        meaning: 'what to write: net.onnx (drawn weights), net.py (PyTorch), net.keras.py or net.flax.py',
      }),
      short: 'o',
    },
    draw: whole(1, {
      placeholder: 'n',
      meaning: 'of net.onnx: the n-th initialisation of the seed (default: 1, the first that measure draws)',
    }),
    overwrite: toggle('replace a file that is already there'),
  },
} as const;

export type Flags = FlagsOf<typeof options>;

/** `firstguess export`: a network for other programs. */
export const study: Study = {
  name: 'export',
  summary: 'a network as ONNX, PyTorch, Keras or Flax',
  description: `Writes a network for other programs: net.onnx holds the weights of one initialisation, the very ones that measure draws; net.py, net.keras.py and net.flax.py are sources in PyTorch, Keras and Flax with the same layers and the same laws of weights.
The data say the shape of a point; they and their preprocessing are not part of the file.`,
  options,
  examples: [
    [
      'the first network that measure draws, for ONNX Runtime and Netron',
      'firstguess export --network "3*(dense(512), relu), dense(10)" --seed 7 -o net.onnx',
    ],
    [
      'the same architecture and initialisation in PyTorch',
      'firstguess export --network "conv(16, 3), relu, maxPool(2), dense(10)" --init torch -o net.py',
    ],
  ],
  answer: async () => (await import('./answer.ts')).answer,
};
