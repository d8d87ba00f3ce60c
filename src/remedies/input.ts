import { parsePreprocess } from '../data/parsePreprocess.ts';
import type { Preprocess } from '../data/preprocess.ts';
import type { Paste, Remedy } from './remedy.ts';

/** Steps that take the mean point away, from the weakest to the strongest. */
const CENTRING = ['center', 'standardize', 'whiten'];

/** A remedy that changes the data before the network sees them, by one more step of preprocessing. */
export function inputRemedy({
  step,
  paste,
  ...named
}: Pick<Remedy, 'name' | 'title' | 'summary'> & { readonly step: string; readonly paste: Paste }): Remedy {
  const changes = (before: Preprocess, vocabulary: boolean) => {
    if (vocabulary) return 'the data are token ids, whose sizes mean nothing';
    const done = before.steps
      .map(({ notation }) => CENTRING.findIndex((word) => notation.startsWith(word)))
      .reduce((a, b) => Math.max(a, b), -1);
    if (done >= CENTRING.indexOf(step)) return `the data go through ${CENTRING[done]} already`;
    // A standardised input need not be centred first.
    const kept = before.steps.filter(({ notation }) => !CENTRING.some((word) => notation.startsWith(word)));
    const { notation } = parsePreprocess([...kept.map((one) => one.notation), step].join(', '));
    return [{ where: 'the data', preprocess: notation }];
  };
  return {
    ...named,
    effort: 'data',
    experiments: ['12-centring'],
    inNotation: ({ steps, data }) => changes(steps, data.kind === 'dataset' && data.vocabulary !== undefined),
    inModel: ({ preprocess, isTokens }) => changes(preprocess, isTokens),
    paste: () => paste,
  };
}
