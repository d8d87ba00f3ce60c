import { commandLine } from '../../present/html/commandLine.ts';
import type { Experiment } from '../../results/schema.ts';
import { options } from './study.ts';

/** The command line that repeats an audit to the last count, on any machine. */
export function auditCommandLine({
  data,
  preprocess,
  init,
  points,
  seed,
  initialisations,
  untilSe,
  ties,
  model,
}: Experiment): string {
  const { file, sha256: _, ...drawn } = model!;
  const given = {
    ...drawn,
    data,
    preprocess,
    init: init.scheme,
    points: points ?? undefined,
    seed,
    inits: initialisations,
    untilSe: untilSe ?? undefined,
    ties,
  };
  return commandLine('audit', given, Object.assign({}, ...Object.values(options)), [file]);
}
