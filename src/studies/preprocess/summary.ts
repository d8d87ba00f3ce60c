import { barePercent, fixed, percent, plain, plusMinus } from '../../results/format.ts';
import { fairGuess } from '../../results/headline.ts';
import { shortNames } from '../../results/shortNames.ts';
import { capital, listed, pointsOf } from '../../results/words.ts';
import { bestOf, type ComparedValue, shownPipeline } from './comparedValues.ts';
import type { ComparedResult, PreprocessingComparison } from './schema.ts';

type Compared = Pick<PreprocessingComparison, 'data' | 'networks' | 'pipelines' | 'sweep' | 'results'>;

/** Shares closer than this are one and the same to a reader. */
const ALIKE = 0.01;

/** The share of the favourite class after one pipeline. */
interface PipelineShare {
  readonly preprocess: string;
  readonly value: number | null;
  readonly share: number;
  readonly text: string;
  readonly gamma: number | undefined;
  readonly loss: ComparedValue | undefined;
  readonly classes: number;
}

/** What the pipelines do to the guesses, in a few sentences; nothing where nothing is known. */
export function summaryOf(comparison: Compared): string {
  const { networks, sweep, results } = comparison;
  const names = shortNames(networks);
  const told = networks.flatMap((network, index) => {
    const compared = sharesOf(comparison, network);
    return compared.length === 0 ? [] : [{ compared, name: names[index] }];
  });
  if (told.length === 0)
    return results.length === 0 ? '' : 'Theory does not cover these networks; they can still be measured.';
  if (sweep !== null) return sweepInWords(sweep, told, comparison.data);
  return told
    .map(({ compared, name }) => {
      const who = networks.length > 1 ? `the network ${quoted(name)}` : 'this network';
      const sentences = [
        contrast(compared, who, comparison.data),
        losses(compared),
        centring(compared),
        phases(compared),
      ];
      return sentences.filter(Boolean).join(' ');
    })
    .join(' ');
}

function sharesOf({ results, pipelines }: Compared, network: string): PipelineShare[] {
  return results.flatMap((result) => {
    const found = bestOf(result, 'maxFraction');
    if (result.network !== network || !found) return [];
    const { preprocess } = result;
    const value = pipelines.find((pipeline) => pipeline.preprocess === preprocess)?.value ?? null;
    const text = percent(found.mean, found.error);
    const gamma = bestOf(result, 'gamma')?.mean;
    const loss = bestOf(result, 'loss');
    return [{ preprocess, value, share: found.mean, text, gamma, loss, classes: classesOf(result) }];
  });
}

function classesOf({ measurement, prediction }: ComparedResult): number {
  return (measurement ?? prediction)!.classes;
}

/** "Raw, this network sends 91 % of the images to its favourite class; after standardize, 50 %; a fair guess is 10 %." */
function contrast(compared: readonly PipelineShare[], who: string, data: string): string {
  const shares = compared.map(({ share }) => share);
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  const what = pointsOf(data);
  const fair = `${fairGuess(compared[0].classes)}.`;
  if (compared.length > 1 && most - least < ALIKE) {
    return `Whatever the preprocessing, ${who} sends ${barePercent((least + most) / 2)} of the ${what} to its favourite class; ${fair}`;
  }
  const { first, other } = contrastOf(compared);
  const contrasted = other ? ` ${after(other)}, ${other.text};` : '';
  return `${capital(after(first))}, ${who} sends ${first.text} of the ${what} to its favourite class;${contrasted} ${fair}`;
}

/** Losses closer than this are one and the same to a reader. */
const ALIKE_LOSS = 0.05;

/** "Raw, the loss starts at 17.0 ± 0.1; after standardize, at 3.02; ln 10 = 2.303 is that of equal outputs." */
function losses(compared: readonly PipelineShare[]): string {
  const known = compared.flatMap(({ loss, ...rest }) => (loss ? [{ loss, ...rest }] : []));
  if (known.length < 2) return '';
  const sorted = [...known].sort((a, b) => a.loss.mean - b.loss.mean);
  const first = known.find(isRaw) ?? sorted[sorted.length - 1];
  const far = (one: (typeof known)[number]) => Math.abs(one.loss.mean / first.loss.mean - 1) > ALIKE_LOSS;
  // The simplest pipeline comes first, so of those that do nearly as well the first is named.
  const least = sorted[0].loss.mean;
  const other = known.find((one) => far(one) && one.loss.mean <= least * (1 + ALIKE_LOSS)) ?? sorted.findLast(far);
  if (!other) return '';
  const text = ({ loss }: (typeof known)[number]) => plusMinus(loss.mean, loss.error);
  const equal = `ln ${first.classes} = ${fixed(Math.log(first.classes), 3)} is that of equal outputs`;
  return `${capital(after(first))}, the loss starts at ${text(first)}; ${after(other)}, at ${text(other)}; ${equal}.`;
}

