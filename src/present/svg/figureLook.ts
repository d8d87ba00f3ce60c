import { UserError } from '../../errors.ts';
import { type Option, type OptionsOf, real, switchOff, word } from '../../setup/option.ts';

const formats = ['svg', 'png', 'pdf'] as const;
type Format = (typeof formats)[number];

/** Formats of figures, separated by commas. */
const figureFormat: Option<readonly Format[]> = {
  meaning: 'formats of figures: svg, png and pdf, separated by commas (default: svg,png)',
  placeholder: 'list',
  type: { is: 'text' },
  read(given, flag) {
    const names = given.split(',').map((name) => name.trim());
    const isFormat = (name: string): name is Format => (formats as readonly string[]).includes(name);
    if (names.every(isFormat)) return names;
    const unknown = names.find((name) => !isFormat(name));
    throw new UserError('unknown-name', `unknown ${flag} "${unknown}"`, [], `choose among ${formats.join(', ')}`);
  },
};

/** How figures are written to a folder. */
export const figureOptions = {
  figureFormat,
  /** Of the whole figure. Text keeps its size of 9 pt. */
  figureWidth: real('positive', {
    placeholder: 'mm',
    meaning: 'width of figures, e.g. 88 for a column; text keeps its 9 pt (default: 212)',
  }),
  figureFont: word(['sans', 'serif'], { placeholder: 'font', meaning: 'font of figures (default: sans)' }),
  figureDpi: real('positive', { placeholder: 'n', meaning: 'dots per inch of PNG figures (default: 192)' }),
  figureHeadline: switchOff('no title and subtitle in figures, which a caption gives'),
} as const;

export type FigureLook = OptionsOf<typeof figureOptions>;

export const figureOptionNames = Object.keys(figureOptions) as (keyof FigureLook)[];

/** The options of figures among others. */
export function figureLook(options: FigureLook): FigureLook {
  const { figureFormat, figureWidth, figureFont, figureDpi, figureHeadline } = options;
  return { figureFormat, figureWidth, figureFont, figureDpi, figureHeadline };
}

/** CSS pixels of a length in millimetres. */
export function pixelsOf(millimetres: number): number {
  return (millimetres / 25.4) * 96;
}
