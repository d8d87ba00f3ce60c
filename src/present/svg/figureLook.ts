import { list, type OptionsOf, real, switchOff, word } from '../../setup/option.ts';

/** Endings of the names of figures and of tables. */
export const figureFormats = ['svg', 'png', 'pdf'] as const;
export const tableFormats = ['csv', 'tex'] as const;

/** How figures are written to a folder. */
export const figureOptions = {
  figureFormat: list(figureFormats, {
    placeholder: 'list',
    meaning: 'formats of figures: svg, png and pdf, separated by commas (default: svg,png)',
  }),
  /** Of the whole figure. Text keeps its size of 9 pt. */
  figureWidth: real('positive', {
    placeholder: 'mm',
    meaning: 'width of figures, e.g. 88 for a column; text keeps its 9 pt (default: 212)',
  }),
  figureFont: word(['sans', 'serif'], { placeholder: 'font', meaning: 'font of figures (default: sans)' }),
  figureDpi: real('positive', { placeholder: 'n', meaning: 'dots per inch of PNG figures (default: 192)' }),
  figureHeadline: switchOff('no title and subtitle in figures, which a caption gives'),
} as const;

/** For studies that leave tables. */
export const tableOptions = {
  tables: list(tableFormats, {
    placeholder: 'list',
    meaning: 'write tables as well: csv and tex, separated by commas',
  }),
} as const;

/** How figures and tables are written. */
export type FigureLook = OptionsOf<typeof figureOptions & typeof tableOptions>;

export const figureOptionNames = Object.keys({ ...figureOptions, ...tableOptions }) as (keyof FigureLook)[];

/** The options of figures among others. */
export function figureLook(options: FigureLook): FigureLook {
  const { figureFormat, figureWidth, figureFont, figureDpi, figureHeadline, tables } = options;
  return { figureFormat, figureWidth, figureFont, figureDpi, figureHeadline, tables };
}

/** CSS pixels of a length in millimetres. */
export function pixelsOf(millimetres: number): number {
  return (millimetres / 25.4) * 96;
}
