import { Resvg } from '@resvg/resvg-js';
import { type Font, fontFiles, fonts } from './fontFiles.ts';

/**
 * A PNG from the text of an SVG file, on white. Text is set in a font that comes with the package, so pictures are the same
 * on every machine.
 *
 * @param dpi dots per inch; an inch has 96 pixels of the SVG
 */
export function pngOf(svg: string, font: Font = 'sans', dpi = 192): Uint8Array {
  const { family } = fonts[font];
  return new Resvg(svg, {
    font: {
      fontFiles: Object.values(fontFiles(font)),
      loadSystemFonts: false,
      defaultFontFamily: family,
      sansSerifFamily: family,
    },
    fitTo: { mode: 'zoom', value: dpi / 96 },
    background: 'white',
  })
    .render()
    .asPng();
}
