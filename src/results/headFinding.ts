import type { HeadQuantityName } from '../laws/heads/headCounter.ts';
import { barePercent, fixed, percent, plain, roundToError } from './format.ts';
import { fairGuess } from './headline.ts';
import type { PredictedHead } from './headSchema.ts';
import type { Prediction } from './schema.ts';
import { capital, listed, pointsOf } from './words.ts';

/** What is said of a head that is measured or predicted alike: a value, and its error where there is one. */
interface Said {
  readonly kind: PredictedHead['kind'];
  readonly sizes?: readonly number[];
  readonly classes: number;
  readonly data: string;
  value(name: HeadQuantityName, part?: number): { readonly mean: number; readonly error?: number } | undefined;
}

/** Heads whose guesses are the classes of the largest output, of which the finding of an argmax holds. */
export function isArgmax(head: Pick<PredictedHead, 'kind'> | undefined): boolean {
  return head === undefined || head.kind === 'argmax' || head.kind === 'sigmoid';
}

/** What a head does, in words that follow "before any training"; undefined where its numbers are not known. */
export function headBehaviour(said: Said): string | undefined {
  const what = pointsOf(said.data);
  const share = (name: HeadQuantityName, part?: number) => {
    const found = said.value(name, part);
    return found && percent(found.mean, found.error);
  };
  switch (said.kind) {
    case 'multilabel': {
      const favourite = share('favourite');
      const constant = said.value('constantLabels');
      if (!favourite || !constant) return undefined;
      const outputs = said.classes;
      return `this network gives a label the same answer on ${favourite} of the ${what} in the mean over labels; a coin gives 50 %. ${capital(countOf(constant))} of ${outputs} labels have one answer for at least 99 % of the ${what}.`;
    }
    case 'several': {
      const favourites = said.sizes!.map((_, part) => share('favourite', part));
      const joint = share('jointAgreement');
      if (favourites.some((one) => one === undefined) || !joint) return undefined;
      const fair = said.sizes!.reduce((product, size) => product / size, 1);
      return `the favourite classes of the heads of ${listed(said.sizes!.map(String))} classes get ${listed(favourites as string[])} of the ${what}. Two ${what} get the same guess from all heads in ${joint} of cases; fair guesses do in ${barePercent(fair)}.`;
    }
    case 'sample': {
      const favourite = share('favourite');
      const same = share('agreement');
      if (!favourite || !same) return undefined;
      return `the class that this network samples most often has a probability of ${favourite} in the mean over the ${what}; ${fairGuess(said.classes)}. Guesses sampled for two ${what} are the same in ${same} of cases.`;
    }
    case 'regression': {
      const [points, inits] = [said.value('sdPoints'), said.value('sdInitialisations')];
      if (!points || !inits) return undefined;
      return `an output of this network has a standard deviation of ${numberOf(points)} from one of the ${what} to the next, and its mean one of ${numberOf(inits)} from one initialisation to the next.`;
    }
    default:
      return undefined;
  }
}

/** The behaviour of a predicted head; undefined where theory does not know it. */
export function predictedBehaviour({ data, classes }: Prediction, head: PredictedHead): string | undefined {
  return headBehaviour({
    ...head,
    data,
    classes: outputsOf(head, classes),
    value(name, part) {
      const found = head.quantities.find((one) => one.name === name && one.part === part);
      return found?.value == null ? undefined : { mean: found.value, error: found.error };
    },
  });
}

/** Labels are one for each output, also where there is only one. */
export function outputsOf({ kind, bias }: Pick<PredictedHead, 'kind' | 'bias'>, classes: number): number {
  return kind === 'multilabel' && bias ? bias.length : classes;
}

function countOf({ mean, error }: { readonly mean: number; readonly error?: number }): string {
  const { value, error: spread } = roundToError(mean, error);
  if (!spread) return plain(mean, 3);
  return `${value} (±${spread})`;
}

function numberOf({ mean, error }: { readonly mean: number; readonly error?: number }): string {
  const { value, error: spread, decimals } = roundToError(mean, error);
  return spread ? `${value} (±${spread})` : decimals === null ? value : fixed(mean, decimals);
}

/** Names and meanings of what heads are described by, for tables. */
export const headMeanings: Record<HeadQuantityName, readonly [name: string, meaning: string]> = {
  share: ['share', 'expected share of the points guessed as the class'],
  yes: ['yes', 'share of the points that get the label'],
  agreement: ['agreement', 'probability that two random inputs get the same answer'],
  favourite: ['favourite', 'mean share, or probability, of the most frequent answer'],
  constantLabels: ['constant labels', 'labels with one answer for at least 99 % of the points'],
  jointAgreement: ['joint agreement', 'probability that two random inputs get the same guess from all heads'],
  entropyOfMean: ['entropy of mean', 'entropy of the class probabilities averaged over the points, in nats'],
  meanEntropy: ['mean entropy', 'entropy of the class probabilities of a point, in nats'],
  sdPoints: ['sd of points', 'standard deviation of an output from point to point'],
  sdInitialisations: ['sd of initialisations', 'standard deviation of the mean of an output over initialisations'],
  gamma: ['gamma', 'bias ratio of the outputs: spread of their means over spread of the data'],
};

/** Of one head, label or class, "agreement of head 2 (31)"; the name alone of all together. */
export function headQuantityName(
  { kind, sizes }: Pick<PredictedHead, 'kind' | 'sizes'>,
  { name, part }: { readonly name: HeadQuantityName; readonly part?: number },
): string {
  const [words] = headMeanings[name];
  if (part === undefined) return words;
  if (kind === 'several') return `${words}, head ${part + 1} (${sizes![part]})`;
  return `${words}, ${kind === 'multilabel' ? 'label' : 'class'} ${part}`;
}
