import { headings } from '../../console/inputOptions.ts';
import type { FlagsOf, Study } from '../../console/study.ts';
import { drawOptions } from '../../measure/plan/options.ts';
import { batchNormModes } from '../../network/batchNormMode.ts';
import { folder, real, several, text, toggle, whole, word } from '../../setup/option.ts';
import { dataOption, pointOptions } from '../../setup/options.ts';

const { inits, untilSe, ties, workers, theory } = drawOptions(100);

export const options = {
  'Data:': {
    ...dataOption,
    ...pointOptions,
    input: several(
      text({
        placeholder: 'name=source',
        meaning: 'what an input beside the data takes: zeros, ones, a number, or rows such as npy("rows.npy")',
      }),
    ),
    dim: several(text({ placeholder: 'name=n', meaning: 'the length of an axis that the model leaves open' })),
  },
  [headings.weights]: {
    init: text({
      placeholder: 'scheme',
      meaning:
        'how weights are drawn: as-exported (the laws that an untrained file shows), torch, keras, flax, he, glorot, lecun, "normal(0.02)" and all that measure takes, or laws.yaml (default: as-exported where that is certain, else that of the program that wrote the file)',
      words: ['as-exported', 'torch', 'keras', 'flax', 'he', 'glorot', 'lecun', 'orthogonal'],
    }),
    keep: several(
      text({ placeholder: 'pattern', meaning: 'leave the tensors of these names, such as "stem.*", as they are' }),
    ),
    redraw: several(text({ placeholder: 'pattern', meaning: 'draw tensors that would be left as they are' })),
    tie: several(text({ placeholder: 'pattern', meaning: 'give the parameters of these names the same numbers' })),
  },
  'Model:': {
    output: text({ placeholder: 'name', meaning: 'the output that is looked at (default: the first)' }),
    axis: whole(0, {
      placeholder: 'n',
      meaning:
        'the axis of that output with the classes, counted from 0 (default: that of its softmax, else 1 or the last)',
    }),
    batchNorm: word(batchNormModes, {
      placeholder: 'mode',
      meaning:
        'batch norms by the statistics of the points, as the first step of training has them, or by fresh running ones (default: train)',
      fallback: 'train',
    }),
    unfoldBn: toggle('put back a batch norm after every convolution, where the export folded them away'),
    dropout: word(['off', 'on'], {
      placeholder: 'mode',
      meaning: 'whether dropout drops (default: off)',
      fallback: 'off',
    }),
    stored: toggle('also show what the model guesses with the weights in the file'),
    plan: toggle('print what would be drawn, and by which law, and stop'),
  },
  [headings.measurement]: {
    inits,
    untilSe,
    maxTime: real('positive', { placeholder: 's', meaning: 'draw as many initialisations as fit into these seconds' }),
    ties,
    memory: real('positive', {
      placeholder: 'GB',
      meaning: 'memory that a process of the model may take (default: some times its weights and points)',
    }),
    theory,
    workers,
    resume: folder({
      placeholder: 'dir',
      meaning: 'continue an interrupted audit; other options must be left out',
    }),
  },
} as const;

export type Flags = FlagsOf<typeof options>;

/** `firstguess audit`: what the architecture of a model of one's own guesses before it has learned anything. */
export const study: Study = {
  name: 'audit',
  summary: 'what your own .onnx model guesses before training',
  description: `Takes the architecture of an ONNX model, throws its weights away, draws new ones many times, and counts what it guesses on your data.
Says which layer introduces the bias and, where the layers are recognised, what theory expects. --plan shows what is drawn.
The model runs in a process of its own, which is ended at limits of time and memory.`,
  takes: { name: '[model]', meaning: 'an ONNX file of a classifier' },
  options,
  leaves: {
    what: 'an audit',
    files: ['audit.json', 'audit.html', 'audit-law', 'audit-layers'],
    tables: ['audit', 'audit-layers'],
    meaning: 'write audit.json, audit.html, fractions.parquet and figures to a folder',
  },
  examples: [
    ['what would be drawn', 'firstguess audit model.onnx --plan'],
    ['on a folder of images', 'firstguess audit model.onnx --data photos/ --preprocess "standardize" --out runs/audit'],
    ['as PyTorch initialises, 200 times', 'firstguess audit model.onnx --data x.npy --init torch --inits 200'],
    ['continue after Ctrl-C', 'firstguess audit --resume runs/audit'],
  ],
  answer: async () => (await import('./answer.ts')).answer,
};
