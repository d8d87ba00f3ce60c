import { blocks, type Drawing, finding, notes, terminalOf } from '../../present/text/drawing.ts';
import type { Paint } from '../../present/text/paint.ts';
import { headedTable } from '../../present/text/table.ts';
import { truncate, wrap } from '../../present/text/wrap.ts';
import type { Audit, AuditPlanResult, PlannedTensor } from '../../results/auditSchema.ts';
import { count, duration, plain, plural } from '../../results/format.ts';
import { guessLaw, measuredLayers } from '../measure/text.ts';
import { auditTable } from './tables.ts';
import { drawnInWords, modelInWords, recognitionInWords } from './words.ts';

/** An audit: the finding, what was drawn, the numbers, the guess law, the layers, what was recognised, the notes. */
export function renderAudit(audit: Audit, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  return blocks([
    finding(audit.summary, width, paint),
    [...wrap(modelInWords(audit.model, audit.classes), width), ...wrap(drawnInWords(audit), width)],
    numbers(audit, paint),
    guessLaw(audit, width, paint),
    measuredLayers(audit, width, paint),
    audit.recognised ? wrap(recognitionInWords(audit), width) : [],
    notes([...audit.notes, ...audit.prediction.notes], width, paint),
    wrap(effort(audit), width).map(paint.muted),
  ]);
}

/** The plan: what would be drawn, by which law, and what is left as it is. */
export function renderPlan(planned: AuditPlanResult, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  const drawn = planned.plan.filter(({ kept }) => kept === undefined);
  const kept = planned.plan.filter((tensor) => tensor.kept !== undefined);
  return blocks([
    wrap(modelInWords(planned.model), width).map(paint.strong),
    wrap(drawnInWords(planned), width),
    headedTable(['drawn', 'role', 'dims', 'fan-in', 'law', 'in the file'], drawn.map(drawnRow), paint),
    kept.length > 0 ? headedTable(['left as it is', 'dims', 'why'], keptRows(kept), paint) : [],
    notes(planned.notes, width, paint),
  ]);
}

/** Longer names are cut in tables. */
const LONGEST_NAME = 36;

function drawnRow({ name, role, dims, fanIn, law, stored }: PlannedTensor): string[] {
  const was = stored === null ? '–' : stored.sd === 0 ? `all ${plain(stored.mean, 3)}` : `sd ${plain(stored.sd, 3)}`;
  return [truncate(name, LONGEST_NAME), role, dims.join('×') || '1', fanIn === null ? '–' : count(fanIn), law, was];
}

/** From this many on, tensors that are left for the same reason are one row. */
const MANY = 4;

/** One row a tensor, or a reason that many share. */
function keptRows(kept: readonly PlannedTensor[]): string[][] {
  const reasons = new Set(kept.map((tensor) => tensor.kept!));
  return [...reasons].flatMap((why) => {
    const tensors = kept.filter((tensor) => tensor.kept === why);
    if (tensors.length >= MANY) return [[`${count(tensors.length)} tensors`, '', why]];
    return tensors.map(({ name, dims }) => [truncate(name, LONGEST_NAME), dims.join('×') || '1', why]);
  });
}

function numbers(audit: Audit, paint: Paint): string[] {
  const { columns, rows } = auditTable(audit);
  return headedTable(['', ...columns.slice(1).map(({ title }) => title)], rows, paint);
}

function effort({ initialisations, points, data, seed, seconds, engine, status }: Audit): string {
  const interrupted = status === 'interrupted' ? 'interrupted after ' : '';
  return `${interrupted}${plural(initialisations, 'initialisation')} on ${plural(points, 'point')} of ${data}, seed ${seed}, in ${duration(seconds)} on ${engine}`;
}
