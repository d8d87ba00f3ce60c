import { wholeOrAuto } from '../setup/option.ts';
import { dataOption, modeOptions, networkOption, pointOptions, weightOptions } from '../setup/options.ts';

/** Headings of options in help. */
export const headings = {
  input: 'Network and data:',
  weights: 'Weights:',
  head: 'Outputs:',
  measurement: 'Measurement:',
  output: 'Output:',
} as const;

/** For studies that can choose the number of generated points. */
export const autoPointsOption = {
  points: wholeOrAuto(2, {
    placeholder: 'N',
    meaning: `${pointOptions.points.meaning}; auto lets a pilot choose them (default: 1000)`,
  }),
} as const;

/** A network on data, as most studies take them. */
export const setupGroups = {
  [headings.input]: { ...networkOption, ...modeOptions, ...dataOption, ...pointOptions },
  [headings.weights]: weightOptions,
} as const;
