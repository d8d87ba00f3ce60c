import { commandLine } from '../../present/html/commandLine.ts';
import type { Advice, TriedRemedy } from './schema.ts';
import { options } from './study.ts';

/** The command line that gives the same advice again. */
export function adviceCommand({
  experiment,
  goal,
  initSearch,
  priors,
  initialisations,
}: Pick<Advice, 'experiment' | 'goal'> & Partial<Pick<Advice, 'initialisations' | 'initSearch' | 'priors'>>): string {
  const { network, data, preprocess, init, points, seed, ties, model } = experiment;
  const { scheme, ...scales } = init;
  const { file, sha256: _, ...drawn } = model ?? { file: undefined, sha256: undefined };
  const given = {
    ...drawn,
    ...{ network: file === undefined ? network : undefined, data, preprocess, init: scheme, ...scales },
    ...{ points: points ?? undefined, seed, ties, goal, inits: initialisations },
    ...{ initSearch: initSearch || undefined, priors: priors?.join(',') },
  };
  return commandLine('advise', given, Object.assign({}, ...Object.values(options)), file === undefined ? [] : [file]);
}

/** The command line that runs the experiments behind a remedy. */
export function reproduceCommand({ experiments }: Pick<TriedRemedy, 'experiments'>): string {
  return ['firstguess reproduce', ...experiments].join(' ');
}
