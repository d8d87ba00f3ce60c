import type { Experiment } from '../results/schema.ts';

/** The command line that repeats an experiment to the last count, on any machine. */
export function commandLineOf(experiment: Experiment, command: 'measure' | 'explain' = 'measure'): string {
  const { network, data, preprocess, init, points, seed, initialisations, readouts, dataDraw, untilSe } = experiment;
  const options: [option: string, value: string | number | null | undefined][] = [
    ['network', network],
    ['data', data],
    ['preprocess', preprocess === 'none' ? null : preprocess],
    ['init', init.scheme],
    ['law', init.law],
    ['sigma-w2', init.sigmaW2],
    ['sigma-b2', init.sigmaB2],
    ['points', points],
    ['seed', seed],
    ['inits', initialisations],
    ['readouts', readouts],
    ['data-draw', dataDraw === 'each' ? null : dataDraw],
    ['until-se', untilSe],
  ];
  const given = options.flatMap(([option, value]) => (value == null ? [] : [`--${option} ${quote(String(value))}`]));
  return [`firstguess ${command}`, ...given].join(' \\\n  ');
}

/** Quotes a word that a shell would read otherwise. */
export function quote(value: string): string {
  return /^[\w.,:=/+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
