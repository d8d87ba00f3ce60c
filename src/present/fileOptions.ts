import { list, type OptionsOf, real, switchOff, word } from '../setup/option.ts';

/** Endings of the names of figures and of tables. */
export const figureFormats = ['svg', 'png', 'pdf'] as const;
export const tableFormats = ['csv', 'tex'] as const;

/** How figures are written to a folder. */
export const figureOptions = {
  figureFormat: list(figureFormats, {
    placeholder: 'list',
    meaning: 'formats of figures: svg, png and pdf, separated by commas (default: svg,png)',
  }),
  /** Of the whole figure. Text keeps its size of 9 pt down to the narrowest layout of the figure, which is then made smaller. */
  figureWidth: real('positive', {
    placeholder: 'mm',
    meaning: 'width of figures, e.g. 88 for a column (default: 212)',
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
export type FileOptions = OptionsOf<typeof figureOptions & typeof tableOptions>;

export const fileOptionNames = Object.keys({ ...figureOptions, ...tableOptions }) as (keyof FileOptions)[];

/** The options of figures among others. */
export function fileOptionsOf(options: FileOptions): FileOptions {
  const { figureFormat, figureWidth, figureFont, figureDpi, figureHeadline, tables } = options;
  return { figureFormat, figureWidth, figureFont, figureDpi, figureHeadline, tables };
}

/** CSS pixels of a length in millimetres. */
export function pixelsOf(millimetres: number): number {
  return (millimetres / 25.4) * 96;
}
