import type { AuditPlan, Parameter } from '../auditPlan.ts';

/** A plan as text, a line for each input, parameter and kept tensor, to be read and compared. */
export function planTable({ inputs, parameters, kept, head, notes }: AuditPlan): string {
  return [
    ...inputs.map(({ name, type, dims, takes, batchAxis, vocabulary }) => {
      const known = vocabulary === undefined ? '' : `, ${vocabulary} ids`;
      return `input ${name} ${type} [${dims.map((length) => length ?? '?')}] takes ${takes}, points on axis ${batchAxis}${known}`;
    }),
    ...parameters.map(parameterLine),
    ...kept.map(({ name, dims, why, ops }) => `kept ${name} [${dims}] by ${ops}: ${why}`),
    `head ${head.output}: scores ${head.scores}${head.through.map((op) => ` → ${op}`).join('')}`,
    ...notes.map((note) => `note ${note}`),
  ].join('\n');
}

export function parameterLine({
  number,
  name,
  layer,
  role,
  kind,
  dims,
  fans,
  uses,
  stored,
  tiedTo,
}: Parameter): string {
  const sizes = fans ? ` in ${fans.fanIn} out ${fans.fanOut} units ${fans.units}` : '';
  const more = Object.entries({
    groups: fans?.groups,
    hidden: fans?.hidden,
    gates: fans?.gates,
    torch: fans?.torchFanIn,
  })
    .filter(([word, count]) => count !== undefined && !(word === 'groups' && count === 1))
    .map(([word, count]) => ` ${word} ${count}`);
  const at = uses.map(({ node, slot }) => `${node.op}.${slot}`).join();
  const tie = tiedTo ? ` = ${tiedTo.name}${tiedTo.transposed ? 'ᵀ' : ''}` : '';
  const numbers = `${rounded(stored.mean)} ± ${rounded(stored.sd)}`;
  const shown = name.startsWith(layer) ? `${layer}|${name.slice(layer.length)}` : `${name} (${layer})`;
  return `${number} ${shown} ${role} ${kind} [${dims}]${sizes}${more.join('')} at ${at}, ${numbers}${tie}`;
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(2)));
}
