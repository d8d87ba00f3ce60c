import type { AuditedModel, PlannedTensor } from '../results/auditSchema.ts';
import type { ChosenLaws } from './laws/chosenLaws.ts';
import type { AuditPlan } from './plan/auditPlan.ts';

/** The model, as results describe it. */
export function auditedModel({ model, inputs, head }: AuditPlan, sha256: string, perPoint = 1): AuditedModel {
  return {
    file: model.file,
    sha256,
    producer: model.producer,
    opset: model.opsets.get('') ?? null,
    inputs: inputs.map(({ name, type, dims, takes }) => ({ name, type, dims: [...dims], takes })),
    output: { name: head.output, scores: head.scores, through: [...head.through] },
    perPoint,
  };
}

/** The plan as rows: what is drawn, by which law, then what is left as it is. */
export function plannedTensors({ parameters, kept }: AuditPlan, { laws }: Pick<ChosenLaws, 'laws'>): PlannedTensor[] {
  const drawn = parameters.map(
    ({ name, role, dims, fans, stored, tiedTo }): PlannedTensor => ({
      name,
      role,
      dims: [...dims],
      fanIn: fans?.fanIn ?? null,
      fanOut: fans?.fanOut ?? null,
      law: laws.get(name)!.reads,
      stored: { ...stored },
      ...(tiedTo && { tiedTo: tiedTo.name }),
    }),
  );
  const left = kept.map(
    ({ name, dims, why }): PlannedTensor => ({
      name,
      role: 'kept',
      dims: [...dims],
      fanIn: null,
      fanOut: null,
      law: 'as stored',
      stored: null,
      kept: why,
    }),
  );
  return [...drawn, ...left];
}
