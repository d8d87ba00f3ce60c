import type { Audit, AuditedModel, AuditPlanResult } from '../../results/auditSchema.ts';
import { count, plain, plural } from '../../results/format.ts';
import { listed } from '../../results/words.ts';

/** "model.onnx by pytorch 1.13.1, opset 13: x [N, 3, 32, 32] to logits of 10 classes, read before Softmax". */
export function modelInWords(
  { file, producer, opset, inputs, output, perPoint }: AuditedModel,
  classes?: number,
): string {
  const by = [producer === '' ? '' : `by ${producer}`, opset === null ? '' : `opset ${opset}`]
    .filter(Boolean)
    .join(', ');
  const taken = inputs.map(({ name, dims }) => `${name} [${dims.map((dim) => dim ?? '?').join(', ')}]`);
  const places = perPoint > 1 ? `, ${count(perPoint)} guesses a point` : '';
  const before = output.through.length > 0 ? `, read before ${listed(output.through)}` : '';
  const many = classes === undefined ? '' : `, ${count(classes)} classes`;
  return `${file}${by && ` (${by})`}: ${listed(taken)} to ${output.name}${many}${places}${before}`;
}

/** How roles are counted: one, and several. */
const NAMES: Readonly<Record<string, readonly [one: string, several: string]>> = {
  weight: ['weight', 'weights'],
  bias: ['bias', 'biases'],
  // A norm has up to four tensors, and is counted by its scale.
  normScale: ['norm', 'norms'],
  embedding: ['embedding', 'embeddings'],
  position: ['position table', 'position tables'],
  token: ['token', 'tokens'],
  recurrentWeight: ['recurrent layer', 'recurrent layers'],
  slope: ['slope', 'slopes'],
  scale: ['scale', 'scales'],
  shift: ['shift', 'shifts'],
};

/** "8 weights, 8 biases and 4 norms drawn by torch, because …". */
export function drawnInWords({ plan, initialisation }: Pick<AuditPlanResult, 'plan' | 'initialisation'>): string {
  const drawn = plan.filter(({ kept }) => kept === undefined);
  const kept = plan.length - drawn.length;
  const parts = Object.entries(NAMES).flatMap(([role, [one, several]]) => {
    const many = drawn.filter((tensor) => tensor.role === role).length;
    return many === 0 ? [] : [`${count(many)} ${many === 1 ? one : several}`];
  });
  const left = kept === 0 ? '' : `; ${plural(kept, 'tensor')} left as in the file`;
  return `${listed(parts)} drawn by ${initialisation.notation} (${initialisation.why})${left}`;
}

/** More of what is missing is not said one by one. */
const MOST_MISSING = 3;

/** What the model is in the notation, or why it is not. */
export function recognitionInWords({ recognised }: Pick<Audit, 'recognised'>): string {
  if (recognised === null) return '';
  const { network, init, verified, difference, missing } = recognised;
  if (network !== null && verified && missing.length === 0) {
    const within = difference === 0 ? 'exactly' : `within ${plain(difference, 2)} of their scale`;
    const drawn = init === null ? '' : `, drawn by --init ${init}`;
    return `In the notation it is ${network}${drawn} (with the same weights it gives the outputs of the file ${within}). What each layer is worth: firstguess explain --network${init === null ? '' : ` and --init ${init}`}.`;
  }
  const begin = network === null ? '' : ` Its beginning is ${network}.`;
  if (missing.length === 0) return `The notation comes near, but gives other outputs than the file: ${network}.`;
  const more = missing.length > MOST_MISSING ? `, and ${count(missing.length - MOST_MISSING)} more` : '';
  return `The notation does not have all of this model: ${missing.slice(0, MOST_MISSING).join('; ')}${more}.${begin}`;
}
