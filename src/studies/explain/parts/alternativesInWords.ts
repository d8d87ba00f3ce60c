import { NEGLIGIBLE_GAMMA } from '../../../results/finding.ts';
import { barePercent, plain } from '../../../results/format.ts';
import { capital } from '../../../results/words.ts';
import type { AlternativeNetwork, Alternatives } from '../schema.ts';
import { counts } from './roles.ts';

/** A change takes most of the bias if it leaves less than half of γ. */
const MOST = Math.log(2);

/** The change that takes most of the bias, as cause and cure; nothing where no change does. */
export function alternativesInWords({ networks: [whole, ...others] }: Alternatives): string {
  if (!counts(whole.gamma, NEGLIGIBLE_GAMMA)) return '';
  const strong = others.filter(takesMost).sort((a, b) => a.gamma.mean - b.gamma.mean);
  if (strong.length === 0) return '';
  // Weights are changed more easily than layers, and biases more easily than both.
  const alike = strong.filter((other) => other.gamma.mean <= 2 * Math.max(NEGLIGIBLE_GAMMA, strong[0].gamma.mean));
  const best =
    alike.find(({ change }) => change === 'biases') ?? alike.find(({ change }) => change === 'he') ?? strong[0];
  const he = best.change === 'biases' ? alike.find(({ change }) => change === 'he') : undefined;
  const same = he && size(he) === size(best);
  const change = `${instead(best)}${same ? ', or with He initialisation,' : ''}`;
  const also = he && !same ? `, with He initialisation to ${size(he)}` : '';
  return `${change} gamma falls from ${size(whole)} to ${size(best)}${also}${favourite(whole, best)}.`;
}

function takesMost({ gamma, lnGamma }: AlternativeNetwork): boolean {
  if (lnGamma === null) return gamma.mean < NEGLIGIBLE_GAMMA;
  return lnGamma.mean < -MOST && lnGamma.mean < -2 * lnGamma.standardError;
}

/** "Without biases", "With linear units in place of all 4 sigmoid layers". */
function instead({ change, name }: AlternativeNetwork): string {
  if (change !== 'kind') return capital(name);
  const [layers, what] = name.split(': ');
  return `With ${what} in place of ${layers}${layers.startsWith('all ') ? ' layers' : ''}`;
}

/** ": the favourite class gets 67.4 % instead of 99.5 %". */
function favourite(whole: AlternativeNetwork, best: AlternativeNetwork): string {
  if (!whole.maxFraction || !best.maxFraction) return '';
  const [now, then] = [whole, best].map(({ maxFraction }) => barePercent(maxFraction!.mean));
  return now === then ? '' : `; the favourite class would get ${then} instead of ${now}`;
}

function size({ gamma }: AlternativeNetwork): string {
  return gamma.mean < NEGLIGIBLE_GAMMA ? 'almost 0' : plain(gamma.mean, 3);
}