/** The raw data, or else the pipeline of most bias, and the one that differs most from it. */
function contrastOf(compared: readonly PipelineShare[]): {
  readonly first: PipelineShare;
  readonly other: PipelineShare | undefined;
} {
  const shares = compared.map(({ share }) => share);
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  const first = compared.find(isRaw) ?? compared.find(({ share }) => share > most - ALIKE) ?? compared[0];
  // The simplest pipeline comes first, so of those that do as well the first is named.
  const other =
    compared.find(({ share }) => share < least + ALIKE && share < first.share - ALIKE) ??
    compared.find(({ share }) => share > most - ALIKE && share > first.share + ALIKE);
  return { first, other };
}

/** How much of what preprocessing does is done by centring, where that is not all of it. */
function centring(compared: readonly PipelineShare[]): string {
  const raw = compared.find(isRaw);
  const center = compared.find(({ preprocess }) => preprocess === 'center');
  if (!raw || !center || Math.abs(raw.share - center.share) < ALIKE) return '';
  if (contrastOf(compared).other === center) return '';
  return `Centring alone takes the share to ${center.text}.`;
}

/** Which pipelines leave the network prejudiced, where they differ in that. */
function phases(compared: readonly PipelineShare[]): string {
  const known = compared.filter(({ gamma }) => gamma !== undefined);
  const prejudiced = known.filter(({ gamma }) => gamma! >= 1);
  const neutral = known.filter(({ gamma }) => gamma! < 1);
  if (prejudiced.length === 0 || neutral.length === 0) return '';
  return `Gamma is at least 1 (prejudiced) ${placesOf(prejudiced)}, and below 1 ${placesOf(neutral)}.`;
}

/** "raw and after center and standardize". */
function placesOf(compared: readonly PipelineShare[]): string {
  const steps = compared.filter((one) => !isRaw(one)).map(({ preprocess }) => quoted(shownPipeline(preprocess)));
  const parts = [compared.some(isRaw) ? 'raw' : '', steps.length > 0 ? `after ${listed(steps)}` : ''];
  return parts.filter(Boolean).join(' and ');
}

/**
 * "As shift goes from 0 to 4, the favourite class goes from 11.6 % to 79.9 % of the inputs; a fair guess is 10 %."; of
 * several networks the range of all first, and then each.
 */
function sweepInWords(sweep: string, told: { compared: PipelineShare[]; name: string }[], data: string): string {
  const sorted = told.map(({ compared }) => [...compared].sort((a, b) => a.value! - b.value!));
  const all = [...sorted.flat()].sort((a, b) => a.share - b.share);
  const values = all.map(({ value }) => value!);
  const classes = new Set(all.map((one) => one.classes));
  const fair = classes.size === 1 ? `; ${fairGuess(all[0].classes)}` : '';
  const when = `As ${sweep} goes from ${plain(Math.min(...values))} to ${plain(Math.max(...values))}, the favourite class`;
  const way = ([first, ...rest]: readonly PipelineShare[]) => `from ${first.text} to ${(rest.at(-1) ?? first).text}`;
  if (told.length === 1) return `${when} goes ${way(sorted[0])} of the ${pointsOf(data)}${fair}.`;
  const ways = told.map(({ name }, index) => `${way(sorted[index])} with ${quoted(name)}`);
  return `${when} gets ${way(all)} of the ${pointsOf(data)}${fair}. It goes ${listed(ways)}.`;
}

function isRaw({ preprocess }: Pick<PipelineShare, 'preprocess'>): boolean {
  return preprocess === 'none';
}

/** "raw" or "after standardize". */
function after({ preprocess }: Pick<PipelineShare, 'preprocess'>): string {
  return preprocess === 'none' ? 'raw' : `after ${quoted(shownPipeline(preprocess))}`;
}

/** A list of steps or layers in quotes, so that it does not run into the sentence. */
export function quoted(notation: string): string {
  return notation.includes(',') ? `“${notation}”` : notation;
}
