import { formatShape } from '../../data/dataset.ts';
import { ALL_EQUAL, NEGLIGIBLE_GAMMA } from '../../results/finding.ts';
import { barePercent, count, fixed, plain } from '../../results/format.ts';
import { pointsOf } from '../../results/words.ts';
import type { DataSummary } from './schema.ts';

/** A difference of agreement from which it matters that overlaps scatter. */
const NOTICEABLE = 0.01;

/** What the data are, and what they do to a network before it has learned anything, in two or three sentences. */
export function verdictOf(summary: Omit<DataSummary, 'summary'>): string {
  return [`${whatTheyAre(summary)}.`, bias(summary), scatter(summary)].filter(Boolean).join(' ');
}

/** "1,797 images of 1×8×8 in 10 classes". */
function whatTheyAre({ points, available, shape, classes, drawn, data, tokens }: Omit<DataSummary, 'summary'>): string {
  const number = available !== null && available > points ? `${count(points)} of ${count(available)}` : count(points);
  const what = tokens
    ? `sequences of ${count(shape[0])} token ids out of ${count(tokens.vocabulary)}`
    : shape.length === 3
      ? `images of ${formatShape(shape)}`
      : shape.length === 2
        ? `sequences of ${formatShape(shape)}`
        : `points of ${count(shape[0])} ${shape[0] === 1 ? 'feature' : 'features'}`;
  if (drawn) return `${number} ${what} drawn from ${data}`;
  return `${number} ${what}${classes ? ` in ${count(classes.length)} ${classes.length === 1 ? 'class' : 'classes'}` : ''}`;
}

function bias({ overlaps, data, shape, tokens, remarks }: Omit<DataSummary, 'summary'>): string {
  if (remarks.some(({ code }) => code === 'equal-points')) return ALL_EQUAL;
  if (tokens) {
    const share = barePercent(tokens.equal);
    return `Ids are names, so that their sizes mean nothing: two sequences have in common only their equal tokens, ${share} of all pairs of tokens.`;
  }
  const { gamma } = overlaps;
  const name = shape.length === 3 ? (pointsOf(data) === 'digits' ? 'digits' : 'images') : 'points';
  const overlap = `Two ${name} overlap by ${fixed(overlaps.all.mean, 2)} on average`;
  if (gamma === Infinity) return `All ${name} lie in one direction: every linear network gives them all one guess.`;
  if (gamma < NEGLIGIBLE_GAMMA) return `${overlap}, so the data bring no bias: any bias comes from the network itself.`;
  const phase = gamma < 1 ? 'neutral' : 'prejudiced';
  const strength = gamma < 1 ? 'somewhat biased' : 'biased';
  return `${overlap}, so even a linear network would be ${strength}: gamma ${onItsSide(gamma)} (${phase}); centring removes it.`;
}

/** Where the average pair does not stand for all. */
function scatter({ overlaps, theory: { agreements } }: Omit<DataSummary, 'summary'>): string {
  const off = Math.max(...agreements.map(({ allPairs, averagePair }) => Math.abs(allPairs - averagePair)));
  if (off < NOTICEABLE) return '';
  return `Overlaps scatter by ±${plain(overlaps.all.sd, 2)}; treating all pairs as the average pair would miss up to ${plain(off, 2)} of the agreement.`;
}

/** Two digits, or more where these would put γ on the other side of 1. */
function onItsSide(gamma: number): string {
  const digits = [2, 3, 4, 6].find((n) => Number(gamma.toPrecision(n)) < 1 === gamma < 1);
  return plain(gamma, digits ?? 12);
}
