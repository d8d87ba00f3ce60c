import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';

/**
 * A PNG from the text of an SVG file, at twice its size and on white. Text is set in the DejaVu Sans that comes with
 * the package, so pictures are the same on every machine.
 */
export function pngOf(svg: string): Uint8Array {
  const require = createRequire(import.meta.url);
  const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) =>
    require.resolve(`dejavu-fonts-ttf/ttf/${file}`),
  );
  return new Resvg(svg, {
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' },
    fitTo: { mode: 'zoom', value: 2 },
    background: 'white',
  })
    .render()
    .asPng();
}
