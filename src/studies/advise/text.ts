import { blocks, type Drawing, finding, notes, terminalOf } from '../../present/text/drawing.ts';
import type { Paint } from '../../present/text/paint.ts';
import { table } from '../../present/text/table.ts';
import { wrap } from '../../present/text/wrap.ts';
import { duration, plural } from '../../results/format.ts';
import { reproduceCommand } from './commandLine.ts';
import type { Advice } from './schema.ts';
import { adviceRows, type Column, changeInWords, columns, columnsFor } from './table.ts';

/** What advice cannot say, which whoever follows it must know. */
export const CAVEAT =
  'A smaller bias is not a better network: training forgets most of it within some steps, and some remedies change what can be learned. What is shown is the start.';

/** Columns that give way first where there is little room. */
const LEAST: readonly Column[] = ['removed', 'loss', 'effort', 'favourite', 'z'];

/** The finding, the remedies below one another, and the lines to write for the best. */
export function renderAdvice(advice: Advice, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  const refusals = advice.remedies.filter(({ applies }) => !applies);
  return blocks([
    finding(advice.summary, width, paint),
    rowsOf(advice, width, paint),
    pasteOf(advice, paint),
    wrap(CAVEAT, width).map(paint.muted),
    experimentsOf(advice)
      .flatMap((line) => wrap(line, width))
      .map(paint.muted),
    refusals.flatMap(({ name, why }) => wrap(`${name} does not apply: ${why}`, width)).map(paint.muted),
    notes(advice.notes, width, paint),
    wrap(effort(advice), width).map(paint.muted),
  ]);
}

function rowsOf(advice: Advice, width: number, paint: Paint): string[] {
  const rows = adviceRows(advice);
  let shown = columnsFor(advice.goal);
  const lines = () =>
    table(
      shown.map((name) => columns[name]),
      rows.map((row) => shown.map((name) => row[name])),
    );
  for (const least of LEAST)
    if (lines().some((line) => line.length > width)) shown = shown.filter((name) => name !== least);
  const [head, ...body] = lines();
  return [paint.muted(head), ...body];
}

/** What to write for the best remedy, and how to measure it. */
function pasteOf({ remedies, best }: Advice, paint: Paint): string[] {
  const found = remedies.find(({ name }) => name === best);
  if (!found?.paste) return [];
  return [
    `${paint.strong(found.title)} in PyTorch (--json has Keras and Flax):`,
    ...found.paste.pytorch.split('\n').map((line) => `  ${line}`),
    ...(found.command ? ['to measure it:', `  ${found.command.replaceAll(' \\\n ', '')}`] : []),
    ...(found.experiments.length > 0 ? ['to see what it does to other networks:', `  ${reproduceCommand(found)}`] : []),
  ];
}

/** The experiment of every remedy in the table, each once: "12-centring (centre-input, whiten-input)". */
function experimentsOf({ remedies }: Advice): string[] {
  const alone = remedies.filter(({ applies, name }) => applies && !name.includes(' + '));
  const names = new Map<string, Set<string>>();
  for (const { name, experiments } of alone) {
    for (const experiment of experiments) names.set(experiment, (names.get(experiment) ?? new Set()).add(name));
  }
  if (names.size === 0) return [];
  const list = [...names].sort().map(([experiment, tried]) => `${experiment} (${[...tried].sort().join(', ')})`);
  return [`Experiments that this advice rests on, each with \`firstguess reproduce NAME\`: ${list.join(', ')}.`];
}

function effort(advice: Advice): string {
  const { initialisations, points, experiment, seconds } = advice;
  return (
    `The same ${plural(initialisations, 'initialisation')} of each on ${plural(points, 'point')}, seed ${experiment.seed}; ` +
    `${changeInWords(advice)}; in ${duration(seconds)}`
  );
}
