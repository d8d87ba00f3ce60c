import { answering } from '../../console/answering.ts';
import { dataFrom, measureOptions, networkFrom } from '../../console/input.ts';
import type { Given } from '../../console/study.ts';
import { UserError } from '../../errors.ts';
import type { Network } from '../../network/network.ts';
import { flagOf } from '../../setup/option.ts';
import { planAdvice } from './networkSubject.ts';
import { type AdviseCall, advise, isModel } from './nodeRun.ts';
import { type Flags, options as flags, study } from './study.ts';
import { renderAdvice } from './text.ts';

export const answer = answering(study, {
  async plan(given: Given<Flags>) {
    const { flags: all } = given;
    const subject = subjectOf(given);
    const isFile = isModel(subject);
    checkFlags(all, isFile);
    const data = await dataFrom(all);
    const measured = measureOptions(all);
    if (!isFile) planAdvice(subject, data, measured);
    const options: AdviseCall = { ...measured, ...among(all, OF_MODELS), ...among(all, HOW) };
    return { subject, data, options };
  },
  run: ({ subject, data, options }, { within, signal, onProgress }) =>
    advise(subject, data, {
      ...options,
      signal,
      onProgress,
      onTrial: ({ name, done, total }) => within(`${done + 1}/${total}  ${name}  `),
    }),
  nothing: 'interrupted before two initialisations were drawn',
  text: renderAdvice,
  async files(advice) {
    const { remediesFigure } = await import('./figure.ts');
    const { adviceHtml } = await import('./page.ts');
    const { adviceTable } = await import('./table.ts');
    return {
      figures: { remedies: remediesFigure(advice) },
      tables: { remedies: adviceTable(advice) },
      pages: { 'advice.html': adviceHtml(advice) },
    };
  },
  isComplete: ({ status }) => status === 'complete',
});

/** What is tried, and for what. */
const HOW = ['goal', 'initSearch', 'priors', 'maxTime'] as const satisfies (keyof Flags)[];
const OF_MODELS = Object.keys(flags['Models (.onnx):']) as (keyof Flags)[];
/** What decides how networks of the notation are drawn, and models are not. */
const OF_NETWORKS = ['law', 'sigmaW2', 'sigmaB2', 'readouts', 'dataDraw'] as const satisfies (keyof Flags)[];

/** @throws UserError `bad-argument` unless there is either a network or a model */
function subjectOf({ words, flags: { network } }: Given<Flags>): Network | string {
  const [path, ...others] = words;
  if (path === undefined) return networkFrom(network, 'advise');
  const fault = (message: string, remedy: string) => new UserError('bad-argument', message, [], remedy);
  if (network !== undefined || others.length > 0) {
    throw fault('advise takes one network or one model', 'give --network or the path of a model, not both');
  }
  if (!isModel(path)) throw fault(`"${path}" is no .onnx file`, 'a network goes behind --network; models end in .onnx');
  return path;
}

/** @throws UserError `bad-argument` for options of the other kind of subject */
function checkFlags(given: Flags, isFile: boolean): void {
  const [names, what] = isFile ? [OF_NETWORKS, 'networks in the notation'] : [OF_MODELS, 'models'];
  const stray = names.find((name) => given[name] !== undefined && given[name] !== false);
  if (stray === undefined) return;
  throw new UserError('bad-argument', `${flagOf(stray)} is for ${what}`, [], 'leave it out');
}

function among(given: Flags, names: readonly (keyof Flags)[]): Partial<AdviseCall> {
  return Object.fromEntries(names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])));
}
