import type { Data } from '../data/dataset.ts';
import { UserError } from '../errors.ts';
import { costsOf } from '../measure/plan/costs.ts';
import { DEFAULT_POINTS } from '../measure/plan/points.ts';
import type { Network } from '../network/network.ts';
import { formatNetwork } from '../network/notation/format.ts';
import { checkOptions } from '../notation/checkOptions.ts';
import { compile } from '../program/compile.ts';
import type { Program } from '../program/program.ts';
import { modeOptions, pointOptions, type SetupOptions, weightOptions } from '../setup/options.ts';
import { oneOf, prepare, type Setup, wholeNumber } from '../setup/setup.ts';
import { flaxFile } from './code/flaxFile.ts';
import { kerasFile } from './code/kerasFile.ts';
import { modesOf } from './code/modes.ts';
import { initInWords, type Origin } from './code/origin.ts';
import { pytorchFile } from './code/pytorchFile.ts';
import { type ExportFormat, exportFormats, type Framework } from './formats.ts';
import { onnxFile, type Parameter, parametersOf } from './onnx/onnxFile.ts';
import { unfold } from './unfold.ts';
import type { Unfolded } from './words.ts';

export interface ExportOptions extends SetupOptions {
  /** ONNX with drawn weights (bytes), or source code for PyTorch, Keras or Flax (text). */
  readonly format: ExportFormat;
  /** Of ONNX: which initialisation of the seed, as measurements count them from 1. Default 1, the first. */
  readonly draw?: number;
}

const optionNames = Object.keys({ ...modeOptions, ...weightOptions, ...pointOptions });

/** A network that has been written, and what there is to say of it. */
export interface ExportedNetwork {
  readonly content: string | Uint8Array<ArrayBuffer>;
  readonly setup: Setup;
  /** Of what is drawn, in the order in which it is drawn. */
  readonly parameters: readonly Parameter[];
  readonly notes: readonly string[];
}

/**
 * A network as a file of another program: its weights of one initialisation in ONNX, the very ones that `measure` draws, or
 * source code with the same layers and the same laws of weights.
 *
 * @param network a network or its notation, e.g. "3*(dense(512), relu), dense(10)"
 * @param data data or their notation, whose points say what goes in; they are not part of the file
 * @returns bytes of an ONNX file, or the text of a Python source
 * @throws UserError for any fault in network, data or options, and for a layer that the format cannot express
 */
export function exportNetwork(
  network: Network | string,
  data: Data | string,
  options: ExportOptions & { readonly format: 'onnx' },
): Uint8Array<ArrayBuffer>;
export function exportNetwork(
  network: Network | string,
  data: Data | string,
  options: ExportOptions & { readonly format: Framework },
): string;
export function exportNetwork(
  network: Network | string,
  data: Data | string,
  options: ExportOptions,
): string | Uint8Array<ArrayBuffer>;
export function exportNetwork(
  network: Network | string,
  data: Data | string,
  options: ExportOptions,
): string | Uint8Array<ArrayBuffer> {
  checkOptions('exportNetwork', options ?? null, ['format', 'draw', ...optionNames]);
  if ((options.format as unknown) === undefined) {
    const remedy = `give one of ${exportFormats.join(', ')}`;
    throw new UserError('bad-argument', 'exportNetwork needs a format', [], remedy);
  }
  return exported(network, data, options).content;
}

/** The same with what there is to say of it. */
export function exported(network: Network | string, data: Data | string, options: ExportOptions): ExportedNetwork {
  const { format, draw = 1, ...others } = options;
  oneOf('format', format, exportFormats);
  wholeNumber('draw', draw, 1);
  if (format !== 'onnx' && options.draw !== undefined) {
    const message = `draw says which weights a file holds, and the source for ${format} holds none`;
    throw new UserError('bad-argument', message, [], 'leave it out, or write an ONNX file');
  }
  const setup = prepare(network, data, others);
  const layers = unfold(setup.layers, setup.init);
  const program = compile(setup.layers, setup.init);
  const parameters = parametersOf(program, setup.output, layers);
  return { ...written(setup, program, layers, format, draw), setup, parameters };
}

function written(
  setup: Setup,
  program: Program,
  layers: readonly Unfolded[],
  format: ExportFormat,
  draw: number,
): Pick<ExportedNetwork, 'content' | 'notes'> {
  const { output, init, seed, shape, steps } = setup;
  const said = { network: notationOf(setup), init: initInWords(init), seed };
  const preprocessed = steps.notation === 'none' ? [] : [`points go in after preprocessing: ${steps.notation}`];
  if (format === 'onnx') {
    const content = onnxFile(program, output, layers, { ...said, draw });
    return { content, notes: [...preprocessed, ...notesOf(setup, program)] };
  }
  const origin: Origin = { ...said, shape, modes: modesOf(layers) };
  const write = { pytorch: pytorchFile, keras: kerasFile, flax: flaxFile }[format];
  return { content: write(layers, origin), notes: preprocessed };
}

/** With the class shares of the data in the place of bias=prior. */
function notationOf({ network, layers }: Setup): string {
  const text = network.toString();
  return text.includes('prior') ? formatNetwork(layers.map(({ layer }) => layer)) : text;
}

/** What an ONNX file leaves out, and where a measurement does otherwise. */
function notesOf({ layers, output, data, points }: Setup, program: Program): string[] {
  const after = layers.slice(output.decision + 1).map(({ layer }) => layer.definition.name);
  const count = data.kind === 'dataset' ? data.points : (points ?? DEFAULT_POINTS);
  const narrower = costsOf(program, count, 'auto').reduced.size > 0 || (program.readout?.fanIn ?? 0) > count;
  return [
    ...(after.length > 0 ? [`left out after the logits, as it changes no guess: ${after.join(', ')}`] : []),
    ...(narrower
      ? ['with more units than points, measure may draw fewer numbers of the same law; --sampler weights draws these']
      : []),
  ];
}
