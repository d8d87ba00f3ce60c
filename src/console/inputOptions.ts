import { several, text, wholeOrAuto } from '../setup/option.ts';
import { pointOptions } from '../setup/options.ts';

/** Headings of options in help. */
export const headings = {
  input: 'Network and data:',
  weights: 'Weights:',
  measurement: 'Measurement:',
  output: 'Output:',
} as const;

/** What is used without `--data`. */
export const defaultData = 'digits';

export const networkOption = {
  network: text({ placeholder: 'notation', meaning: 'the network, e.g. "3*(dense(512), relu), dense(10)"' }),
} as const;

/** The same for studies that put several networks on the same data. */
export const networksOption = {
  network: several(text({ placeholder: 'notation', meaning: 'a network; may be given several times' })),
} as const;

export const dataOption = {
  data: text({
    placeholder: 'notation',
    meaning: `a source such as digits, gaussian(dim=1000), fashion-mnist or csv("data.csv"), or a path (default: ${defaultData})`,
    words: ['digits', 'fashion-mnist'],
  }),
} as const;

/** For studies that can choose the number of generated points. */
export const autoPointsOption = {
  points: wholeOrAuto(2, {
    placeholder: 'N',
    meaning: `${pointOptions.points.meaning}; auto lets a pilot choose them (default: 1000)`,
  }),
} as const;
