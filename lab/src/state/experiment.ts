import { weightLaws } from '../../../src/network/init.ts';

/** What the lab shows: an experiment in the words of the command line, as it stands in the address of the page. */
export interface Experiment {
  readonly network: string;
  readonly data: string;
  readonly preprocess: string;
  /** A framework's or paper's initialisation by name; then σ_w² and σ_b² are its own. */
  readonly init?: string;
  readonly sigmaW2?: number;
  readonly sigmaB2?: number;
  readonly law?: (typeof weightLaws)[number];
  readonly points?: number;
  readonly seed: number;
}

/** A network that is biased, and everyone knows: what the first screen shows. */
export const FIRST: Experiment = {
  network: '3*(dense(512), relu), dense(2)',
  data: 'gaussian(dim=512)',
  preprocess: 'none',
  seed: 0,
};

/** The experiment as the part of an address after #; what is as on the first screen is left out. */
export function toFragment(experiment: Experiment): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(experiment)) {
    if (value !== undefined && value !== FIRST[name as keyof Experiment]) query.set(name, String(value));
  }
  return query.toString();
}

/** The experiment of an address. What an address does not say, or says in a way that nothing can be, is as on the first screen. */
export function fromFragment(fragment: string): Experiment {
  const query = new URLSearchParams(fragment.replace(/^#/, ''));
  const text = (name: 'network' | 'data' | 'preprocess') => query.get(name) ?? FIRST[name];
  const number = (name: string, isFit: (value: number) => boolean) => {
    const value = Number(query.get(name) ?? Number.NaN);
    return isFit(value) ? value : undefined;
  };
  const law = weightLaws.find((known) => known === query.get('law'));
  const init = query.get('init');
  const given = {
    init: init ?? undefined,
    sigmaW2: number('sigmaW2', (value) => value > 0 && value < Infinity),
    sigmaB2: number('sigmaB2', (value) => value >= 0 && value < Infinity),
    law,
    points: number('points', (value) => Number.isInteger(value) && value >= 2),
  };
  return {
    network: text('network'),
    data: text('data'),
    preprocess: text('preprocess'),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    seed: number('seed', (value) => Number.isSafeInteger(value) && value >= 0) ?? FIRST.seed,
  };
}
