import { readArrayFile } from '../../data/sources/files/arrayFile.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { type ReadOptions, scoreOptions } from './options.ts';
import { type ScoredArray, type ScoreOptions, scoreArrays, score as scoreOf } from './run.ts';
import type { Score } from './schema.ts';

/** Options of `score` in Node, which also reads labels and steps from files. */
export interface ScoreFileOptions extends Omit<ScoreOptions, 'labels' | 'steps'> {
  /** The true class of every point, or the path of a file of them; `FILE:name` is one of several arrays. */
  readonly labels?: ArrayLike<number> | string;
  /** Steps of training at which the scores were taken, or the path of a file of them; 0, 1, 2, … unless given. */
  readonly steps?: ArrayLike<number> | string;
}

/**
 * What networks guess whose outputs another program computed: every statistic of a measurement that logits, probabilities or
 * guesses can give, with errors clustered by initialisation, at each step of training.
 *
 * ```ts
 * const { steps } = await score('logits.npy', { labels: 'labels.npy' });  // [inits, points, classes]
 * console.log(steps[0].maxFraction.mean);
 * ```
 *
 * @param scores path of a .npy, .npz, .safetensors, .csv or .parquet file, or numbers with their shape: [points, classes],
 *   [inits, points, classes], [steps, inits, points, classes], or as `axes` says; guesses do without classes
 * @throws UserError `data` for files that cannot be read, numbers that are not finite, no probabilities or no guesses, and labels
 *   that do not fit; `shape` for axes that do not fit; `bad-argument` where the kind cannot be found out; `unknown-name`
 */
export async function score(scores: string | ScoredArray, options: ScoreFileOptions = {}): Promise<Score> {
  checkOptions('score', options, [...Object.keys(scoreOptions), 'labels', 'steps', 'name']);
  const { labels, steps, name, ...read } = options;
  if (typeof scores !== 'string') {
    return scoreOf(scores, { ...read, name, labels: await listFrom(labels), steps: await listFrom(steps) });
  }
  return scoreFile(
    scores,
    read,
    { labels: await listFrom(labels), steps: await listFrom(steps) },
    {
      file: name ?? scores,
      labels: typeof labels === 'string' ? labels : 'the labels',
    },
  );
}

async function scoreFile(
  path: string,
  options: ReadOptions,
  { labels, steps }: { readonly labels?: ArrayLike<number>; readonly steps?: ArrayLike<number> },
  names: { readonly file: string; readonly labels: string },
): Promise<Score> {
  const scores = await readArrayFile(path);
  return scoreArrays({ scores, labels, steps }, options, { file: names.file, ...(labels && { labels: names.labels }) });
}

async function listFrom(given: ArrayLike<number> | string | undefined): Promise<ArrayLike<number> | undefined> {
  return typeof given === 'string' ? (await readArrayFile(given)).values : given;
}
