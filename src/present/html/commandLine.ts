import type { Experiment } from '../../results/schema.ts';

/** The command line that repeats an experiment to the last count, on any machine. */
export function commandLineOf(experiment: Experiment, command: 'measure' | 'explain' = 'measure'): string {
  const { network, data, preprocess, sampler } = experiment;
  return written(`firstguess ${command}`, [
    ['network', network],
    ['data', data],
    ['preprocess', preprocess === 'none' ? null : preprocess],
    ...sharedOptions(experiment),
    ['sampler', command === 'explain' || sampler === 'auto' ? null : sampler],
  ]);
}

type Given = readonly [option: string, value: string | number | null | undefined];

/** What decides the numbers beside network, data and preprocessing. */
export function sharedOptions(experiment: Omit<Experiment, 'network' | 'data' | 'preprocess'>): Given[] {
  const { init, points, seed, initialisations, readouts, dataDraw, untilSe } = experiment;
  return [
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
}

/** A line for each option that has a value; an empty text stands for an option without one. */
export function written(command: string, options: readonly Given[]): string {
  const given = options.flatMap(([option, value]) => {
    if (value == null) return [];
    return [value === '' ? `--${option}` : `--${option} ${quote(String(value))}`];
  });
  return [command, ...given].join(' \\\n  ');
}

/** Quotes a word that a shell would read otherwise. */
export function quote(value: string): string {
  return /^[\w.,:=/+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
