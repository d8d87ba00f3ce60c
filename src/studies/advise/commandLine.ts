import { effectiveLaw } from '../../network/init.ts';
import { commandLine } from '../../present/html/commandLine.ts';
import type { Experiment } from '../../results/schema.ts';
import type { SetupOptions } from '../../setup/options.ts';
import type { Advice, TriedRemedy } from './schema.ts';
import { options } from './study.ts';

/** What decides advice, of the network or model as it is. */
export type AdvisedExperiment = Pick<Experiment, 'network' | 'data' | 'preprocess' | 'init' | 'points' | 'seed'> &
  Partial<Pick<Experiment, 'ties' | 'model' | 'dataDraw' | 'readouts'>> &
  Pick<SetupOptions, 'batchNorm'>;

/** Networks are drawn by it unless another is given. */
const DEFAULT_SCHEME = 'he';

/** The command line that gives advice; with what advice was given by, the same again. */
export function adviceCommand({
  experiment,
  goal,
  initSearch,
  priors,
  initialisations,
}: { readonly experiment: AdvisedExperiment } & Partial<
  Pick<Advice, 'goal' | 'initialisations' | 'initSearch' | 'priors'>
>): string {
  const { data, preprocess, init, points, seed, ties, model } = experiment;
  const {
    file,
    sha256: _,
    batchNorm = experiment.batchNorm,
    ...drawn
  } = model ?? { file: undefined, sha256: undefined };
  const given = {
    ...drawn,
    ...(file === undefined ? ofNetwork(experiment) : { init: init.scheme }),
    ...(batchNorm !== 'train' && { batchNorm }),
    ...{ data, preprocess, ties, goal, inits: initialisations },
    points: typeof points === 'number' ? points : undefined,
    seed: seed === 0 ? undefined : seed,
    ...{ initSearch: initSearch || undefined, priors: priors?.join(',') },
  };
  return commandLine('advise', given, Object.assign({}, ...Object.values(options)), file === undefined ? [] : [file]);
}

/** The command line that runs the experiments behind a remedy. */
export function reproduceCommand({ experiments }: Pick<TriedRemedy, 'experiments'>): string {
  return ['firstguess reproduce', ...experiments].join(' ');
}

/** How networks of the notation are drawn, where that is other than usual. */
function ofNetwork({ network, init, dataDraw, readouts }: AdvisedExperiment) {
  const { scheme, law, sigmaW2, sigmaB2 } = init;
  return {
    ...{ network, dataDraw, sigmaW2, sigmaB2 },
    init: scheme === DEFAULT_SCHEME ? undefined : scheme,
    law: law === effectiveLaw({ scheme }) ? undefined : law,
    readouts: readouts === 'auto' ? undefined : readouts,
  };
}
