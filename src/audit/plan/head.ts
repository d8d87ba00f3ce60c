import { quoted } from '../../engine/onnx/read/problems.ts';
import { UserError } from '../../errors.ts';
import { didYouMean } from '../../notation/nearest.ts';
import type { ModelGraph } from '../graph/modelGraph.ts';
import type { PlannedHead } from './auditPlan.ts';

/** Operators that turn scores into probabilities or a class without changing which is the largest, and what may stand around. */
const HEADS: ReadonlySet<string> = new Set([
  'Softmax',
  'LogSoftmax',
  'Sigmoid',
  'ArgMax',
  'Log',
  'Identity',
  'Cast',
  'ZipMap',
]);
const RESHAPING: ReadonlySet<string> = new Set(['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Transpose']);

/**
 * What is looked at of a model: the scores behind its output.
 * @param wanted the output; default the first
 * @throws UserError `bad-argument` for an output that the model does not have
 */
export function headOf(graph: ModelGraph, wanted?: string): PlannedHead {
  const { outputs, file } = graph.model;
  const names = outputs.map(({ name }) => name);
  const output = wanted ?? names[0];
  if (!names.includes(output)) {
    const message = `${file} has no output ${quoted(output)}`;
    throw new UserError(
      'bad-argument',
      message,
      [],
      `${didYouMean(output, names)}it has ${names.map(quoted).join(', ')}`,
    );
  }
  const through: string[] = [];
  // Shapes are undone only where they were made behind a softmax.
  let reshaped: string[] = [];
  let scores = output;
  let at = output;
  for (let maker = graph.maker(at); maker; maker = graph.maker(at)) {
    if (HEADS.has(maker.op)) {
      through.unshift(maker.op, ...reshaped);
      reshaped = [];
      [scores] = maker.inputs;
    } else if (RESHAPING.has(maker.op)) reshaped.unshift(maker.op);
    else break;
    [at] = maker.inputs;
  }
  return { output, scores, through };
}
