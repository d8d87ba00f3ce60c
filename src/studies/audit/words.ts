import type { Audit, AuditedModel, AuditPlanResult, PlannedTensor } from '../../results/auditSchema.ts';
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
const NAMES: Readonly<Record<string, string>> = {
  weight: 'weight',
  bias: 'bias',
  embedding: 'embedding',
  position: 'position table',
  token: 'token',
  slope: 'slope',
  scale: 'scale',
  shift: 'shift',
};

/** "8 weights, 8 biases and 4 norms drawn by torch, because …". */
export function drawnInWords({ plan, initialisation }: Pick<AuditPlanResult, 'plan' | 'initialisation'>): string {
  const drawn = plan.filter(({ kept }) => kept === undefined);
  const kept = plan.length - drawn.length;
  const counts = new Map<string, number>();
  for (const { role } of drawn) {
    const name = nameOf(role);
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const parts = [...counts].map(([name, many]) => plural(many, name));
  const left = kept === 0 ? '' : `; ${plural(kept, 'tensor')} left as in the file`;
  return `${listed(parts)} drawn by ${initialisation.notation} (${initialisation.why})${left}`;
}

/** A norm has up to four tensors, and is counted by its scale. */
function nameOf(role: PlannedTensor['role']): string | undefined {
  if (role === 'normScale') return 'norm';
  if (role.startsWith('norm') || role.startsWith('running')) return undefined;
  return role.startsWith('recurrent') ? 'recurrent tensor' : NAMES[role];
}

/** What the model is in the notation, or why it is not. */
export function recognitionInWords({ recognised }: Pick<Audit, 'recognised'>): string {
  if (recognised === null) return '';
  const { network, verified, difference, missing } = recognised;
  if (network !== null && verified && missing.length === 0) {
    return `In the notation it is ${network}, which gives the outputs of the file within ${plain(difference, 2)} of their scale: firstguess explain --network "${network}" says more.`;
  }
  const reasons = missing.length === 0 ? 'the notation did not give the outputs of the file' : listed(missing);
  const begins = network === null ? '' : ` Its beginning is ${network}.`;
  return `Theory has no word for this model: ${reasons}.${begins}`;
}
