import { formulas } from '../elementwise/formulas.ts';
import type { Operator } from '../reader.ts';
import { softmax } from './attention.ts';
import { concatenation } from './concatenation.ts';
import { matrixProduct } from './dense.ts';
import { elementwise, handsOn } from './elementwise.ts';
import { gather } from './embedding.ts';
import { enlargement, localResponse, transposedConvolution } from './images.ts';
import { batchNormalization, groupNormalization, instanceNormalization, layerNormalization } from './norms.ts';
import { recurrence } from './recurrent.ts';
import { reduceMean } from './reduceMean.ts';
import { averagePooling, convolution, globalAveragePooling, maxPooling } from './windows.ts';

/** What our notation has for operators of ONNX. Those that only move entries are read when a value is taken. */
export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ...Object.keys(formulas).map((op) => [op, elementwise] as const),
  ['Identity', handsOn],
  ['Dropout', handsOn],
  ['Cast', handsOn],
  ['Gemm', matrixProduct],
  ['MatMul', matrixProduct],
  ['Softmax', softmax],
  ['Conv', convolution],
  ['ConvTranspose', transposedConvolution],
  ['Resize', enlargement],
  ['Upsample', enlargement],
  ['LRN', localResponse],
  ['LSTM', recurrence],
  ['GRU', recurrence],
  ['MaxPool', maxPooling],
  ['AveragePool', averagePooling],
  ['GlobalAveragePool', globalAveragePooling],
  ['BatchNormalization', batchNormalization],
  ['LayerNormalization', layerNormalization],
  ['RMSNormalization', layerNormalization],
  ['InstanceNormalization', instanceNormalization],
  ['GroupNormalization', groupNormalization],
  ['ReduceMean', reduceMean],
  ['Gather', gather],
  ['Concat', concatenation],
]);
