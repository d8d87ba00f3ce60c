import { createRequire } from 'node:module';

/** The fonts that come with the package; they have the letters of formulas, which the fonts that every PDF knows have not. */
export const fonts = {
  sans: { family: 'DejaVu Sans', file: 'DejaVuSans' },
  serif: { family: 'DejaVu Serif', file: 'DejaVuSerif' },
} as const;

export type Font = keyof typeof fonts;

/** Where the files of a font lie. */
export function fontFiles(font: Font): { readonly regular: string; readonly bold: string } {
  const { resolve } = createRequire(import.meta.url);
  const path = (file: string) => resolve(`dejavu-fonts-ttf/ttf/${file}.ttf`);
  return { regular: path(fonts[font].file), bold: path(`${fonts[font].file}-Bold`) };
}
