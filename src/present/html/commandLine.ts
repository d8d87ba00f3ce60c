import { drawOptions, optionsOf, samplerOption } from '../../measure/plan/options.ts';
import type { Experiment } from '../../results/schema.ts';
import { flagOf, type OptionTable } from '../../setup/option.ts';
import { dataOption, headOption, networkOption, pointOptions, weightOptions } from '../../setup/options.ts';

const { preprocess, ...sampleOptions } = pointOptions;

/** What decides the numbers of a measurement, in the order of command lines. */
export const experimentOptions = {
  ...networkOption,
  ...dataOption,
  preprocess,
  ...weightOptions,
  ...sampleOptions,
  ...drawOptions(),
};

/** The command line that repeats an experiment to the last count, on any machine. */
export function commandLineOf(experiment: Experiment, command: 'measure' | 'explain' = 'measure'): string {
  const { network, data } = experiment;
  const table = command === 'measure' ? { ...experimentOptions, ...headOption, ...samplerOption } : experimentOptions;
  return commandLine(command, { network, data, ...optionsOf(experiment) }, table);
}

/**
 * A command line with a line for each option that is given, in the order of the table. Values that options have anyway are
 * left out.
 * @param words given by position
 */
export function commandLine(
  command: string,
  given: Readonly<Record<string, unknown>>,
  table: OptionTable,
  words: readonly string[] = [],
): string {
  const options = Object.entries(table).flatMap(([name, { fallback, placeholder }]) => {
    const value = given[name];
    if (value === undefined || value === fallback) return [];
    const flag = flagOf(name);
    return [value].flat().map((one) => (placeholder === undefined ? flag : `${flag} ${quote(String(one))}`));
  });
  return [['firstguess', command, ...words.map(quote)].join(' '), ...options].join(' \\\n  ');
}

/** Quotes a word that a shell would read otherwise. */
export function quote(value: string): string {
  return /^[\w.,:=/+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
